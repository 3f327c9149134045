"""Which AWS operations the labs use, and whether we have them: the source of docs/coverage.md.

What is listed is what the lab sheets, bootstrap, the AWS CLI's and Terraform's calls for them, and
the `nuage` command need. Whether an operation is there is read from the provider that would answer
it, never written down; `PARTLY` adds what a reader has to know.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from botocore import xform_name

LAB_OPERATIONS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)

# what a reader has to know of an operation that is there, but not as a whole
PARTLY: dict[tuple[str, str], str] = {
    (
        "iam",
        "SimulatePrincipalPolicy",
    ): "LocalStack's simple simulation, not the evaluator that decides on calls",
    ("lambda", "CreateFunction"): "Python runtimes in zip archives; no images, no ephemeral storage limit",
    ("cloudformation", "CreateStack"): "types of resources: docs/infrastructure.md; no rollback",
    ("cloudformation", "UpdateStack"): "types of resources: docs/infrastructure.md; no rollback",
    ("s3control", "ListTagsForResource"): "buckets alone",
    ("s3control", "TagResource"): "buckets alone",
    ("s3control", "UntagResource"): "buckets alone",
    ("scheduler", "CreateSchedule"): (
        "targets: Lambda, SQS, SNS, EventBridge, Step Functions, Kinesis, Firehose, universal"
    ),
}


def answered_by(service: str, operation: str) -> str | None:
    """Whose code answers an operation: "nuage", "localstack", "moto", or None when nobody's (501)."""
    from localstack.services.plugins import SERVICE_PLUGINS

    provider = SERVICE_PLUGINS.get_service(service)
    handler = provider.skeleton.dispatch_table.get(operation) if provider else None
    if handler is None:
        return None
    methods = list(_methods(handler))
    for method in methods:
        module = str(getattr(method, "__module__", ""))
        # an operation that a provider leaves out is the one of its generated API class, which raises
        if not module.startswith(
            ("localstack.aws.api.", "localstack.services.moto", "localstack.aws.forwarder")
        ):
            return module.split(".")[0]
    falls_through = any(method.__module__ == "localstack.services.moto" for method in methods)
    return "moto" if falls_through and _moto_has(service, operation) else None


def _methods(handler: Any) -> Iterator[Any]:
    """The functions behind LocalStack's wrappers: a dispatcher, or a closure that falls through to moto."""
    if hasattr(handler, "fn"):
        yield from _methods(handler.fn)
    elif getattr(handler, "__module__", "") == "localstack.aws.forwarder" and handler.__closure__:
        for cell in sorted(handler.__closure__, key=lambda cell: not hasattr(cell.cell_contents, "fn")):
            yield from _methods(cell.cell_contents)
    else:
        yield handler


def _moto_has(service: str, operation: str) -> bool:
    responses = import_module(f"moto.{service}.responses")
    method = xform_name(operation)
    return any(hasattr(thing, method) for name, thing in vars(responses).items() if name.endswith("Response"))


def table() -> str:
    """The coverage table, as Markdown. For a process without an emulator: it loads the providers."""
    from nuage.plugins import select_providers

    select_providers()
    lines = ["| Service | Operation | Is it there? | Remark |", "|---|---|---|---|"]
    for service, operations in LAB_OPERATIONS.items():
        for operation in operations:
            remark = PARTLY.get((service, operation), "")
            there = "no" if answered_by(service, operation) is None else "partly" if remark else "yes"
            lines.append(f"| {service} | {operation} | {there} | {remark} |")
    return "\n".join(lines) + "\n"
