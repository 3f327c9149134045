"""What AWS's Python runtime brings along, and nothing else of what is installed here.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html#python-sdk-included
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

# import names and distribution names differ in one case only: dateutil is python-dateutil
INCLUDED = frozenset(
    {
        "awslambdaric",
        "boto3",
        "botocore",
        "dateutil",
        "jmespath",
        "runtime_client",
        "s3transfer",
        "simplejson",
        "six",
        "snapshot_restore_py",
        "urllib3",
    }
)
_DISTRIBUTIONS = INCLUDED | {"python-dateutil"}


class RuntimeLibraries:
    """A finder for the last place of `sys.meta_path`: the function's own versions win."""

    def __init__(self, folders: Sequence[str]) -> None:
        self._folders = list(folders)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a top-level package of the runtime; its submodules are found through its own path."""
        if path is not None or name not in INCLUDED:
            return None
        return PathFinder.find_spec(name, self._folders, target)

    def find_distributions(self, context: Any = None) -> Iterable[Any]:
        """What `importlib.metadata` sees of them."""
        from importlib.metadata import DistributionFinder, MetadataPathFinder

        name = getattr(context, "name", None)
        every = MetadataPathFinder.find_distributions(
            DistributionFinder.Context(name=name, path=self._folders)
        )
        return [found for found in every if found.metadata["Name"].lower() in _DISTRIBUTIONS]
