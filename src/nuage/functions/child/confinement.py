"""A function's folders: its code read-only at /var/task, its layers at /opt, a /tmp of its own.

On Linux the process gets a mount namespace (and a user namespace, unless it runs as root), so that
the paths are those of AWS and writing to the code fails as there. Where the system forbids that, and
on other systems, the folders stay where the parent made them: read-only by their permission bits,
TMPDIR pointing to the own folder, and a literal `/tmp` is the machine's.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

CLONE_NEWNS, CLONE_NEWUSER = 0x20000, 0x10000000
MS_RDONLY, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE, MS_RELATIME = 1, 32, 4096, 16384, 1 << 18, 1 << 21
# flags of a mount that a remount must repeat: the same bits in statvfs and in mount, but for relatime
KEPT, ST_RELATIME = 2 | 4 | 8 | 1024 | 2048, 4096
PR_SET_NO_NEW_PRIVS = 38
CAPABILITY_VERSION_3 = 0x20080522


class Confinement:
    """Where folders appear to the function. This one leaves them where they are."""

    def __init__(self, needed: list[str]) -> None:
        """Make one.

        :param needed: paths that Python reads, and that must therefore stay in view
        """
        self._needed = needed

    def enter(self, folders: dict[str, str]) -> dict[str, str]:
        """Put `task`, `opt` and `tmp` in place, and return where they are now."""
        return folders

    def give_up_privileges(self) -> None:
        """Let permission bits bind the function though it runs as root, as they bind everybody else.

        Only where what Python itself reads belongs to this user: it would become unreadable otherwise.
        """
        if not sys.platform.startswith("linux"):
            return
        if any(Path(path).stat().st_uid != os.geteuid() for path in self._needed):
            return
        import ctypes

        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        nothing = (ctypes.c_uint32 * 6)()
        with contextlib.suppress(OSError):
            _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
            _call("capset", header, nothing)

    def in_use(self, folder: str) -> bool:
        """Whether Python lies there, so that nothing may be mounted over it, or there is no such folder."""
        top = Path(folder)
        tops = (top, top.resolve())
        places = [place for path in self._needed for place in (Path(path), Path(path).resolve())]
        return not top.is_dir() or any(place.is_relative_to(top) for place in places for top in tops)


class MountNamespace(Confinement):
    """Mounts that only this process and its children see."""

    def __init__(self, needed: list[str]) -> None:
        """Leave the machine's mount namespace.

        :raises OSError: when the system does not allow that
        """
        super().__init__(needed)
        if self.in_use("/var") or self.in_use("/tmp"):  # noqa: S108
            raise OSError("Python lies where a function has its own folders")
        user, group = os.getuid(), os.getgid()
        if user == 0:
            _call("unshare", CLONE_NEWNS)
        else:
            _call("unshare", CLONE_NEWUSER | CLONE_NEWNS)
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        _mount("none", "/", MS_REC | MS_PRIVATE)
        _mount("tmpfs", "/var", 0, kind="tmpfs")
        for folder in ("task", "opt", "runtime", "tmp"):
            Path("/var", folder).mkdir()

    def enter(self, folders: dict[str, str]) -> dict[str, str]:
        """Bind the folders to AWS's places."""
        places = {"task": "/var/task", "opt": "/var/opt" if self.in_use("/opt") else "/opt", "tmp": "/tmp"}  # noqa: S108
        for name in ("task", "opt"):
            _mount(folders[name], places[name], MS_BIND)
            flags = os.statvfs(places[name]).f_flag
            keep = flags & KEPT | (MS_RELATIME if flags & ST_RELATIME else 0)
            _mount("none", places[name], MS_BIND | MS_REMOUNT | MS_RDONLY | keep)
        _mount(folders["tmp"], places["tmp"], MS_BIND)  # last: the other folders may lie below /tmp
        return places


def prepare(wanted: bool, needed: list[str]) -> Confinement:
    """The best that the system allows. Call before any thread is started."""
    if wanted and sys.platform.startswith("linux"):
        with contextlib.suppress(OSError):
            return MountNamespace(needed)
    return Confinement(needed)


def _mount(source: str, target: str, flags: int, kind: str | None = None) -> None:
    import ctypes

    _call(
        "mount",
        source.encode(),
        target.encode(),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        None,
    )


def _call(name: str, *arguments: object) -> None:
    """Call the C library.

    :raises OSError: when it answers with an error, or does not know the function
    """
    import ctypes

    try:
        function = getattr(ctypes.CDLL(None, use_errno=True), name)
    except AttributeError as error:
        raise OSError(str(error)) from None
    if function(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
