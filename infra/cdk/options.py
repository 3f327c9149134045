"""What can be chosen on the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Options:
    """Names, tags and the steps of the sheets that can be left out."""

    prefix: str = "cdk-"
    region: str = "us-east-1"
    tags: dict[str, str] = field(default_factory=dict)
    role_name: str = ""  # such as LabRole, in a Learner Lab; empty: a role is created
    package: Path = ROOT / "function.zip"  # from `python -m bootstrap.package`
    memory: int = 128  # MB
    rate: str = "rate(1 minute)"  # how often the function runs
    write_capacity: int = 5  # units a second, of the table and of each index
    indexes: bool = True


def parse(arguments: list[str]) -> Options:
    """The options of a command line; argparse says what is wrong with it."""
    default = Options()
    parser = argparse.ArgumentParser(prog="python -m infra.cdk", description=__doc__)
    parser.add_argument("--prefix", default=default.prefix, help="what every name begins with [%(default)s]")
    parser.add_argument("--region", default=default.region, help="[%(default)s]")
    parser.add_argument("--tag", action="append", default=[], metavar="KEY=VALUE", type=_tag)
    parser.add_argument("--role-name", default="", help="a role that is there already, such as LabRole")
    parser.add_argument("--package", type=Path, default=default.package, help="zip of the function")
    parser.add_argument("--memory", type=int, default=default.memory, help="of the function, in MB")
    parser.add_argument("--rate", default=default.rate, help="how often the function runs [%(default)s]")
    parser.add_argument("--write-capacity", type=int, default=default.write_capacity, help="of the table")
    parser.add_argument("--without-indexes", action="store_true", help="a step of the second sheet")
    found = parser.parse_args(arguments)
    return Options(
        prefix=found.prefix,
        region=found.region,
        tags=dict(found.tag),
        role_name=found.role_name,
        package=found.package.resolve(),
        memory=found.memory,
        rate=found.rate,
        write_capacity=found.write_capacity,
        indexes=not found.without_indexes,
    )


def _tag(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not KEY=VALUE")
    return key, value
