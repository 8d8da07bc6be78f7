"""Services, for code that may block."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional

from . import service_steps as steps
from .executions import Execution, Executions
from .run import Run
from .service_facts import ServiceFacts
from .steps import given


class Service(ServiceFacts):
    """Set what is to be changed, then `update()`:

    service.execution_timeout = 60
    service.on_reset = "rerun"
    service.update()
    """

    def __init__(self, services: "Services", data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self._services = services

    def update(
        self,
        expected_revision: Optional[int] = None,
        force: Optional[bool] = None,
        apply: Optional[str] = None,
    ) -> "Service":
        """Sends what was set, as a new revision. Executions that run keep the settings they started with; with
        `apply="live"` their deadlines move with the execution timeout, and with `"replace"` every replica is replaced.
        With `force` old replicas are stopped with what they run, also those that earlier updates have left.
        """
        changed = self._services.update(self.name, self.changes, expected_revision, force, apply)
        self.data, self.changes = changed.data, {}
        return self

    def refresh(self) -> "Service":
        """As it is now; what was set and not yet sent stays set."""
        self.data = self._services.get(self.name).data
        return self

    def execute(
        self,
        execution_input: Optional[Mapping[str, Any]] = None,
        function_name: Optional[str] = None,
        **settings: Any,
    ) -> Execution:
        """Starts one of its functions; `settings` as for `executions.create`."""
        executions = self._services.executions
        return executions.create(self.name, execution_input, function_name=function_name, **settings)

    def pause(self) -> "Service":
        self.data = self._services.pause(self.name).data
        return self

    def resume(self) -> "Service":
        self.data = self._services.resume(self.name).data
        return self

    def delete(self, force: Optional[bool] = None) -> Dict[str, Any]:
        return self._services.delete(self.name, force)


class Services:
    """`curfew.services`."""

    def __init__(self, run: Run, executions: Executions) -> None:
        self._run = run
        self.executions = executions

    def list(self) -> "List[Service]":
        return [Service(self, row) for row in self._run(steps.listed())]

    def get(self, service_name: str) -> Service:
        return Service(self, self._run(steps.get(service_name)))

    def create(
        self,
        name: str,
        program: Mapping[str, Any],
        *,
        description: Optional[str] = None,
        policy: Optional[Mapping[str, Any]] = None,
        placement: Optional[Mapping[str, Any]] = None,
    ) -> Service:
        """Deploys it under a new name; `program` is as in a curfew.json, with an absolute `directory`."""
        body = given(name=name, program=program, description=description, policy=policy, placement=placement)
        return Service(self, self._run(steps.create(body)))

    def register(
        self,
        name: str,
        program: Mapping[str, Any],
        *,
        description: Optional[str] = None,
        policy: Optional[Mapping[str, Any]] = None,
        placement: Optional[Mapping[str, Any]] = None,
    ) -> Service:
        """Creates it, or changes what the manifest has changed since it was last registered: what people set stays."""
        manifest = given(program=program, description=description, policy=policy, placement=placement)
        return Service(self, self._run(steps.register(name, manifest)))

    def update(
        self,
        service_name: str,
        change: Mapping[str, Any],
        expected_revision: Optional[int] = None,
        force: Optional[bool] = None,
        apply: Optional[str] = None,
    ) -> Service:
        """Merges `change` (`description`, `program`, `policy`, `placement`) into what there is."""
        return Service(self, self._run(steps.update(service_name, change, expected_revision, force, apply)))

    def duplicate(
        self,
        service_name: str,
        new_name: str,
        revision: Optional[int] = None,
        change: Optional[Mapping[str, Any]] = None,
    ) -> Service:
        """Deploys a copy, or one of a revision, under a new name; `change` is merged into that."""
        copied = steps.duplicate(service_name, new_name, revision, change or {})
        return Service(self, self._run(copied))

    def revisions(self, service_name: str, before: Optional[int] = None) -> "List[Dict[str, Any]]":
        """Newest first, at most 100; only those older than `before`."""
        return self._run(steps.revisions(service_name, before))

    def roll_back(
        self,
        service_name: str,
        revision: int,
        expected_revision: Optional[int] = None,
        force: Optional[bool] = None,
        apply: Optional[str] = None,
    ) -> Service:
        """Brings an older revision's content back, as a new revision."""
        fields = dict(revision=revision, expectedRevision=expected_revision, force=force, apply=apply)
        return Service(self, self._run(steps.order(service_name, "roll-back", **fields)))

    def restart(self, service_name: str, force: Optional[bool] = None) -> Service:
        """Puts new replicas in the place of all, one by one; old ones finish what they run first, unless it is forced."""
        return Service(self, self._run(steps.order(service_name, "restart", force=force)))

    def delete(self, service_name: str, force: Optional[bool] = None) -> Dict[str, Any]:
        """It starts nothing any more and its name is free; its executions stay readable. Refused while any of them waits or
        runs, unless `force` terminates these: `bulkId` is the bulk that does.
        """
        return dict(self._run(steps.delete(service_name, force)))

    def preview(self, service_name: str, policy: Mapping[str, Any]) -> Dict[str, Any]:
        """What a policy would mean for what runs now. Changes nothing."""
        return dict(self._run(steps.preview(service_name, policy)))

    def cooperation(self, service_name: str) -> Dict[str, Any]:
        """How its code answers when it is asked to stop, by its newest stops."""
        return dict(self._run(steps.cooperation(service_name)))

    def statistics(self, service_name: str, hours: Optional[int] = None) -> Dict[str, Any]:
        """How it has done in the last 24 (or 168) hours, and what waits."""
        return dict(self._run(steps.statistics(service_name, hours)))

    def drills(self, service_name: str) -> "List[Dict[str, Any]]":
        """Its termination drills, newest first, at most 20."""
        return self._run(steps.drills(service_name))

    def drill(
        self,
        service_name: str,
        drill_input: Optional[Mapping[str, Any]] = None,
        function_name: Optional[str] = None,
        run_seconds: Optional[int] = None,
    ) -> Dict[str, Any]:
        """Starts a run that is asked to stop after `run_seconds` (5 when left out); `drilled` gives what came of it."""
        body = given(input=drill_input, functionName=function_name, runSeconds=run_seconds)
        return dict(self._run(steps.drill(service_name, body)))

    def drilled(self, service_name: str, drill_id: str) -> Dict[str, Any]:
        """A drill, by its id, once it has ended."""
        return dict(self._run(steps.drilled(service_name, drill_id)))

    def pause(self, service_name: str) -> Service:
        """New executions wait until it is resumed; what runs goes on."""
        return Service(self, self._run(steps.order(service_name, "pause")))

    def resume(self, service_name: str) -> Service:
        return Service(self, self._run(steps.order(service_name, "resume")))

    def try_again(self, service_name: str) -> bool:
        """Ends the pause before replicas that fail are started again. False when there was none."""
        return self._run(steps.try_again(service_name))
