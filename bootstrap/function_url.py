"""The URL of a function, which everybody may call."""

from __future__ import annotations

from dataclasses import dataclass

from bootstrap.clients import Clients
from bootstrap.state import MISSING, State, compare

# https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html: no signature is asked for
AUTH_TYPE = "NONE"


@dataclass(frozen=True)
class FunctionUrl:
    """An HTTP address that invokes a function. AWS chooses it."""

    function: str

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"function URL of {self.function}"

    def look(self, clients: Clients) -> State:
        """Compare who may call."""
        try:
            found = clients.functions.get_function_url_config(FunctionName=self.function)
        except clients.functions.exceptions.ResourceNotFoundException:
            return MISSING  # no such function, or a function without a URL
        auth_type = found["AuthType"]
        return compare([] if auth_type == AUTH_TYPE else [f"AuthType {auth_type} → {AUTH_TYPE}"])

    def create(self, clients: Clients) -> None:
        """Make it; it keeps its address until it is deleted."""
        clients.functions.create_function_url_config(FunctionName=self.function, AuthType=AUTH_TYPE)

    def update(self, clients: Clients) -> None:
        """Let everybody call."""
        clients.functions.update_function_url_config(FunctionName=self.function, AuthType=AUTH_TYPE)

    def destroy(self, clients: Clients) -> None:
        """Delete it; another one will have another address."""
        clients.functions.delete_function_url_config(FunctionName=self.function)


def url_of(clients: Clients, function: str) -> str | None:
    """The address, with a slash at its end; None when there is none."""
    try:
        found = clients.functions.get_function_url_config(FunctionName=function)
    except clients.functions.exceptions.ResourceNotFoundException:
        return None
    return str(found["FunctionUrl"])
