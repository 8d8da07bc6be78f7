"""The client against a server that is away, restarts or refuses: its promises about waiting, for threads and loops."""

from __future__ import annotations

import asyncio
import contextvars
import os
import sys
import unittest
from unittest import mock

from host_process import HERE
from scripted_server import ANY, ScriptedServer

sys.path.insert(0, str(HERE.parent))

from curfew import ExecutionContext  # noqa: E402
from curfew.execution import Execution, current_execution  # noqa: E402
from curfew.outbox import Outbox  # noqa: E402
from curfew.client import AsyncClient, Client, CurfewError  # noqa: E402


def execution(status="in-progress", id="e1"):
    return {
        "id": id,
        "serviceName": "train",
        "functionName": "run",
        "status": status,
        "reason": None,
        "message": "Execution finished",
        "progress": 100,
        "createdAt": "2026-11-01T10:00:00.000Z",
        "startedAt": "2026-11-01T10:00:01.500Z",
        "endedAt": "2026-11-01T10:01:05.750Z" if status == "success" else None,
        "stop": None,
        "unverified": status == "terminated",
    }


class ClientCase(unittest.TestCase):
    """Each call is made by both clients."""

    def serve(self, *answers):
        told = [{"status": status, "body": body} for status, body in answers]
        server = ScriptedServer({ANY: told})
        self.addCleanup(server.close)
        self.server = server
        return server

    def assert_sent(self, request, body, asked):
        self.assertEqual((request, body), (asked["request"], asked["body"]))

    def both(self, answers, call):
        """The outcome of `call(executions)`, which must be the same for both."""
        outcomes = []
        for client in (Client, AsyncClient):
            server = self.serve(*answers)
            executions = client(server.url, "curfew_key").executions
            try:
                outcome = call(executions)
                outcomes.append(asyncio.run(outcome) if asyncio.iscoroutine(outcome) else outcome)
            except CurfewError as error:
                outcomes.append(error)
        self.assertEqual(type(outcomes[0]).__name__.replace("Async", ""), type(outcomes[1]).__name__.replace("Async", ""))
        return outcomes[0]


class CallTest(ClientCase):
    def test_the_snippet_of_the_guide_tells_status_and_duration(self):
        found = self.both([(200, execution("success"))], lambda executions: executions.get(execution_id="e1"))
        status, duration = found.latest_status["status"], found.duration
        self.assertEqual("'success', 64.25", f"{status!r}, {duration:.2f}")

    def test_an_end_that_nobody_could_prove_is_told_as_such(self):
        for status, unverified in (("success", False), ("terminated", True)):
            found = self.both([(200, execution(status))], lambda executions: executions.get(execution_id="e1"))
            self.assertEqual(unverified, found.unverified)

    def test_what_an_execution_starts_is_its_child_unless_another_parent_is_named_or_none(self):
        started = [(201, {"id": "e1"}), (200, execution("created"))]

        def parent_of(**named):
            self.both(started, lambda executions: executions.create("train", **named))
            return self.server.asked[0]["body"].get("parentId")

        self.assertIsNone(parent_of())
        with mock.patch.dict(os.environ, CURFEW_EXECUTION_ID="e9"):
            self.assertEqual(["e9", "e7", None], [parent_of(), parent_of(parent_id="e7"), parent_of(parent_id=None)])
            inside = contextvars.copy_context()
            context = ExecutionContext("e8", 1, None, None, None, "parent")
            inside.run(current_execution.set, Execution(context, Outbox(lambda line: None)))
            self.assertEqual("e8", inside.run(parent_of))

    def test_a_terminate_may_cascade(self):
        answer = (200, {"id": "e1", "status": "in-progress", "stopping": True, "below": 3})
        self.both([answer], lambda executions: executions.terminate("e1", "enough", cascade=True))
        sent = {"note": "enough", "cascade": True}
        self.assert_sent("POST /executions/e1/terminate", sent, self.server.asked[0])

    def test_something_else_than_curfew_is_not_believed(self):
        error = self.both([(200, execution())], lambda executions: executions.get("e1"))
        self.assertEqual("e1", error.id)
        with self.assertRaises(CurfewError):
            Client("ftp://somewhere", "curfew_key")


class ServiceTest(ClientCase):
    def test_what_is_set_is_sent_by_update_and_only_then(self):
        data = {
            "id": "s1",
            "name": "train",
            "revision": 1,
            "pausedAt": None,
            "policy": {"executionTimeout": 3600, "onReset": "failed"},
            "placement": {"replicas": 1, "maxReplicas": None, "executionsPerReplica": None, "cooldown": 300},
        }
        server = self.serve((200, data))
        service = Client(server.url, "curfew_key").services.get(service_name="train")
        self.assertEqual((None, None, 300), (service.max_replicas, service.executions_per_replica, service.cooldown))
        service.max_replicas = 4
        service.execution_timeout = 60
        service.on_reset = "rerun"
        self.assertEqual((60, "rerun", 1), (service.execution_timeout, service.on_reset, service.replicas))
        self.assertEqual(1, len(server.asked))
        service.update()
        change = {"policy": {"executionTimeout": 60, "onReset": "rerun"}, "placement": {"maxReplicas": 4}}
        self.assert_sent("PATCH /services/train", change, server.asked[1])
        self.assertEqual({}, service.changes)


if __name__ == "__main__":
    unittest.main()
