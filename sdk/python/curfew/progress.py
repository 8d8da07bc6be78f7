"""How far an execution is."""

from __future__ import annotations

import math
from time import monotonic
from typing import Any, Callable, Dict, Mapping, Optional

from .outbox import Outbox

#: Seconds between two reports at least.
INTERVAL = 0.1

Send = Callable[[Optional[float], Optional[str], Optional[Dict[str, float]]], None]


class Progress:
    """Reports progress, message and metrics. Call it as often as you like: at most ten reports a second leave the
    process, the newest wins, and the last one is always sent."""

    def __init__(self, outbox: Outbox, send: Send) -> None:
        self._outbox = outbox
        self._send_report = send
        self._percent: Optional[float] = None
        self._message: Optional[str] = None
        self._metrics: Dict[str, float] = {}
        self._unsent = False
        self._sent_at = -INTERVAL

    def update(
        self,
        status: Optional[str] = None,
        progress: Optional[float] = None,
        message: Optional[str] = None,
        output: Any = None,
        duration: Optional[float] = None,
        action: Optional[str] = None,
        *,
        metrics: Optional[Mapping[str, float]] = None,
    ) -> None:
        """`progress` is a percentage, 0 to 100. What is not given stays as it was; metrics are merged by name, and
        one that is not a finite number is taken away. `status`, `output`, `duration` and `action` are accepted for
        services written for Dataloop, and ignored: Curfew knows the status itself."""
        percent = None if progress is None else _percentage(progress)
        numbers = {name: float(value) for name, value in (metrics or {}).items()}
        with self._outbox:
            if percent is not None:
                self._percent = percent
            if message is not None:
                self._message = str(message)
            self._metrics.update(numbers)
            for name, value in numbers.items():
                if not math.isfinite(value):
                    del self._metrics[name]
            self._unsent = True
            self.send_due()

    def send_due(self) -> None:
        """Sends what is unsent if the last report is old enough."""
        if self._unsent and monotonic() - self._sent_at >= INTERVAL:
            self.flush()

    def is_lively(self) -> bool:
        """True while reports come so fast that some may be held back."""
        return self._unsent or monotonic() - self._sent_at < 1.0

    def flush(self) -> None:
        """Sends what is unsent at once."""
        with self._outbox:
            if not self._unsent:
                return
            self._unsent = False
            self._sent_at = monotonic()
            self._send_report(self._percent, self._message, dict(self._metrics) or None)


def _percentage(value: float) -> float:
    number = float(value)
    if math.isnan(number):
        raise ValueError("progress must be a number from 0 to 100, not NaN")
    return min(100.0, max(0.0, number))
