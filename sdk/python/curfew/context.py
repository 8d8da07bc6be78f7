"""What an execution knows about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Mapping, Optional


@dataclass(frozen=True)
class ExecutionContext:
    """Facts of the running attempt. Only the deadline may be moved: then `self.context` is another object."""

    execution_id: str
    #: The n-th try of this execution, from 1.
    attempt: int
    #: How many tries it may have in all; None where nobody said.
    max_attempts: Optional[int]
    #: When it is told to stop, with a time zone; None outside Curfew.
    deadline: Optional[datetime]
    #: What an earlier attempt, or the execution it was rerun from, gave to `save()`; None when nothing.
    saved_state: Any
    service: str
    revision: Optional[int] = None

    @classmethod
    def from_run_message(cls, message: Mapping[str, Any]) -> "ExecutionContext":
        """`message` is the `run` message of the worker protocol."""
        about: Mapping[str, Any] = message.get("context") or {}
        return cls(
            execution_id=message["id"],
            attempt=message["attempt"],
            max_attempts=about.get("maxAttempts"),
            deadline=parse_time(message.get("deadline")),
            saved_state=message.get("savedState"),
            service=about.get("service") or "",
            revision=about.get("revision"),
        )


def parse_time(text: Optional[str]) -> Optional[datetime]:
    # Before 3.11 fromisoformat does not know "Z".
    return datetime.fromisoformat(text.replace("Z", "+00:00")) if text else None
