"""A role that is there already, for accounts in which none can be made."""

from __future__ import annotations

from dataclasses import dataclass

from bootstrap.clients import Clients
from bootstrap.errors import BootstrapError
from bootstrap.state import WANTED, State


@dataclass(frozen=True)
class ExistingRole:
    """The function runs as it; it is neither changed nor taken away."""

    name: str

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"role {self.name}"

    def look(self, clients: Clients) -> State:
        """Whether it is there.

        :raises BootstrapError: when it is not
        """
        try:
            clients.iam.get_role(RoleName=self.name)
        except clients.iam.exceptions.NoSuchEntityException:
            raise BootstrapError(
                f"there is no role {self.name} in this account. In a Learner Lab it is there from the start: "
                "are these the credentials of one (AWS Details, AWS CLI)? Elsewhere leave --learner-lab "
                "away, or name another role with --set existing_role=NAME."
            ) from None
        return WANTED

    def create(self, clients: Clients) -> None:
        """Never called: `look` finds it or fails."""

    def update(self, clients: Clients) -> None:
        """Never called: nothing of it is ours."""

    def destroy(self, clients: Clients) -> None:
        """Never called: it is not ours."""
