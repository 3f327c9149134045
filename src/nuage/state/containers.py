"""State of ours that lies in none of the host's stores, in a form that a reset and a snapshot can handle."""

from __future__ import annotations

from typing import Any


class Container:
    """Something of a service's that is emptied with the service, and kept with it.

    LocalStack's visitors are given it like its own stores (`accept_state_visitor`).
    """

    def __init__(self, service_name: str, name: str) -> None:
        self.service_name = service_name
        self.name = name  # one of its own within the service; snapshots know it by that

    def reset(self) -> None:
        """Empty it."""
        raise NotImplementedError

    def save(self) -> Any:
        """What is to be kept, as plain values that do not change any more."""
        raise NotImplementedError

    def load(self, saved: Any) -> None:
        """Take over what `save` returned in another process."""
        raise NotImplementedError


class Dictionaries(Container):
    """Dictionaries that live as long as their module."""

    def __init__(self, service_name: str, name: str, **dictionaries: dict[Any, Any]) -> None:
        super().__init__(service_name, name)
        self._dictionaries = dictionaries

    def reset(self) -> None:
        """Empty them."""
        for dictionary in self._dictionaries.values():
            dictionary.clear()

    def save(self) -> dict[str, dict[Any, Any]]:
        """Copies of them."""
        return {name: dict(dictionary) for name, dictionary in self._dictionaries.items()}

    def load(self, saved: dict[str, dict[Any, Any]]) -> None:
        """Put back what was in them."""
        for name, content in saved.items():
            if name in self._dictionaries:
                self._dictionaries[name].update(content)


# beside what a service's provider shows: what other parts of the emulator keep about a service, by service
_more: dict[str, list[Container]] = {}


def add(container: Container) -> None:
    """Have a container handled with its service, whose provider does not know of it. Once is enough."""
    found = _more.setdefault(container.service_name, [])
    if all(other.name != container.name for other in found):
        found.append(container)


def of(service_name: str) -> list[Container]:
    """The containers that were added for a service."""
    return list(_more.get(service_name, ()))
