"""Stands in for sys.stdout and sys.stderr in a worker of several executions."""

from __future__ import annotations

import codecs
import io
import sys
from typing import Any, TextIO

from ..execution import current_execution


def route_streams() -> None:
    """Call it before the service is loaded: a logging handler keeps the stream that it finds."""
    sys.stdout = RoutedStream("stdout", sys.stdout)
    sys.stderr = RoutedStream("stderr", sys.stderr)


class RoutedStream(io.TextIOBase):
    """Gives text to the execution of the thread that writes it, and to the worker's own stream where there is none.

    What goes round Python (a C library, a child process, `os.write(1, …)`) meets the worker's own stream as well."""

    def __init__(self, name: str, plain: TextIO) -> None:
        self._name = name
        self._plain = plain
        self._bytes = _RoutedBytes(self)

    def write(self, text: str) -> int:
        execution = current_execution.get()
        output = None if execution is None or execution.forked else execution.output
        if output is None or not output.write(self._name, str(text)):
            self._plain.write(text)
        return len(text)

    def flush(self) -> None:
        execution = current_execution.get()
        if execution is not None and execution.output and not execution.forked:
            execution.output.flush()
        self._plain.flush()

    @property
    def buffer(self) -> Any:
        return self._bytes

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    @property
    def errors(self) -> str:  # type: ignore[override]
        return "backslashreplace"

    def fileno(self) -> int:
        return self._plain.fileno()

    def isatty(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def reconfigure(self, **settings: Any) -> None:
        """Asked for by code that wants UTF-8 or lines at once; it has both."""


class _RoutedBytes(io.RawIOBase):
    """`sys.stdout.buffer`: bytes that are no UTF-8 become U+FFFD."""

    def __init__(self, text: RoutedStream) -> None:
        self._text = text

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._text.write(codecs.decode(bytes(data), "utf-8", "replace"))
        return len(data)

    def flush(self) -> None:
        self._text.flush()
