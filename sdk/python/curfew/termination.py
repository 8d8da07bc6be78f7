"""What a checkpoint raises."""

from __future__ import annotations

from typing import Any, Tuple

STOP_REASONS: Tuple[str, ...] = ("terminated", "timeout", "reset", "lost", "stalled", "out-of-memory")
MESSAGE = "Execution received termination signal"


class ExtensionRefused(RuntimeError):
    """The timeout was not extended; the message says why, and how far it may be. The execution goes on as before."""


class ExecutionTerminated(InterruptedError):
    """The execution was asked to stop: save what is done, then let this pass on.

    `reason` is "terminated" (someone asked), "timeout" (its deadline passed), "reset" (its replica is restarted),
    "lost" (its agent is cut off), "stalled" (it gave no sign of work) or "out-of-memory" (it holds too much memory).
    `output` becomes the partial output of the execution: any JSON value, None for none.
    """

    def __init__(self, message: str = MESSAGE, *, reason: str = "terminated", output: Any = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.output = output
