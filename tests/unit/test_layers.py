"""The import rules of docs/architecture.md. Each carries its reason; a broken rule fails with it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "nuage"
PRODUCTS = ("athena", "cloudformation", "dynamodb", "functions", "glue", "iam", "logs", "s3", "schedules")

# modules that may import the host (localstack, moto, rolo, plux), and why each has to
HOST_EDGES = {
    "athena/host/clients.py": "calls Glue and S3 through LocalStack's internal clients",
    "athena/host/kept.py": "shows a visitor of LocalStack's what Athena holds",
    "athena/host/objects.py": "reads objects from LocalStack's S3 store",
    "iam/batches.py": "reads and writes the request context",
    "athena/host/provider.py": "serves the Athena API",
    "control/handler.py": "stands in the host's chain of handlers",
    "control/health.py": "says how the host's services are",
    "cloudformation/guard.py": "stands before LocalStack's types of resources",
    "cloudformation/kind.py": "is a type of resource to LocalStack's CloudFormation",
    "cloudformation/lacking.py": "is a type of resource that fails",
    "cloudformation/mended.py": "extends types of LocalStack's",
    "cloudformation/provider.py": "serves the CloudFormation API",
    "coverage.py": "reads what LocalStack's providers offer",
    "dynamodb/provider.py": "serves DynamoDB in LocalStack's gateway",
    "emulator.py": "starts LocalStack",
    "functions/aliases.py": "mends LocalStack's UpdateAlias",
    "functions/assignment.py": "extends LocalStack's assignment of environments",
    "functions/executor.py": "LocalStack's seam for running functions",
    "functions/logs.py": "calls the Logs service in-process",
    "functions/metrics.py": "calls the CloudWatch service in-process",
    "functions/provider.py": "extends LocalStack's Lambda API",
    "functions/restoring.py": "prepares functions that LocalStack's store holds",
    "functions/service.py": "extends LocalStack's Lambda service",
    "functions/urls/configs.py": "extends LocalStack's API of function URLs",
    "functions/urls/router.py": "extends LocalStack's routes of function URLs",
    "functions/version.py": "extends LocalStack's invocation of a version",
    "gateway/application.py": "hands requests to LocalStack's gateway, in its types",
    "gateway/calls.py": "stands in the host's chain of handlers",
    "gateway/chain.py": "lists LocalStack's handlers",
    "gateway/handlers.py": "steps in front of LocalStack's handlers",
    "gateway/json_protocol.py": "extends LocalStack's parser and serializer for JSON",
    "gateway/loading.py": "loads LocalStack's services",
    "gateway/older_python.py": "mends what LocalStack cannot import on Python 3.11 and 3.12",
    "gateway/operations.py": "reads and answers calls with LocalStack's parsers and services",
    "gateway/preload.py": "loads LocalStack's services",
    "gateway/runtime.py": "runs LocalStack",
    "gateway/s3_protocol.py": "extends LocalStack's parser and serializer for S3",
    "gateway/server.py": "is a server to LocalStack's runtime",
    "glue/catalog.py": "moto keeps the catalogue",
    "glue/operations/indexes.py": "moto's records of tables",
    "glue/operations/partitions.py": "moto's records of partitions",
    "glue/provider.py": "serves the Glue API",
    "iam/answers.py": "writes answers in the host's protocols",
    "iam/authorize.py": "reads who calls from the host's request",
    "iam/callers.py": "an access key's session or user is in the host's STS and IAM",
    "iam/function_urls.py": "asked by Lambda about the host's requests",
    "iam/handler.py": "stands in the host's chain of handlers",
    "iam/identities.py": "users, roles and their policies are in the host's IAM",
    "iam/install.py": "puts the handlers into the host",
    "iam/issued.py": "secrets of keys are in the host's STS and IAM",
    "iam/learner_lab.py": "makes the roles of a Learner Lab in the host's IAM",
    "iam/resource_policies.py": "policies of resources are in the host's stores",
    "iam/sessions.py": "sessions are in the host's STS",
    "logs/provider.py": "extends LocalStack's CloudWatch Logs",
    "s3/control.py": "extends LocalStack's S3 Control",
    "iam/resource_tags.py": "tags of resources are in the host's stores",
    "iam/simulator.py": "users, groups and roles are in the host's IAM",
    "s3/provider.py": "extends LocalStack's S3",
    "s3/storage.py": "stores objects for LocalStack's S3",
    "s3/tags.py": "refuses in LocalStack's errors",
    "plugins.py": "LocalStack loads it",
    "schedules/restoring.py": "makes LocalStack's objects beside its stores",
    "schedules/rules.py": "extends LocalStack's events provider",
    "schedules/schedule_targets.py": "calls targets through LocalStack's internal clients",
    "strict/install.py": "stands in the host's chain of handlers",
    "schedules/scheduler.py": "serves the scheduler API, with moto's store",
    "state/collect.py": "takes what LocalStack's and moto's stores hold",
    "state/durability.py": "starts the services whose state was kept",
    "state/pickling.py": "pickles LocalStack's and moto's objects",
    "state/managed_policies.py": "moto keeps IAM's policies",
    "state/quirks.py": "knows what single services of LocalStack's need",
    "state/reset.py": "empties LocalStack's and moto's stores",
    "state/services.py": "goes through LocalStack's services",
}

# longer than 400 lines, with the reason
LONG_MODULES: dict[str, str] = {}


def modules(*folders: str) -> list[Path]:
    return sorted(
        path for folder in folders for path in (ROOT / folder).rglob("*.py") if ".venv" not in path.parts
    )


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: write imports in full, so that they can be searched for"
            yield node.module


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules("src"), ids=name)
def test_products_meet_at_the_api_only(path: Path) -> None:
    product = path.relative_to(SOURCE).parts[0]
    if product not in PRODUCTS:
        return
    others = [f"nuage.{other}" for other in PRODUCTS if other != product]
    bad = [module for module in imports(path) if module.startswith(tuple(others))]
    assert bad == [], "products meet at AWS API calls or at the host's seams, so that each can be read alone"


@pytest.mark.parametrize("path", modules("src"), ids=name)
def test_the_host_is_imported_at_the_edges_only(path: Path) -> None:
    relative = path.relative_to(SOURCE)
    if relative.as_posix() in HOST_EDGES or relative.parts[0] in HOST_EDGES:
        return
    bad = [
        module for module in imports(path) if module.split(".")[0] in {"localstack", "moto", "rolo", "plux"}
    ]
    assert bad == [], "the core must be testable, and readable, without LocalStack"


@pytest.mark.parametrize(
    "path", modules("bootstrap", "infra", "queries", "lambda", "mock_tweet_server"), ids=name
)
def test_lab_code_uses_the_public_api_only(path: Path) -> None:
    allowed = {"nuage.clock"} if path.is_relative_to(ROOT / "mock_tweet_server") else set()
    bad = [module for module in imports(path) if module.startswith("nuage") and module not in allowed]
    assert bad == [], "what a student runs must run against real AWS, where there is no Nuage"


@pytest.mark.parametrize(
    "path",
    modules("src", "bootstrap", "infra", "queries", "mock_tweet_server", "lambda", "benchmarks", "tests"),
    ids=name,
)
def test_modules_are_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 400 or name(path) in LONG_MODULES, f"{lines} lines: split it by what its parts are for"


@pytest.mark.parametrize(
    ("library", "door"), [("duckdb", "athena/engine.py"), ("sqlglot", "athena/rewrite/")]
)
def test_sql_libraries_have_one_door(library: str, door: str) -> None:
    users = [path for path in modules("src") if any(m.split(".")[0] == library for m in imports(path))]
    bad = [name(p) for p in users if not p.relative_to(SOURCE).as_posix().startswith(door)]
    assert bad == [], "an engine, or a tree of SQL, that is known in one place can be replaced there"
