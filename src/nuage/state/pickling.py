"""Objects of LocalStack's, moto's and ours, as bytes and back.

LocalStack has a pickler for this, built on dill, in Python: 100,000 objects in S3 take it a minute. This is
the C pickler of the standard library, told what to do with what pickle cannot do; for functions and classes
that have no importable name it asks LocalStack's. What belongs to a running process (locks, threads) is made
anew.
"""

from __future__ import annotations

import importlib
import io
import pickle
import queue
import sys
import threading
import types
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from localstack.state import pickle as host_pickle
from moto.core.base_backend import BackendDict, BaseBackend

_LOCK, _RLOCK = type(threading.Lock()), type(threading.RLock())


def dumps(value: Any) -> bytes:
    """A value's bytes.

    :raises Exception: whatever an object raises that cannot be pickled, or that changes meanwhile
    """
    file = io.BytesIO()
    _Pickler(file, protocol=5).dump(value)
    return file.getvalue()


def loads(data: bytes) -> Any:
    """The value.

    :raises Exception: whatever the bytes make pickle raise
    """
    return pickle.loads(data)  # noqa: S301 - the emulator's own folder, which nobody else writes to


class _Pickler(pickle.Pickler):
    """Asked for each object that is not of a simple type."""

    def reducer_override(self, obj: Any) -> Any:
        """How to make an object anew, for those that pickle would not, or not rightly."""
        reduce = _BY_TYPE.get(type(obj))
        if reduce is not None:
            return reduce(obj)
        if isinstance(obj, BaseBackend):
            return _backend, (_service_of(obj), obj.account_id, obj.region_name)
        if isinstance(obj, queue.Queue):
            return _queue, (type(obj), obj.maxsize, list(obj.queue))
        if isinstance(obj, defaultdict) and type(obj) is not defaultdict:
            # pickle calls the class with the factory alone, which is not what moto's classes take
            return (
                _dictionary,
                (type(obj), obj.default_factory),
                vars(obj) or None,
                None,
                iter([*obj.items()]),
            )
        if isinstance(obj, type) and not _is_importable(obj):
            return _by_host, (host_pickle.dumps(obj),)
        return NotImplemented


def _function(obj: types.FunctionType) -> Any:
    return NotImplemented if _is_importable(obj) else (_by_host, (host_pickle.dumps(obj),))


def _by_host(data: bytes) -> Any:
    return host_pickle.loads(data)


def _is_importable(obj: Any) -> bool:
    """Whether pickle finds the very same object again by its name."""
    found: Any = sys.modules.get(getattr(obj, "__module__", None) or "")
    for part in obj.__qualname__.split("."):
        found = getattr(found, part, None)
    return found is obj


def _service_of(backend: BaseBackend) -> str:
    for backends in BackendDict._instances:
        if backends.backend is type(backend):
            return str(backends.service_name)
    raise pickle.PicklingError(f"no service is known to have {type(backend).__name__}")


def _backend(service: str, account: str, region: str) -> Any:
    """The backend that is there: objects of moto's refer to theirs."""
    for backends in BackendDict._instances:
        if backends.service_name == service:
            return backends[account][region]
    from moto.backends import get_backend

    return get_backend(service)[account][region]


def _dictionary(kind: type[defaultdict[Any, Any]], factory: Any) -> Any:
    made = kind.__new__(kind)
    defaultdict.__init__(made, factory)
    return made


def _queue(kind: type[queue.Queue[Any]], size: int, items: list[Any]) -> Any:
    made = kind(size)
    made.queue.extend(items)  # a heap stays one
    made.unfinished_tasks = len(items)
    return made


def _event(is_set: bool) -> threading.Event:
    made = threading.Event()
    if is_set:
        made.set()
    return made


_BY_TYPE: dict[type, Callable[[Any], Any]] = {
    _LOCK: lambda _: (threading.Lock, ()),
    _RLOCK: lambda _: (threading.RLock, ()),
    threading.Condition: lambda _: (threading.Condition, ()),
    threading.Event: lambda obj: (_event, (obj.is_set(),)),
    types.FunctionType: _function,
    types.ModuleType: lambda obj: (importlib.import_module, (obj.__name__,)),
}
