"""An execution as Curfew told it last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Dict, List, Literal, Mapping, Optional

from ..context import parse_time

#: Statuses that never change again.
ENDED = frozenset({"success", "failed", "terminated"})


@dataclass(frozen=True)
class LogLine:
    #: From 0 within the attempt.
    number: int
    at: datetime
    #: "stdout", "stderr", "curfew" (what Curfew says about the run) or "replica" (of a shared worker).
    stream: str
    text: str
    #: Whose it is, from 1.
    attempt: int

    @classmethod
    def of(cls, line: Mapping[str, Any], attempt: int) -> "LogLine":
        at = parse_time(line["at"])
        assert at is not None
        return cls(line["number"], at, line["stream"], line["text"], attempt)


#: `checkpoint`, also when left out: at its next checkpoint. `save`: it goes on until it has saved, for its grace period
#: at most. `now`: without its grace period, by SIGTERM at once, or in a shared worker by the reset of its replica.
StopMode = Literal["checkpoint", "save", "now"]


class ExecutionFacts:
    """What is known of it; it does not follow the execution by itself. `data` is all that Curfew answered, as JSON."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data

    @property
    def id(self) -> str:
        return str(self.data["id"])

    @property
    def service_name(self) -> str:
        return str(self.data["serviceName"])

    @property
    def function_name(self) -> str:
        return str(self.data["functionName"])

    @property
    def status(self) -> str:
        """"created", "in-progress", "success", "failed" or "terminated"."""
        return str(self.data["status"])

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def stopping(self) -> bool:
        """True while it runs and was asked to stop."""
        return self.status == "in-progress" and self.data["stop"] is not None

    @property
    def reason(self) -> Optional[str]:
        """Why it is failed or terminated, e.g. "error" or "timeout"."""
        return self.data["reason"]  # type: ignore[no-any-return]

    @property
    def message(self) -> Optional[str]:
        """One sentence on how it ended."""
        return self.data["message"]  # type: ignore[no-any-return]

    @property
    def unverified(self) -> bool:
        """True when it has ended and nobody could prove that nothing of it is left running."""
        return bool(self.data["unverified"])

    @property
    def latest_status(self) -> Dict[str, Any]:
        """The status with what belongs to it, by the names that Dataloop's client has."""
        at = self.data["endedAt"] or self.data["startedAt"] or self.data["createdAt"]
        return {
            "status": self.status,
            "reason": self.reason,
            "message": self.message or "",
            "percentComplete": self.data["progress"] or 0,
            "timestamp": at,
        }

    @property
    def attempt(self) -> int:
        return int(self.data["attempt"])

    @property
    def created_at(self) -> datetime:
        at = parse_time(self.data["createdAt"])
        assert at is not None
        return at

    @property
    def started_at(self) -> Optional[datetime]:
        """Of its newest attempt; None before the first."""
        return parse_time(self.data["startedAt"])

    @property
    def ended_at(self) -> Optional[datetime]:
        return parse_time(self.data["endedAt"])

    @property
    def deadline_at(self) -> Optional[datetime]:
        return parse_time(self.data["deadlineAt"])

    @property
    def duration(self) -> float:
        """Seconds from the start of its newest attempt to its end, or until now; 0 before it has started."""
        if self.started_at is None:
            return 0.0
        return max(0.0, ((self.ended_at or datetime.now(timezone.utc)) - self.started_at).total_seconds())

    @property
    def progress(self) -> Optional[float]:
        """Percent."""
        return self.data["progress"]  # type: ignore[no-any-return]

    @property
    def labels(self) -> Dict[str, str]:
        return dict(self.data["labels"])

    @property
    def parent_id(self) -> Optional[str]:
        """The execution whose code started it."""
        return self.data["parentId"]  # type: ignore[no-any-return]

    @property
    def children(self) -> List[Mapping[str, Any]]:
        """What its code started, newest first; the newest hundred."""
        return list(self.data["children"])

    @property
    def not_before(self) -> Optional[datetime]:
        """It failed and is tried again, but not before this."""
        return parse_time(self.data["notBefore"])

    @property
    def input(self) -> Dict[str, Any]:
        return dict(self.data["input"])

    @property
    def output(self) -> Any:
        """None until its code gave one."""
        return self.data["output"]

    @property
    def error(self) -> Optional[Dict[str, str]]:
        """`type`, `message` and perhaps `stack` of what its code raised."""
        return self.data["error"]  # type: ignore[no-any-return]

    @property
    def attempts(self) -> List[Mapping[str, Any]]:
        return list(self.data["attempts"])

    @property
    def late_results(self) -> List[Mapping[str, Any]]:
        """What attempts gave after they had been given up, `attempt`, `at`, `output`, `error`: without any effect."""
        return list(self.data["lateResults"])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} of {self.service_name}: {self.status}>"
