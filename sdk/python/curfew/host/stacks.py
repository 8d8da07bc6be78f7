"""Tells the agent what each thread does, before a kill.

Asked on the control stream, the listening thread answers. It can't while C code holds the interpreter: then the agent sends
a signal, at which faulthandler writes all stacks to a file in memory that the agent finds through /proc. Nothing else runs
Python meanwhile, so the stacks stand still. The file's head says which thread runs which execution."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
from contextlib import contextmanager
from types import FrameType
from typing import Any, Dict, Iterator, List, Optional

from ..execution import Execution

#: What server/agent/autopsy/python-signal.ts agrees on with this file.
FILE_NAME = "curfew-stacks"
HEAD_BYTES = 65_536
SLOT_BYTES = 64
MOST_FRAMES = 100


class ThreadList:
    """Which thread runs which execution, in this process's memory and in the head of its file."""

    def __init__(self) -> None:
        self._file: Optional[int] = None
        #: `id attempt` by thread.
        self._executions: Dict[int, str] = {}
        self._free = list(reversed(range(HEAD_BYTES // SLOT_BYTES)))

    def open(self) -> None:
        """Without it, on systems that lack the means, there are the answers of the listening thread."""
        if not hasattr(os, "memfd_create") or not hasattr(signal, "SIGRTMAX"):
            return
        try:
            file = os.memfd_create(FILE_NAME)
            os.ftruncate(file, HEAD_BYTES)
            os.lseek(file, 0, os.SEEK_END)
            faulthandler.register(signal.SIGRTMAX - 3, file=file, all_threads=True, chain=False)
        except OSError:
            return
        self._file = file

    @contextmanager
    def listed(self, execution: Execution) -> Iterator[None]:
        """This thread runs it for as long as the block lasts."""
        ident = threading.get_ident()
        before = self._executions.get(ident)
        self._executions[ident] = f"{execution.context.execution_id}#{execution.context.attempt}"
        slot = self._free.pop() if self._free else None
        self._write(slot, f"{ident:x} {self._executions[ident]}")
        try:
            yield
        finally:
            if before is None:
                del self._executions[ident]
            else:
                self._executions[ident] = before
            self._write(slot, "")
            if slot is not None:
                self._free.append(slot)

    def _write(self, slot: Optional[int], text: str) -> None:
        if self._file is None or slot is None:
            return
        try:
            os.pwrite(self._file, text.encode().ljust(SLOT_BYTES, b"\0")[:SLOT_BYTES], slot * SLOT_BYTES)
        except OSError:
            # The user's code closed it.
            self._file = None

    def report(self) -> Dict[str, Any]:
        """The answer to `stacks`: all threads but the one that asks."""
        names = {thread.ident: thread.name for thread in threading.enumerate()}
        main = threading.main_thread().ident
        threads = [
            {
                "name": "main thread" if ident == main else names.get(ident, f"thread {ident:#x}"),
                "main": ident == main,
                "execution": self._executions.get(ident),
                "frames": _frames(frame),
            }
            for ident, frame in sys._current_frames().items()
            if ident != threading.get_ident()
        ]
        # Python has the newest first.
        return {"type": "stacks", "threads": threads[::-1]}


def _frames(innermost: Optional[FrameType]) -> List[Dict[str, Any]]:
    frames: List[Dict[str, Any]] = []
    frame = innermost
    while frame is not None and len(frames) < MOST_FRAMES:
        code = frame.f_code
        name = getattr(code, "co_qualname", code.co_name)
        frames.append({"function": name, "file": code.co_filename, "line": frame.f_lineno})
        frame = frame.f_back
    return frames


threads = ThreadList()
