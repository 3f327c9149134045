"""Empty the emulator: what a user made is gone, what AWS gives every account is back."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from functools import singledispatchmethod
from typing import Any

from localstack.services.stores import AccountRegionBundle
from localstack.state import AssetDirectory, StateVisitor
from moto.core.base_backend import BackendDict

from nuage import clock
from nuage.state import keeping, managed_policies, quirks, services
from nuage.state.containers import Container
from nuage.state.gate import GATE


class ResetVisitor(StateVisitor):  # type: ignore[misc]
    """Empties each container it is shown."""

    @singledispatchmethod
    def visit(self, state_container: Any) -> None:
        """Empty a container.

        :raises TypeError: when it is of a kind that nobody knows how to empty
        """
        raise TypeError(f"cannot empty {type(state_container).__name__}")

    @visit.register
    def _(self, container: AccountRegionBundle) -> None:
        container.reset()

    @visit.register
    def _(self, container: BackendDict) -> None:
        # in place: moto keeps references to a backend in caches. Its own `reset` would empty all services
        for account in list(container.values()):
            with managed_policies.kept(account):
                account.reset()

    @visit.register
    def _(self, container: AssetDirectory) -> None:
        for path in container.path.iterdir() if container.path.is_dir() else ():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    @visit.register
    def _(self, container: Container) -> None:
        container.reset()


def reset(names: Collection[str] | None = None) -> dict[str, Any]:
    """Empty services, while calls from outside wait.

    :param names: which; all of them when None
    :returns: the services that were emptied, and how many milliseconds it took
    :raises UnknownServiceError: when there is none of a name
    """
    began = clock.monotonic()
    wanted = services.loaded() if names is None else services.chosen(names)
    with GATE.closed():
        # first everything that acts by itself ends: functions, rules, queries, pollers
        for name in reversed(wanted):
            quirks.before_reset(name, wanted)
            services.tell(name, "on_before_state_reset")
        for name in wanted:
            if name != "s3":  # its buckets were deleted one by one
                services.visit(name, ResetVisitor())
        for name in wanted:
            services.tell(name, "on_after_state_reset")
    if (kept := keeping.current()) is not None:
        kept.save_all()
    return {"services": wanted, "milliseconds": round((clock.monotonic() - began) * 1000, 1)}
