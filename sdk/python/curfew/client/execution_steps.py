"""What can be done with executions, as steps."""

from __future__ import annotations

from datetime import datetime
from time import monotonic
from typing import Any, Iterable, Iterator, List, Mapping, Optional, Sequence

from .execution_facts import ENDED, ExecutionFacts, LogLine
from .following import HOLD, Patience, follow
from .steps import Ask, Json, Steps, asked, given, path

LOG_PAGE_LINES = 1_000
#: The most that one request may wait for.
IDS_A_REQUEST = 1_000
#: Seconds for each part in turn where there are several.
PART_HOLD = 1.0


def get(execution_id: str) -> Steps[Json]:
    return asked(Ask("GET", path("executions", execution_id)))


def page(
    where: Optional[str],
    services: Optional[Sequence[str]],
    statuses: Optional[Sequence[str]],
    text: Optional[str],
    created_from: Optional[datetime],
    created_before: Optional[datetime],
    limit: Optional[int],
    cursor: Optional[str],
) -> Steps[Json]:
    query = dict(where=where, services=services, statuses=statuses, text=text, limit=limit, cursor=cursor)
    times = {"from": _utc(created_from), "to": _utc(created_before)}
    return asked(Ask("GET", path("executions", **query, **times)))


def start(body: Mapping[str, Any]) -> Steps[Json]:
    started = yield Ask("POST", "/executions", body)
    return (yield from get(started["id"]))


def rerun(execution_id: str, input: Optional[Mapping[str, Any]], key: Optional[str]) -> Steps[Json]:
    started = yield Ask("POST", path("executions", execution_id, "rerun"), given(input=input, idempotencyKey=key))
    return (yield from get(started["id"]))


def order(execution_id: str, verb: str, **fields: Any) -> Steps[Json]:
    """`terminate`, `withdraw`, `escalate`, `more-time`, `deadline` or `labels`."""
    return asked(Ask("POST", path("executions", execution_id, verb), given(**fields)))


def wait(execution_id: str, patience: Patience) -> Steps[Json]:
    def ask(timeout: float) -> Ask:
        return Ask("GET", path("executions", execution_id, "wait", timeout=timeout))

    def done(found: Json) -> Optional[Json]:
        return found if found["status"] in ENDED else None

    return (yield from follow(ask, done, patience))


def events(execution_id: str, after: int) -> Steps[Json]:
    return asked(Ask("GET", path("executions", execution_id, "events", after=after)))


class Completion:
    """The executions of a list, each when it ends."""

    def __init__(self, executions: "Iterable[ExecutionFacts | str]", timeout: Optional[float], away: float) -> None:
        ids = (one if isinstance(one, str) else one.id for one in executions)
        self._left = list(dict.fromkeys(ids))
        self._until = None if timeout is None else monotonic() + timeout
        self._away = away
        self._turn = 0

    def rounds(self) -> Iterator[Steps[List[str]]]:
        """Steps that each give the ids of some that have ended, until all have."""
        while self._left:
            yield self._next_ended()

    def _next_ended(self) -> Steps[List[str]]:
        timeout = None if self._until is None else max(0.0, self._until - monotonic())
        hold = HOLD if len(self._left) <= IDS_A_REQUEST else PART_HOLD
        rows = yield from follow(self._ask, lambda found: found["rows"] or None, Patience(timeout, self._away, hold))
        ended = [row["id"] for row in rows]
        gone = set(ended)
        self._left = [one for one in self._left if one not in gone]
        return ended

    def _ask(self, timeout: float) -> Ask:
        parts = -(-len(self._left) // IDS_A_REQUEST)
        start = self._turn % parts * IDS_A_REQUEST
        self._turn += 1
        ids = self._left[start : start + IDS_A_REQUEST]
        return Ask("POST", "/executions/wait", {"ids": ids, "timeout": timeout})


class LogReading:
    """Reads one attempt's lines, page by page."""

    def __init__(self, execution_id: str, attempt: Optional[int], follow: bool, patience: Patience) -> None:
        self._id = execution_id
        self._attempt = attempt
        self._follow = follow
        self._patience = patience
        self._next = 0

    def next_lines(self) -> Steps[Optional[List[LogLine]]]:
        """Some lines, or None when there is none left and, if they are followed, none can come."""
        if self._attempt is None:
            self._attempt = int((yield from get(self._id))["attempt"])
        return (yield from follow(self._ask, self._take, self._patience)) or None

    def _ask(self, timeout: float) -> Ask:
        held = timeout if self._follow else 0
        query = dict(attempt=self._attempt, fromLine=self._next, limit=LOG_PAGE_LINES, timeout=held)
        return Ask("GET", path("executions", self._id, "logs", **query))

    def _take(self, found: Json) -> Optional[List[LogLine]]:
        self._next = found["nextLine"]
        lines = [LogLine.of(line) for line in found["lines"]]
        return lines if lines or not self._follow or found["over"] else None


def _utc(at: Optional[datetime]) -> Optional[datetime]:
    if at is not None and at.tzinfo is None:
        raise ValueError("times need a time zone, e.g. datetime.now(timezone.utc)")
    return at
