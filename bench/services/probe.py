"""What the benchmark runs in Python workers. Times are nanoseconds of the monotonic clock, as text."""

from __future__ import annotations

import time
from typing import Any, Dict

from curfew import BaseServiceRunner, ExecutionTerminated

COST_CALLS = 1_000_000


class ServiceRunner(BaseServiceRunner):
    def stamp(self) -> Dict[str, Any]:
        return {"at": str(time.monotonic_ns())}

    def nothing(self) -> None:
        pass

    def loop(self, pause_ms: float) -> None:
        try:
            while True:
                self.kill_event()
                time.sleep(pause_ms / 1000)
        except ExecutionTerminated as stop:
            stop.output = {"at": str(time.monotonic_ns())}
            raise

    def checkpoint_cost(self) -> Dict[str, Any]:
        checkpoint = self.kill_event
        began = time.monotonic_ns()
        for _ in range(COST_CALLS):
            checkpoint()
        passed = time.monotonic_ns() - began
        began = time.monotonic_ns()
        for _ in range(COST_CALLS):
            pass
        return {"nanoseconds": (passed - (time.monotonic_ns() - began)) / COST_CALLS}
