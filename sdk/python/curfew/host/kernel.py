"""What only the operating system can do, through the C library; where that lacks, the leash has to do."""

from __future__ import annotations

import os
import signal
import sys
from functools import lru_cache
from typing import Any, Optional

PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15


@lru_cache(maxsize=None)
def c_library() -> Optional[Any]:
    """Loaded once, before the first fork, since it takes milliseconds."""
    try:
        import ctypes

        return ctypes.CDLL(None, use_errno=True)
    except (ImportError, OSError):
        return None


def name_process(name: str) -> None:
    """Sets the name in /proc/<pid>/comm, 15 characters at most; processes forked from this one inherit it."""
    library = c_library()
    if library and sys.platform == "linux":
        library.prctl(PR_SET_NAME, name.encode("ascii", "replace")[:15], 0, 0, 0)


def die_with_parent(parent: int) -> None:
    """The kernel kills this process when `parent` dies."""
    library = c_library()
    if library and sys.platform == "linux":
        library.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def enter_group(door: Optional[str]) -> None:
    """Enters the control group whose `cgroup.procs` is `door`; where that can't be, other marks have to do."""
    if door is None:
        return
    try:
        with open(door, "w") as group:
            group.write("0")
    except OSError:
        pass


def flush_c_streams() -> None:
    """What C code printed and stdio still holds would be lost by os._exit."""
    library = c_library()
    if library:
        library.fflush(None)


def kill_group(leader: int) -> None:
    """SIGKILL to the group that `leader` made with setsid, and to itself should it not have come so far."""
    for kill in (os.killpg, os.kill):
        try:
            kill(leader, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
