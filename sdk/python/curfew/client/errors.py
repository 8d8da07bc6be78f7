"""What goes wrong between a program and Curfew."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple


class CurfewError(Exception):
    """Anything below."""


class ApiError(CurfewError):
    """Curfew refused. `status` is the HTTP status, `faults` are (field, message) of a wrong input."""

    def __init__(self, message: str, status: int, faults: List[Tuple[str, str]]) -> None:
        super().__init__(message)
        self.status = status
        self.faults = faults


class NotFound(ApiError):
    """There is no such execution, service or runner."""


class Conflict(ApiError):
    """What was asked can't be done to the thing as it is now."""


class Unreachable(CurfewError, ConnectionError):
    """Nobody answered at the address. Executions go on."""


class NoStream(CurfewError):
    """Answers come one by one here, and not as a stream. Whoever waits asks then."""


class WaitTimeout(CurfewError, TimeoutError):
    """The time for a wait is up, and Curfew says that there is no end yet. The execution goes on."""


def refusal(status: int, problem: Any) -> ApiError:
    """The error of an answer that is no result; `problem` is its JSON, if it has any."""
    told: Dict[str, Any] = problem if isinstance(problem, dict) else {}
    faults = [(fault["field"], fault["message"]) for fault in told.get("faults", [])]
    kind = {404: NotFound, 409: Conflict}.get(status, ApiError)
    return kind(told.get("detail") or f"Curfew answered with status {status}", status, faults)
