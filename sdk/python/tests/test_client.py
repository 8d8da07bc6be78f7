"""The client against a server that is away, restarts or refuses: its promises about waiting, for threads and loops."""

from __future__ import annotations

import asyncio
import contextvars
import json
import os
import socket
import sys
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock

from host_process import HERE

sys.path.insert(0, str(HERE.parent))

from curfew import ExecutionContext  # noqa: E402
from curfew.execution import Execution, current_execution  # noqa: E402
from curfew.outbox import Outbox  # noqa: E402
from curfew.client import (  # noqa: E402
    ApiError,
    AsyncClient,
    Client,
    CurfewError,
    NotFound,
    Unreachable,
    WaitTimeout,
)


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
    }


class FakeCurfew:
    """Answers in the order that a test has written down; an answer of None is a connection that is cut."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                length = int(self.headers.get("content-length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                outer.asked.append((self.command, self.path, body))
                answer = outer.answers.pop(0) if len(outer.answers) > 1 else outer.answers[0]
                if answer is None:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                status, result = answer
                data = json.dumps(result).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PATCH = answer

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class ClientCase(unittest.TestCase):
    """Each call is made by both clients."""

    def serve(self, *answers):
        server = FakeCurfew(*answers)
        self.addCleanup(server.close)
        self.server = server
        return server

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


class WaitingTest(ClientCase):
    def test_a_wait_survives_a_server_that_is_cut_restarts_and_says_so(self):
        problem = (503, {"detail": "shutting down"})
        answers = [(200, execution()), None, problem, (200, execution("success"))]
        ended = self.both(answers, lambda executions: executions.wait("e1"))
        self.assertEqual("success", ended.status)
        self.assertEqual(4, len(self.server.asked))

    def test_a_wait_ends_when_its_time_is_up_by_what_curfew_says(self):
        error = self.both([(200, execution())], lambda executions: executions.wait("e1", timeout=0))
        self.assertIsInstance(error, WaitTimeout)
        self.assertIsInstance(error, TimeoutError)

    def test_when_nobody_answers_that_is_said_and_not_that_it_goes_on(self):
        error = self.both([None], lambda executions: executions.wait("e1", timeout=0))
        self.assertIsInstance(error, Unreachable)
        error = self.both([None], lambda executions: executions.wait("e1", away=0))
        self.assertIsInstance(error, Unreachable)
        self.assertIn("does not answer at http://127.0.0.1:", str(error))

    def test_a_refusal_is_not_asked_again(self):
        problem = (404, {"detail": "There is no execution e1."})
        error = self.both([problem], lambda executions: executions.wait("e1"))
        self.assertIsInstance(error, NotFound)
        self.assertEqual("There is no execution e1.", str(error))
        self.assertEqual(1, len(self.server.asked))

    def test_of_several_each_is_given_once_the_first_to_end_first(self):
        rows = [{"rows": [execution("success", "e2")]}, execution("success", "e2")]
        rows += [{"rows": []}, {"rows": [execution("success", "e1")]}, execution("success", "e1")]
        server = self.serve(*[(200, row) for row in rows])
        executions = Client(server.url, "curfew_key").executions
        self.assertEqual(["e2", "e1"], [one.id for one in executions.as_completed(["e1", "e2", "e1"])])
        asked = [body["ids"] for method, _, body in server.asked if method == "POST"]
        self.assertEqual([["e1", "e2"], ["e1"], ["e1"]], asked)


class CallTest(ClientCase):
    def test_the_snippet_of_the_guide_tells_status_and_duration(self):
        found = self.both([(200, execution("success"))], lambda executions: executions.get(execution_id="e1"))
        status, duration = found.latest_status["status"], found.duration
        self.assertEqual("'success', 64.25", f"{status!r}, {duration:.2f}")

    def test_an_empty_id_is_no_execution_and_is_never_sent(self):
        error = self.both([(200, {})], lambda executions: executions.get(execution_id=""))
        self.assertIsInstance(error, NotFound)
        self.assertEqual([], self.server.asked)

    def test_what_is_wrong_is_named_field_by_field(self):
        faults = [{"field": "input.epochs", "message": "must be >= 1"}]
        problem = (400, {"detail": "input.epochs: must be >= 1", "faults": faults})
        error = self.both([problem], lambda executions: executions.create("train", {"epochs": 0}))
        self.assertIsInstance(error, ApiError)
        self.assertEqual((400, [("input.epochs", "must be >= 1")]), (error.status, error.faults))

    def test_a_start_sends_what_was_given_and_nothing_else(self):
        answers = [(201, {"id": "e1"}), (200, execution("created"))]
        self.both(answers, lambda executions: executions.create("train", {"n": 1}, idempotency_key="night 7"))
        body = {"service": "train", "input": {"n": 1}, "idempotencyKey": "night 7"}
        self.assertEqual(("POST", "/api/v1/executions", body), self.server.asked[0])

    def test_what_an_execution_starts_is_its_child_unless_another_parent_is_named_or_none(self):
        started = [(201, {"id": "e1"}), (200, execution("created"))]

        def parent_of(**named):
            self.both(started, lambda executions: executions.create("train", **named))
            return self.server.asked[0][2].get("parentId")

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
        self.assertEqual(
            ("POST", "/api/v1/executions/e1/terminate", {"note": "enough", "cascade": True}), self.server.asked[0]
        )

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
        self.assertEqual(("PATCH", "/api/v1/services/train", change), server.asked[1])
        self.assertEqual({}, service.changes)


if __name__ == "__main__":
    unittest.main()
