"""More time until the deadline, as code asks for it."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any, Callable, Dict, Mapping, Optional

from .context import parse_time
from .termination import ExtensionRefused


class Extensions:
    """What one attempt has asked its agent for and not been answered."""

    def __init__(self, report: Callable[..., None]) -> None:
        self._report = report
        self._lock = threading.Lock()
        self._last = 0
        self._waiting: Dict[int, "_Waiting"] = {}

    def ask(self, seconds: int) -> Optional[datetime]:
        """Waits for the agent, which answers at once. Raises ExtensionRefused."""
        if isinstance(seconds, bool) or not isinstance(seconds, int) or seconds < 1:
            raise ValueError(f"extend_timeout needs a whole number of seconds of at least 1, not {seconds!r}")
        waiting = _Waiting()
        with self._lock:
            self._last += 1
            request = self._last
            self._waiting[request] = waiting
        self._report("extend", {"request": request, "seconds": seconds})
        waiting.answered.wait()
        if waiting.refusal is not None:
            raise ExtensionRefused(f"The timeout was not extended: {waiting.refusal}")
        return waiting.deadline

    def answer(self, message: Mapping[str, Any]) -> None:
        waiting = self._waiting.pop(message["request"], None)
        if waiting:
            waiting.refusal = message["refusal"]
            waiting.deadline = parse_time(message["deadline"])
            waiting.answered.set()


class _Waiting:
    def __init__(self) -> None:
        self.answered = threading.Event()
        self.refusal: Optional[str] = None
        self.deadline: Optional[datetime] = None
