"""Lines that are followed, and waits for many; what is shared with other clients is in `sdk/conformance/client`."""

from __future__ import annotations

import asyncio
import sys
import unittest

from host_process import HERE
from scripted_server import ScriptedServer

sys.path.insert(0, str(HERE.parent))

from curfew.client import AsyncClient, Client, WaitTimeout, execution_steps  # noqa: E402
from curfew.client.following import Patience  # noqa: E402


class FollowingTest(unittest.TestCase):
    def serve_script(self, script):
        server = ScriptedServer(script)
        self.addCleanup(server.close)
        return server

    def lines(self, script, **about):
        """What both clients read, as `attempt:number text`."""
        read = []
        for kind in (Client, AsyncClient):
            server = self.serve_script(script)
            read.append(gathered(kind(server.url, "curfew_key").executions.logs("e1", **about)))
        self.assertEqual(read[0], read[1])
        return [f"{line.attempt}:{line.number} {line.text}" for line in read[0]]

    def test_lines_are_followed_over_attempts_and_restarts_of_the_server_to_the_end_of_the_execution(self):
        away = {"status": 503, "body": {"detail": "shutting down"}}
        script = {
            "GET /executions/e1": ["cut", known(1), away, known(2), known(2)],
            "GET /executions/e1/logs": [
                log_page(1, ["one", "two"]),
                "cut",
                log_page(1, [], over=True),
                log_page(2, []),
                away,
                log_page(2, ["one again"]),
                log_page(2, [], over=True),
            ],
        }
        self.assertEqual(["1:0 one", "1:1 two", "2:0 one again"], self.lines(script, follow=True))

    def test_of_an_attempt_that_is_named_no_other_is_followed(self):
        script = {"GET /executions/e1/logs": [log_page(1, ["one"]), log_page(1, [], over=True)]}
        self.assertEqual(["1:0 one"], self.lines(script, follow=True, attempt=1))

    def test_the_lines_that_there_are_are_those_of_the_newest_attempt(self):
        script = {
            "GET /executions/e1": [known(2)],
            "GET /executions/e1/logs": [log_page(2, ["one"]), log_page(2, [])],
        }
        self.assertEqual(["2:0 one"], self.lines(script))

    def test_time_for_lines_is_up_also_while_they_come(self):
        script = {"GET /executions/e1": [known(1)], "GET /executions/e1/logs": [log_page(1, ["one"])]}
        for kind in (Client, AsyncClient):
            executions = kind(self.serve_script(script).url, "curfew_key").executions
            with self.assertRaises(WaitTimeout):
                gathered(executions.logs("e1", follow=True, timeout=0))

    def test_where_one_request_can_not_name_all_each_part_has_its_turn_within_a_second(self):
        ids = [f"e{number}" for number in range(25_000)]
        completion = execution_steps.Completion(ids, Patience())
        asked = []
        for ended in completion.rounds():
            question = next(ended)
            asked.append((len(question.body["ids"]), question.body["timeout"]))
            with self.assertRaises(StopIteration):
                ended.send({"rows": [{"id": one} for one in question.body["ids"]]})
        self.assertEqual([(10_000, 1 / 3), (5_000, 1 / 2), (10_000, 30)], asked)


def known(attempt):
    return {"status": 200, "body": {"id": "e1", "attempt": attempt}}


def log_page(attempt, texts, over=False):
    at = "2026-11-01T10:00:01.500Z"
    lines = [{"number": number, "at": at, "stream": "stdout", "text": text} for number, text in enumerate(texts)]
    body = {"attempt": attempt, "lines": lines, "nextLine": len(texts), "over": over}
    return {"status": 200, "body": body}


def gathered(found):
    """What an iterator of either kind gives."""
    if not hasattr(found, "__aiter__"):
        return list(found)

    async def gather():
        return [one async for one in found]

    return asyncio.run(gather())
