"""Executions, for code in an event loop. Each method does what its namesake in `executions.py` does."""

from __future__ import annotations

from datetime import datetime
from typing import Any, AsyncIterator, Dict, Iterable, List, Mapping, Optional, Sequence, Union

from . import execution_steps as steps
from .execution_facts import ExecutionFacts, LogLine, StopMode
from .following import Patience
from .parent import CURRENT, resolve_parent
from .run import AsyncRun
from .steps import given


class AsyncExecution(ExecutionFacts):
    def __init__(self, executions: "AsyncExecutions", data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self._executions = executions

    async def refresh(self) -> "AsyncExecution":
        self.data = (await self._executions.get(self.id)).data
        return self

    async def wait(self, timeout: Optional[float] = None, away: float = 120) -> "AsyncExecution":
        self.data = (await self._executions.wait(self.id, timeout, away)).data
        return self

    async def terminate(
        self, note: Optional[str] = None, *, mode: Optional[StopMode] = None, cascade: bool = False
    ) -> bool:
        asked = await self._executions.terminate(self.id, note, mode=mode, cascade=cascade)
        return bool(asked["stopping"])

    async def rerun(self, input: Optional[Mapping[str, Any]] = None) -> "AsyncExecution":
        return await self._executions.rerun(self.id, input)

    def logs(self, follow: bool = False, attempt: Optional[int] = None) -> AsyncIterator[LogLine]:
        return self._executions.logs(self.id, follow=follow, attempt=attempt)

    async def extend(self, seconds: int) -> bool:
        return bool((await self._executions.set_deadline(self.id, by_seconds=seconds))["done"])


class AsyncExecutionPage(List[AsyncExecution]):
    next_cursor: Optional[str] = None


class AsyncExecutions:
    def __init__(self, run: AsyncRun) -> None:
        self._run = run

    async def get(self, execution_id: str) -> AsyncExecution:
        return AsyncExecution(self, await self._run(steps.get(execution_id)))

    async def list(
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
    ) -> AsyncExecutionPage:
        found = await self._run(steps.page(where, services, statuses, text, created_from, created_before, limit, cursor))
        page = AsyncExecutionPage(AsyncExecution(self, row) for row in found["rows"])
        page.next_cursor = found["nextCursor"]
        return page

    async def counts(
        self,
        *,
        where: Optional[str] = None,
        services: Optional[Sequence[str]] = None,
        text: Optional[str] = None,
    ) -> Dict[str, int]:
        return await self._run(steps.counts(where, services, text))

    async def create(
        self,
        service: str,
        input: Optional[Mapping[str, Any]] = None,
        *,
        function_name: Optional[str] = None,
        priority: Optional[int] = None,
        idempotency_key: Optional[str] = None,
        labels: Optional[Mapping[str, str]] = None,
        parent_id: Optional[str] = CURRENT,
    ) -> AsyncExecution:
        body = given(
            service=service,
            input=input,
            functionName=function_name,
            priority=priority,
            idempotencyKey=idempotency_key,
            labels=labels,
            parentId=resolve_parent(parent_id),
        )
        return AsyncExecution(self, await self._run(steps.start(body)))

    async def wait(self, execution_id: str, timeout: Optional[float] = None, away: float = 120) -> AsyncExecution:
        return AsyncExecution(self, await self._run(steps.wait(execution_id, Patience(timeout, away))))

    async def as_completed(
        self,
        executions: Iterable[Union[AsyncExecution, str]],
        timeout: Optional[float] = None,
        away: float = 120,
    ) -> AsyncIterator[AsyncExecution]:
        completion = steps.Completion(executions, Patience(timeout, away))
        for ended in completion.rounds():
            for execution_id in await self._run(ended):
                yield AsyncExecution(self, await self._run(completion.read(execution_id)))

    async def terminate(
        self,
        execution_id: str,
        note: Optional[str] = None,
        *,
        mode: Optional[StopMode] = None,
        cascade: bool = False,
    ) -> Dict[str, Any]:
        return dict(await self._run(steps.order(execution_id, "terminate", note=note, mode=mode, cascade=cascade or None)))

    async def withdraw(self, execution_id: str) -> Dict[str, Any]:
        return dict(await self._run(steps.order(execution_id, "withdraw")))

    async def escalate(self, execution_id: str) -> Dict[str, Any]:
        return dict(await self._run(steps.order(execution_id, "escalate")))

    async def more_time(self, execution_id: str, seconds: int) -> Dict[str, Any]:
        return dict(await self._run(steps.order(execution_id, "more-time", seconds=seconds)))

    async def set_deadline(
        self,
        execution_id: str,
        *,
        in_seconds: Optional[int] = None,
        by_seconds: Optional[int] = None,
        at: Optional[datetime] = None,
    ) -> Dict[str, Any]:
        return dict(await self._run(steps.set_deadline(execution_id, in_seconds, by_seconds, at)))

    async def label(
        self, execution_id: str, set: Optional[Mapping[str, str]] = None, remove: Optional[Sequence[str]] = None
    ) -> Dict[str, str]:
        return dict((await self._run(steps.order(execution_id, "labels", set=set, remove=remove)))["labels"])

    async def rerun(
        self, execution_id: str, input: Optional[Mapping[str, Any]] = None, idempotency_key: Optional[str] = None
    ) -> AsyncExecution:
        return AsyncExecution(self, await self._run(steps.rerun(execution_id, input, idempotency_key)))

    async def events(self, execution_id: str, after: int = 0) -> "List[Dict[str, Any]]":
        return [dict(event) for event in (await self._run(steps.events(execution_id, after)))["rows"]]

    async def search_logs(
        self,
        execution_id: str,
        text: Optional[str] = None,
        *,
        levels: Optional[Sequence[str]] = None,
        attempt: Optional[int] = None,
        from_line: Optional[int] = None,
        limit: Optional[int] = None,
    ) -> Dict[str, Any]:
        return dict(await self._run(steps.search_logs(execution_id, text, levels, attempt, from_line, limit)))

    async def family(self, execution_id: str) -> Dict[str, Any]:
        return dict(await self._run(steps.about(execution_id, "family")))

    async def durations(self, execution_id: str) -> Dict[str, Any]:
        return dict(await self._run(steps.about(execution_id, "durations")))

    async def samples(
        self, execution_id: str, *, attempt: Optional[int] = None, points: Optional[int] = None
    ) -> "List[Dict[str, Any]]":
        return [dict(one) for one in (await self._run(steps.samples(execution_id, attempt, points)))["rows"]]

    async def autopsies(self, execution_id: str) -> "List[Dict[str, Any]]":
        return await self._run(steps.autopsies(execution_id))

    async def logs(
        self,
        execution_id: str,
        *,
        follow: bool = False,
        attempt: Optional[int] = None,
        timeout: Optional[float] = None,
        away: float = 120,
    ) -> AsyncIterator[LogLine]:
        reading = steps.LogReading(execution_id, attempt, follow, Patience(timeout, away))
        while True:
            lines = await self._run(reading.next_lines())
            if lines is None:
                return
            for line in lines:
                yield line
