"""The function that stores tweets, fed by another function: its TWEET_URL is that one's function URL.

AWS chooses the address when the URL is made, so it is asked for when it is needed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bootstrap.clients import Clients
from bootstrap.errors import BootstrapError
from bootstrap.function import Function
from bootstrap.function_url import url_of
from bootstrap.state import State

PATH = "tweet"


@dataclass(frozen=True)
class FedFunction:
    """A function, and the name of the one that serves its tweets."""

    function: Function
    source: str

    @property
    def label(self) -> str:
        """Its kind and name."""
        return self.function.label

    def look(self, clients: Clients) -> State:
        """Compare configuration and code, the address included."""
        url = url_of(clients, self.source)
        return self._with(f"(the URL of {self.source})" if url is None else url + PATH).look(clients)

    def create(self, clients: Clients) -> None:
        """Create it and wait until it can be invoked."""
        self._with(self._address(clients)).create(clients)

    def update(self, clients: Clients) -> None:
        """Send configuration and code."""
        self._with(self._address(clients)).update(clients)

    def destroy(self, clients: Clients) -> None:
        """Delete it."""
        self.function.destroy(clients)

    def _address(self, clients: Clients) -> str:
        url = url_of(clients, self.source)
        if url is None:
            raise BootstrapError(
                f"the function {self.source} has lost its URL meanwhile: run this again, which makes it."
            )
        return url + PATH

    def _with(self, tweet_url: str) -> Function:
        return replace(self.function, environment={**self.function.environment, "TWEET_URL": tweet_url})
