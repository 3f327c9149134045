"""The emulator in the part of AWS, as `nuage rehearse` runs it, and programs that take it for AWS."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from nuage.lab.ports import free_port
from nuage.strict.folder import ACCOUNT, Account, Folder, new_key, write_keys
from tests.processes.program import HOST, PATIENCE, Running

ROOT = Path(__file__).parents[2]
# it keeps the service models, which take longer to read than the calls
SESSION = boto3.session.Session()
BOOTSTRAP = ("-m", "bootstrap")
ALLOWED = ("--yes", "--account", ACCOUNT)


@dataclass(frozen=True)
class Done:
    """A program that has ended."""

    code: int
    output: str


class Rehearsal:
    """A running rehearsal, and the environment that leads to it."""

    def __init__(self, path: Path, learner_lab: bool = False) -> None:
        self.folder = Folder(path / "rehearsal")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "NUAGE_"))}
        kept |= {"NUAGE_HOME": str(path), "PYTHONUTF8": "1"}
        options = ["--learner-lab"] if learner_lab else []
        self.program = Running(
            [
                *(sys.executable, "-P", "-m", "nuage", "rehearse", "--port", str(free_port(HOST))),
                *("--folder", str(self.folder.path), "--speed", "60", *options),
            ],
            kept,
        )
        self.program.wait_for("^unset AWS_USE_DUALSTACK_ENDPOINT")
        exported = {}
        for line in self.program.lines:
            if match := re.fullmatch(r"export (\w+)=(.*)", line):
                exported[match[1]] = shlex.split(match[2])[0]
        self.environment = kept | {
            **exported,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
            "COLUMNS": "200",
        }
        self.endpoint = exported["AWS_ENDPOINT_URL"]

    def run(self, *arguments: str, typed: str = "", **environment: str) -> Done:
        """Run Python with these arguments to the end.

        :param typed: what is given on standard input
        """
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            input=typed,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        return Done(done.returncode, done.stdout)

    def bootstrap(self, command: str, *options: str, typed: str = "", **environment: str) -> Done:
        """Run a command of bootstrap with `--target aws`."""
        return self.run(*BOOTSTRAP, command, "--target", "aws", *options, typed=typed, **environment)

    def client(self, service: str, **options: Any) -> Any:
        """A boto3 client with the rehearsal's keys; other ones where the options say so."""
        key = self.folder.read().keys[0]
        values: dict[str, Any] = {
            "aws_access_key_id": key.id,
            "aws_secret_access_key": key.secret,
            "aws_session_token": key.token or None,
            "region_name": "us-east-1",
        }
        config = Config(retries={"total_max_attempts": 1}).merge(options.pop("config", None) or Config())
        return SESSION.client(
            service,
            endpoint_url=self.endpoint,
            verify=str(self.folder.authority),
            config=config,
            **(values | options),
        )

    def expire(self) -> None:
        """End the session of temporary credentials, as a Learner Lab's timer does."""
        (key,) = self.folder.read().keys
        ended = type(key)(key.id, key.secret, key.token or "token", 1.0)
        write_keys(self.folder, Account(ACCOUNT, (ended,)))

    def renew(self) -> dict[str, str]:
        """Issue new temporary credentials; the variables that hold them."""
        from nuage import clock

        key = new_key(temporary=True, now=clock.wall())
        write_keys(self.folder, Account(ACCOUNT, (key,)))
        return {
            "AWS_ACCESS_KEY_ID": key.id,
            "AWS_SECRET_ACCESS_KEY": key.secret,
            "AWS_SESSION_TOKEN": key.token,
        }

    def close(self) -> None:
        self.program.close()
