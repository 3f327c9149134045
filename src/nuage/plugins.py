"""Everything LocalStack loads from us. Imports are deferred: plux hides a plug-in that fails to import."""

from __future__ import annotations

from localstack.runtime import hooks


@hooks.on_infra_start()
def nuage_start() -> None:
    """Put our handlers into the gateway."""
    from nuage.iam.install import install, load_managed_policies
    from nuage.settings import load

    load_managed_policies()
    if load().iam:
        install()


@hooks.on_infra_shutdown()
def nuage_shutdown() -> None:
    """Stop what we started."""
    from nuage.iam.install import uninstall

    uninstall()
