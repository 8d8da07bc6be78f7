"""Services, for code in an event loop. Each method does what its namesake in `services.py` does."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional

from . import service_steps as steps
from .async_executions import AsyncExecution, AsyncExecutions
from .run import AsyncRun
from .service_facts import ServiceFacts
from .steps import given


class AsyncService(ServiceFacts):
    def __init__(self, services: "AsyncServices", data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self._services = services

    async def update(
        self,
        expected_revision: Optional[int] = None,
        force: Optional[bool] = None,
        apply: Optional[str] = None,
    ) -> "AsyncService":
        changed = await self._services.update(self.name, self.changes, expected_revision, force, apply)
        self.data, self.changes = changed.data, {}
        return self

    async def refresh(self) -> "AsyncService":
        self.data = (await self._services.get(self.name)).data
        return self

    async def execute(
        self,
        execution_input: Optional[Mapping[str, Any]] = None,
        function_name: Optional[str] = None,
        **settings: Any,
    ) -> AsyncExecution:
        executions = self._services.executions
        return await executions.create(self.name, execution_input, function_name=function_name, **settings)

    async def pause(self) -> "AsyncService":
        self.data = (await self._services.pause(self.name)).data
        return self

    async def resume(self) -> "AsyncService":
        self.data = (await self._services.resume(self.name)).data
        return self

    async def delete(self, force: Optional[bool] = None) -> Dict[str, Any]:
        return await self._services.delete(self.name, force)


class AsyncServices:
    def __init__(self, run: AsyncRun, executions: AsyncExecutions) -> None:
        self._run = run
        self.executions = executions

    async def list(self) -> "List[AsyncService]":
        return [AsyncService(self, row) for row in await self._run(steps.listed())]

    async def get(self, service_name: str) -> AsyncService:
        return AsyncService(self, await self._run(steps.get(service_name)))

    async def create(
        self,
        name: str,
        program: Mapping[str, Any],
        *,
        description: Optional[str] = None,
        policy: Optional[Mapping[str, Any]] = None,
        placement: Optional[Mapping[str, Any]] = None,
    ) -> AsyncService:
        body = given(name=name, program=program, description=description, policy=policy, placement=placement)
        return AsyncService(self, await self._run(steps.create(body)))

    async def register(
        self,
        name: str,
        program: Mapping[str, Any],
        *,
        description: Optional[str] = None,
        policy: Optional[Mapping[str, Any]] = None,
        placement: Optional[Mapping[str, Any]] = None,
    ) -> AsyncService:
        """Creates it, or changes what the manifest has changed since it was last registered: what people set stays."""
        manifest = given(program=program, description=description, policy=policy, placement=placement)
        return AsyncService(self, await self._run(steps.register(name, manifest)))

    async def update(
        self,
        service_name: str,
        change: Mapping[str, Any],
        expected_revision: Optional[int] = None,
        force: Optional[bool] = None,
        apply: Optional[str] = None,
    ) -> AsyncService:
        return AsyncService(self, await self._run(steps.update(service_name, change, expected_revision, force, apply)))

    async def duplicate(
        self,
        service_name: str,
        new_name: str,
        revision: Optional[int] = None,
        change: Optional[Mapping[str, Any]] = None,
    ) -> AsyncService:
        copied = steps.duplicate(service_name, new_name, revision, change or {})
        return AsyncService(self, await self._run(copied))

    async def revisions(self, service_name: str, before: Optional[int] = None) -> "List[Dict[str, Any]]":
        return await self._run(steps.revisions(service_name, before))

    async def roll_back(
        self,
        service_name: str,
        revision: int,
        expected_revision: Optional[int] = None,
        force: Optional[bool] = None,
        apply: Optional[str] = None,
    ) -> AsyncService:
        fields = dict(revision=revision, expectedRevision=expected_revision, force=force, apply=apply)
        return AsyncService(self, await self._run(steps.order(service_name, "roll-back", **fields)))

    async def restart(self, service_name: str, force: Optional[bool] = None) -> AsyncService:
        return AsyncService(self, await self._run(steps.order(service_name, "restart", force=force)))

    async def delete(self, service_name: str, force: Optional[bool] = None) -> Dict[str, Any]:
        return dict(await self._run(steps.delete(service_name, force)))

    async def preview(self, service_name: str, policy: Mapping[str, Any]) -> Dict[str, Any]:
        return dict(await self._run(steps.preview(service_name, policy)))

    async def cooperation(self, service_name: str) -> Dict[str, Any]:
        return dict(await self._run(steps.cooperation(service_name)))

    async def statistics(self, service_name: str, hours: Optional[int] = None) -> Dict[str, Any]:
        return dict(await self._run(steps.statistics(service_name, hours)))

    async def drills(self, service_name: str) -> "List[Dict[str, Any]]":
        return await self._run(steps.drills(service_name))

    async def drill(
        self,
        service_name: str,
        drill_input: Optional[Mapping[str, Any]] = None,
        function_name: Optional[str] = None,
        run_seconds: Optional[int] = None,
    ) -> Dict[str, Any]:
        body = given(input=drill_input, functionName=function_name, runSeconds=run_seconds)
        return dict(await self._run(steps.drill(service_name, body)))

    async def drilled(self, service_name: str, drill_id: str) -> Dict[str, Any]:
        return dict(await self._run(steps.drilled(service_name, drill_id)))

    async def pause(self, service_name: str) -> AsyncService:
        return AsyncService(self, await self._run(steps.order(service_name, "pause")))

    async def resume(self, service_name: str) -> AsyncService:
        return AsyncService(self, await self._run(steps.order(service_name, "resume")))

    async def try_again(self, service_name: str) -> bool:
        return await self._run(steps.try_again(service_name))
