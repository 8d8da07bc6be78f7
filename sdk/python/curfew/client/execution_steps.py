"""What can be done with executions, as steps."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence, Union

from .execution_facts import ENDED, ExecutionFacts, LogLine
from .following import HOLD, Patience, follow
from .steps import Ask, Json, Steps, asked, given, path

LOG_PAGE_LINES = 1_000
#: The most that one request may wait for.
IDS_A_REQUEST = 10_000
#: Seconds in which each part has had its turn where there are several.
ROUND = 1.0


def get(execution_id: str) -> Steps[Json]:
    return asked(Ask("GET", path("executions", execution_id)))


def read(execution_id: str, patience: Patience) -> Steps[Json]:
    """The same, also from a server that is away for a while."""
    return follow(lambda _: Ask("GET", path("executions", execution_id)), lambda found: dict(found), patience)


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


def counts(where: Optional[str], services: Optional[Sequence[str]], text: Optional[str]) -> Steps[Json]:
    return asked(Ask("GET", path("executions", "counts", where=where, services=services, text=text)))


def autopsies(execution_id: str) -> Steps[List[Json]]:
    return list((yield Ask("GET", path("executions", execution_id, "autopsies")))["rows"])


def start(body: Mapping[str, Any]) -> Steps[Json]:
    started = yield Ask("POST", "/executions", body)
    return (yield from get(started["id"]))


def rerun(execution_id: str, input: Optional[Mapping[str, Any]], key: Optional[str]) -> Steps[Json]:
    started = yield Ask("POST", path("executions", execution_id, "rerun"), given(input=input, idempotencyKey=key))
    return (yield from get(started["id"]))


def order(execution_id: str, verb: str, **fields: Any) -> Steps[Json]:
    """`terminate`, `withdraw`, `escalate`, `more-time`, `deadline` or `labels`."""
    return asked(Ask("POST", path("executions", execution_id, verb), given(**fields)))


def set_deadline(
    execution_id: str, in_seconds: Optional[int], by_seconds: Optional[int], at: Optional[datetime]
) -> Steps[Json]:
    return order(execution_id, "deadline", **deadline_move(in_seconds, by_seconds, at))


def deadline_move(in_seconds: Optional[int], by_seconds: Optional[int], at: Optional[datetime]) -> Dict[str, Any]:
    if at is not None and at.tzinfo is None:
        raise ValueError(f"at must have a time zone: {at.isoformat()} could be anywhere's")
    time = None if at is None else at.isoformat()
    return {"inSeconds": in_seconds, "bySeconds": by_seconds, "at": time}


def wait(execution_id: str, patience: Patience) -> Steps[Json]:
    def ask(timeout: float) -> Ask:
        return Ask("GET", path("executions", execution_id, "wait", timeout=timeout))

    def done(found: Json) -> Optional[Json]:
        return found if found["status"] in ENDED else None

    return (yield from follow(ask, done, patience, stream=path("executions", execution_id, "follow")))


def events(execution_id: str, after: int) -> Steps[Json]:
    return asked(Ask("GET", path("executions", execution_id, "events", after=after)))


def search_logs(
    execution_id: str,
    text: Optional[str],
    levels: Optional[Sequence[str]],
    attempt: Optional[int],
    from_line: Optional[int],
    limit: Optional[int],
) -> Steps[Json]:
    query = dict(text=text, levels=levels, attempt=attempt, fromLine=from_line, limit=limit)
    return asked(Ask("GET", path("executions", execution_id, "logs", "search", **query)))


def about(execution_id: str, what: str) -> Steps[Json]:
    """`family` or `durations`."""
    return asked(Ask("GET", path("executions", execution_id, what)))


def samples(execution_id: str, attempt: Optional[int], points: Optional[int]) -> Steps[Json]:
    return asked(Ask("GET", path("executions", execution_id, "samples", attempt=attempt, points=points)))


class Completion:
    """The executions of a list, each when it ends."""

    def __init__(self, executions: Iterable[Union[ExecutionFacts, str]], patience: Patience) -> None:
        ids = (one if isinstance(one, str) else one.id for one in executions)
        self._left = list(dict.fromkeys(ids))
        self._patience = patience
        self._turn = 0

    def rounds(self) -> Iterator[Steps[List[str]]]:
        """Steps that each give the ids of some that have ended, until all have."""
        while self._left:
            yield self._next_ended()

    def read(self, execution_id: str) -> Steps[Json]:
        """One that has ended, whole."""
        return read(execution_id, self._patience)

    def _next_ended(self) -> Steps[List[str]]:
        parts = self._parts()
        hold = HOLD if parts == 1 else ROUND / parts
        rows = yield from follow(self._ask, lambda found: found["rows"] or None, self._patience, hold)
        ended = [row["id"] for row in rows]
        gone = set(ended)
        self._left = [one for one in self._left if one not in gone]
        return ended

    def _parts(self) -> int:
        return -(-len(self._left) // IDS_A_REQUEST)

    def _ask(self, timeout: float) -> Ask:
        start = self._turn % self._parts() * IDS_A_REQUEST
        self._turn += 1
        ids = self._left[start : start + IDS_A_REQUEST]
        return Ask("POST", "/executions/wait", {"ids": ids, "timeout": timeout})


class LogReading:
    """Reads lines page by page: those of one attempt, or with `follow` and no attempt named of the newest and of each
    that comes after it."""

    def __init__(self, execution_id: str, attempt: Optional[int], follow: bool, patience: Patience) -> None:
        self._id = execution_id
        self._attempt = attempt
        self._follow = follow
        self._on = follow and attempt is None
        self._patience = patience
        self._next = 0
        self._late = False

    def next_lines(self) -> Steps[Optional[List[LogLine]]]:
        """Some lines, or None when there is none left and, if they are followed, none can come."""
        if self._attempt is None:
            self._attempt = int((yield from read(self._id, self._patience))["attempt"])
        while True:
            if self._late:
                raise self._patience.is_up()
            self._late = self._patience.left() == 0
            lines = yield from follow(self._ask, self._take, self._patience)
            if lines or not (yield from self._goes_on()):
                return lines or None

    def _goes_on(self) -> Steps[bool]:
        """Whether there is another attempt to read; then it is read next."""
        assert self._attempt is not None
        if not self._on or int((yield from read(self._id, self._patience))["attempt"]) == self._attempt:
            return False
        self._attempt += 1
        self._next = 0
        return True

    def _ask(self, timeout: float) -> Ask:
        held = timeout if self._follow else 0
        query = dict(attempt=self._attempt, fromLine=self._next, limit=LOG_PAGE_LINES, timeout=held)
        return Ask("GET", path("executions", self._id, "logs", **query))

    def _take(self, found: Json) -> Optional[List[LogLine]]:
        self._next = found["nextLine"]
        lines = [LogLine.of(line, found["attempt"]) for line in found["lines"]]
        return lines if lines or not self._follow or found["over"] else None


def _utc(at: Optional[datetime]) -> Optional[datetime]:
    if at is not None and at.tzinfo is None:
        raise ValueError("times need a time zone, e.g. datetime.now(timezone.utc)")
    return at
