"""A lab for a block, a function or a class: for those who do not use pytest's fixtures."""

from __future__ import annotations

import functools
import inspect
import os
import sys
import unittest
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, overload

from nuage.testing.options import IMAGE, IN_PROCESS, REGION, Options

if TYPE_CHECKING:
    from nuage.testing.handle import Nuage

T = TypeVar("T", bound=Callable[..., Any])


@overload
def lab(target: T, /) -> T: ...


@overload
def lab(
    *,
    where: str = IN_PROCESS,
    speed: float | None = None,
    iam: bool | None = None,
    image: str = IMAGE,
    region: str = REGION,
    reset: bool = True,
) -> LabContext: ...


def lab(
    target: Any = None,
    /,
    *,
    where: str = IN_PROCESS,
    speed: float | None = None,
    iam: bool | None = None,
    image: str = IMAGE,
    region: str = REGION,
    reset: bool = True,
) -> Any:
    """A lab, empty at first, that boto3's own configuration leads to while it lasts.

    `with lab() as nuage:`, `@lab()` or `@lab`, on functions, async functions, generators and classes. The
    lab is started once in a process, and stopped at its end; what differs in an option is another lab.

    :param where: in-process, process, container, or the address of a lab that runs
    :param speed: how fast lab time runs: at 60 a lab minute lasts a second
    :param iam: whether policies are enforced
    :param image: of the container
    :param region: of the clients
    :param reset: whether it begins empty; one inside another never resets
    :raises OptionsError: when an option has a value that is not allowed
    """
    context = LabContext(Options(where, speed, iam, image, region), reset)
    return context if target is None else context(target)


class LabContext:
    """What `lab` returns: enter it, or decorate with it, as often as you like."""

    # how many are inside each lab: what the outer one made is not for the inner one to take away
    _inside: dict[Options, int] = {}  # noqa: RUF012 - shared by intent

    def __init__(self, options: Options, reset: bool) -> None:
        self._options = options
        self._reset = reset
        self._before: list[Patched] = []

    def __enter__(self) -> Nuage:
        """Start the lab if need be, empty it, and lead boto3 there.

        :raises StartError: when it does not start
        """
        from nuage.testing.running import obtain

        nuage = obtain(self._options)
        depth = self._inside.get(self._options, 0)
        if self._reset and not depth:
            nuage.reset()
        self._before.append(Patched(nuage.environment()))
        self._inside[self._options] = depth + 1
        return nuage

    def __exit__(self, *_: object) -> None:
        """Put everything back; the lab runs on, for the next one."""
        self._inside[self._options] -= 1
        self._before.pop().restore()

    def __call__(self, target: T) -> T:
        """Decorate a function, or the tests of a class.

        :raises TypeError: for a class without tests, and for what is neither class nor function
        """
        if not callable(target):
            raise TypeError(f"@lab decorates functions and classes, not {target!r}")
        decorated: T = self._class(target) if isinstance(target, type) else self._function(target)
        return decorated

    def _class(self, target: Any) -> Any:
        if issubclass(target, unittest.TestCase):
            # around setUp and tearDown too; not around setUpClass
            target.run = self._function(target.run)
            return target
        tests = [name for name in dir(target) if name.startswith("test") and callable(getattr(target, name))]
        if not tests:
            raise TypeError(f"@lab found no method of {target.__name__} that begins with test")
        for name in tests:
            found = inspect.getattr_static(target, name)
            if isinstance(found, staticmethod | classmethod):
                setattr(target, name, type(found)(self._function(found.__func__)))
            else:
                setattr(target, name, self._function(found))
        return target

    def _function(self, target: Any) -> Any:
        if inspect.iscoroutinefunction(target):

            @functools.wraps(target)
            async def in_lab(*args: Any, **kwargs: Any) -> Any:
                with self:
                    return await target(*args, **kwargs)

        elif inspect.isgeneratorfunction(target):

            @functools.wraps(target)
            def in_lab(*args: Any, **kwargs: Any) -> Any:
                with self:
                    return (yield from target(*args, **kwargs))

        elif inspect.isasyncgenfunction(target):

            @functools.wraps(target)
            async def in_lab(*args: Any, **kwargs: Any) -> Any:
                with self:
                    async for value in target(*args, **kwargs):
                        yield value

        else:

            @functools.wraps(target)
            def in_lab(*args: Any, **kwargs: Any) -> Any:
                with self:
                    return target(*args, **kwargs)

        return in_lab


class Patched:
    """The process's environment with some variables changed, until `restore`.

    boto3's default session goes with it: it would remember another endpoint.

    :param variables: values, and None for those to remove
    """

    def __init__(self, variables: Mapping[str, str | None]) -> None:
        environment = os.environ  # noqa: TID251 - boto3 reads it
        self._before = {name: environment.get(name) for name in variables}
        self._session = _default_session(None)
        change_environment(variables)

    def restore(self) -> None:
        """Put back what was there."""
        change_environment(self._before)
        _default_session(self._session)


def change_environment(variables: Mapping[str, str | None]) -> None:
    """Set variables of this process, and remove those that are None."""
    environment = os.environ  # noqa: TID251 - boto3 reads it
    for name, value in variables.items():
        if value is None:
            environment.pop(name, None)
        else:
            environment[name] = value


def _default_session(session: Any) -> Any:
    """Set boto3's default session, and return the one before; nothing where boto3 is not imported."""
    boto3 = sys.modules.get("boto3")
    if boto3 is None:
        return None
    before = boto3.DEFAULT_SESSION
    boto3.DEFAULT_SESSION = session  # type: ignore[attr-defined]
    return before
