"""Executions, for code that may block."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence, Union

from . import execution_steps as steps
from .execution_facts import ExecutionFacts, LogLine, StopMode
from .following import Patience
from .parent import CURRENT, resolve_parent
from .run import Run
from .steps import given


class Execution(ExecutionFacts):
    """An execution as it was when it was asked for; `refresh()` and `wait()` ask again."""

    def __init__(self, executions: "Executions", data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self._executions = executions

    def refresh(self) -> "Execution":
        self.data = self._executions.get(self.id).data
        return self

    def wait(self, timeout: Optional[float] = None, away: float = 120) -> "Execution":
        """See `Executions.wait`."""
        self.data = self._executions.wait(self.id, timeout, away).data
        return self

    def terminate(
        self, note: Optional[str] = None, *, mode: Optional[StopMode] = None, cascade: bool = False
    ) -> bool:
        """Asks it to stop, for good: at its next checkpoint, with `mode` "save" once it has saved its state, with "now"
        by SIGTERM at once; with `cascade` also all that it started, and what those started. True while it is
        stopping; False when it has ended."""
        return bool(self._executions.terminate(self.id, note, mode=mode, cascade=cascade)["stopping"])

    def rerun(self, input: Optional[Mapping[str, Any]] = None) -> "Execution":
        return self._executions.rerun(self.id, input)

    def logs(self, follow: bool = False, attempt: Optional[int] = None) -> Iterator[LogLine]:
        return self._executions.logs(self.id, follow=follow, attempt=attempt)

    def extend(self, seconds: int) -> bool:
        """Moves its deadline by so many seconds; below 0 is earlier. False while its agent has not answered."""
        return bool(self._executions.set_deadline(self.id, by_seconds=seconds)["done"])


class ExecutionPage(List[Execution]):
    """Some executions, newest first."""

    #: For `cursor`; None on the last page.
    next_cursor: Optional[str] = None


class Executions:
    """`curfew.executions`. Raises ApiError with what was wrong, or Unreachable when nobody answers."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def get(self, execution_id: str) -> Execution:
        return Execution(self, self._run(steps.get(execution_id)))

    def list(
        self,
        *,
        where: Optional[str] = None,
        services: Optional[Sequence[str]] = None,
        statuses: Optional[Sequence[str]] = None,
        text: Optional[str] = None,
        created_from: Optional[datetime] = None,
        created_before: Optional[datetime] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> ExecutionPage:
        """A page of at most `limit` (1 to 200, else 50); what is left out does not restrict.

        `where` is as it is typed in the list: `service:train status:in-progress older:1h label.team=vision`.
        """
        found = self._run(steps.page(where, services, statuses, text, created_from, created_before, limit, cursor))
        page = ExecutionPage(Execution(self, row) for row in found["rows"])
        page.next_cursor = found["nextCursor"]
        return page

    def counts(
        self,
        *,
        where: Optional[str] = None,
        services: Optional[Sequence[str]] = None,
        text: Optional[str] = None,
    ) -> Dict[str, int]:
        """How many there are by status, and stopping ones apart."""
        return self._run(steps.counts(where, services, text))

    def create(
        self,
        service: str,
        input: Optional[Mapping[str, Any]] = None,
        *,
        function_name: Optional[str] = None,
        priority: Optional[int] = None,
        idempotency_key: Optional[str] = None,
        labels: Optional[Mapping[str, str]] = None,
        parent_id: Optional[str] = CURRENT,
    ) -> Execution:
        """Starts one. Asked again with the same `idempotency_key`, a service gives the same execution. Inside an
        execution's code it is that one's child, shown under it; `parent_id` names another, and None none."""
        body = given(
            service=service,
            input=input,
            functionName=function_name,
            priority=priority,
            idempotencyKey=idempotency_key,
            labels=labels,
            parentId=resolve_parent(parent_id),
        )
        return Execution(self, self._run(steps.start(body)))

    def wait(self, execution_id: str, timeout: Optional[float] = None, away: float = 120) -> Execution:
        """The execution once it has ended, within milliseconds of that. A server that restarts meanwhile is asked
        again. Raises WaitTimeout after `timeout` seconds, Unreachable when nobody has answered for `away` seconds; the
        execution goes on in both cases."""
        return Execution(self, self._run(steps.wait(execution_id, Patience(timeout, away))))

    def as_completed(
        self, executions: Iterable[Union[Execution, str]], timeout: Optional[float] = None, away: float = 120
    ) -> Iterator[Execution]:
        """Each of them when it ends, the first to end first. `timeout` is for all together."""
        completion = steps.Completion(executions, Patience(timeout, away))
        for ended in completion.rounds():
            for execution_id in self._run(ended):
                yield Execution(self, self._run(completion.read(execution_id)))

    def terminate(
        self,
        execution_id: str,
        note: Optional[str] = None,
        *,
        mode: Optional[StopMode] = None,
        cascade: bool = False,
    ) -> Dict[str, Any]:
        """Asks it to stop, for good: `{"id", "status", "stopping", "below"}`. `note` says why. With `cascade` also all
        that it started, and what those started: `below` says how many."""
        return self._run(steps.order(execution_id, "terminate", note=note, mode=mode, cascade=cascade or None))

    def withdraw(self, execution_id: str) -> Dict[str, Any]:
        """Takes a stop back that its code has not met. Raises Conflict when it is too late."""
        return self._run(steps.order(execution_id, "withdraw"))

    def escalate(self, execution_id: str) -> Dict[str, Any]:
        """Has the next signal of its stop sent at once."""
        return self._run(steps.order(execution_id, "escalate"))

    def more_time(self, execution_id: str, seconds: int) -> Dict[str, Any]:
        """Puts the next signal of its stop off."""
        return self._run(steps.order(execution_id, "more-time", seconds=seconds))

    def set_deadline(
        self,
        execution_id: str,
        *,
        in_seconds: Optional[int] = None,
        by_seconds: Optional[int] = None,
        at: Optional[datetime] = None,
    ) -> Dict[str, Any]:
        """To so many seconds from now, by so many, or to a time that has a zone."""
        return self._run(steps.set_deadline(execution_id, in_seconds, by_seconds, at))

    def label(
        self, execution_id: str, set: Optional[Mapping[str, str]] = None, remove: Optional[Sequence[str]] = None
    ) -> Dict[str, str]:
        """Sets and removes labels, and gives them as they are then."""
        return dict(self._run(steps.order(execution_id, "labels", set=set, remove=remove))["labels"])

    def rerun(
        self, execution_id: str, input: Optional[Mapping[str, Any]] = None, idempotency_key: Optional[str] = None
    ) -> Execution:
        """Starts an ended one again, as a new execution; without `input` with that of the old one."""
        return Execution(self, self._run(steps.rerun(execution_id, input, idempotency_key)))

    def events(self, execution_id: str, after: int = 0) -> "List[Dict[str, Any]]":
        """What happened to it after the event with this id, oldest first; at most 1,000."""
        return list(self._run(steps.events(execution_id, after))["rows"])

    def search_logs(
        self,
        execution_id: str,
        text: Optional[str] = None,
        *,
        levels: Optional[Sequence[str]] = None,
        attempt: Optional[int] = None,
        from_line: Optional[int] = None,
        limit: Optional[int] = None,
    ) -> Dict[str, Any]:
        """A page of the lines of one attempt that contain `text`, whatever its case, or are of one of `levels`
        ("trace", "debug", "info", "warn", "error", "fatal"), as JSON: `lines`, and `nextLine` to go on from while it is less
        than `totalLines`."""
        return dict(self._run(steps.search_logs(execution_id, text, levels, attempt, from_line, limit)))

    def family(self, execution_id: str) -> Dict[str, Any]:
        """`members`: its parent, itself and what its code started, each right after its parent, with the times of their
        attempts; `more` when there are more than are given."""
        return dict(self._run(steps.about(execution_id, "family")))

    def durations(self, execution_id: str) -> Dict[str, Any]:
        """`runs`: the newest of the same function that have ended; `p50Ms` and `p95Ms` of good ones, None when too few
        are known."""
        return dict(self._run(steps.about(execution_id, "durations")))

    def samples(
        self, execution_id: str, *, attempt: Optional[int] = None, points: Optional[int] = None
    ) -> "List[Dict[str, Any]]":
        """What its attempts used and reported over time, the first attempt first: `usage` (`at`, `cpuCores`,
        `memoryBytes`, `gpuPercent`, `gpuMemoryBytes`) and `progress` (`at`, `percent`, `metrics`). At most `points` (10
        to 1,000, else 500) of each."""
        return list(self._run(steps.samples(execution_id, attempt, points))["rows"])

    def autopsies(self, execution_id: str) -> "List[Dict[str, Any]]":
        """What it did before each kill, by attempt, the newest first."""
        return self._run(steps.autopsies(execution_id))

    def logs(
        self,
        execution_id: str,
        *,
        follow: bool = False,
        attempt: Optional[int] = None,
        timeout: Optional[float] = None,
        away: float = 120,
    ) -> Iterator[LogLine]:
        """The lines of one attempt, the newest when it is not named. With `follow` until no more can come: from the attempt
        that is named, or else from the execution, over all attempts that are still to come. `timeout` is for all together;
        what is longer away than `away` raises Unreachable."""
        reading = steps.LogReading(execution_id, attempt, follow, Patience(timeout, away))
        while True:
            lines = self._run(reading.next_lines())
            if lines is None:
                return
            yield from lines
