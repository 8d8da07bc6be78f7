"""The way out of a worker: whole lines, one thread at a time, never torn by a signal."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Any, Callable, Optional, Type

from .json_text import message_line


class Outbox:
    """Sends messages; as a context manager it makes several steps one.

    A signal handler runs in the main thread between any two of its instructions. If it raised in the middle of a
    write, half a line would be out and the lock might stay taken; so what it raises waits for the end of the write.
    """

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write
        self._lock = threading.RLock()
        self._main = threading.get_ident()
        self._depth = 0
        self._postponed: Optional[Callable[[], None]] = None

    def send(self, fields: "dict[str, Any]", **encoded: bytes) -> None:
        with self:
            self._write(message_line(fields, **encoded))

    def interrupt(self, action: Callable[[], None]) -> None:
        """Called by a signal handler: runs `action`, which may raise, now or right after the write under way."""
        if self._depth:
            self._postponed = action
        else:
            action()

    def forget_threads(self) -> None:
        """In a forked process: whoever held the lock was not copied."""
        self._lock = threading.RLock()

    def __enter__(self) -> None:
        if threading.get_ident() == self._main:
            self._depth += 1
        self._lock.acquire()

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self._lock.release()
        if threading.get_ident() != self._main:
            return
        self._depth -= 1
        if self._depth == 0 and self._postponed:
            action, self._postponed = self._postponed, None
            action()
