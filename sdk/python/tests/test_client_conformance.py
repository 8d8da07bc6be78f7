"""Replays the client transcripts that both SDKs share, by the client for threads and by the one for loops."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import unittest

from host_process import HERE
from scripted_server import ScriptedServer

sys.path.insert(0, str(HERE.parent))

from curfew.client import ApiError, AsyncClient, Client, CurfewError, Unreachable, WaitTimeout  # noqa: E402

TRANSCRIPTS = HERE.parent.parent / "conformance" / "client"


def arguments(given):
    """As this client names them."""
    return {re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name): value for name, value in given.items()}


class ThreadCalls:
    """What a transcript calls; each gives, one after the other, what it finds."""

    def __init__(self, server):
        self.executions = Client(server.url, "curfew_key").executions

    def outcome(self, method, given):
        found = []
        try:
            for one in getattr(self, method)(**given):
                found.append(one)
        except CurfewError as error:
            return found, error
        return found, None

    def get(self, id):
        yield self.executions.get(id)

    def wait(self, id, **patience):
        yield self.executions.wait(id, **patience)

    def start(self, **given):
        yield self.executions.create(**arguments(given))

    def asCompleted(self, ids, **patience):
        yield from self.executions.as_completed(ids, **patience)


class LoopCalls:
    def __init__(self, server):
        self.executions = AsyncClient(server.url, "curfew_key").executions

    def outcome(self, method, given):
        return asyncio.run(self.gather(method, given))

    async def gather(self, method, given):
        found = []
        try:
            async for one in getattr(self, method)(**given):
                found.append(one)
        except CurfewError as error:
            return found, error
        return found, None

    async def get(self, id):
        yield await self.executions.get(id)

    async def wait(self, id, **patience):
        yield await self.executions.wait(id, **patience)

    async def start(self, **given):
        yield await self.executions.create(**arguments(given))

    async def asCompleted(self, ids, **patience):
        async for one in self.executions.as_completed(ids, **patience):
            yield one


def told(error):
    """An error in the words of a transcript."""
    if isinstance(error, WaitTimeout):
        return {"error": "timeout"}
    if isinstance(error, Unreachable):
        return {"error": "unreachable"}
    assert isinstance(error, ApiError), error
    faults = [{"field": field, "message": message} for field, message in error.faults]
    return {"error": "refused", "status": error.status, "message": str(error), "faults": faults}


class ClientConformance(unittest.TestCase):
    maxDiff = None

    def replay(self, transcript, calls):
        server = ScriptedServer(transcript["server"])
        self.addCleanup(server.close)
        ((method, given),) = transcript["call"].items()
        found, error = calls(server).outcome(method, given)
        self.assert_error(transcript.get("raises"), error)
        self.assert_gives(transcript.get("gives"), found)
        if "asked" in transcript:
            self.assert_asked(transcript["asked"], server.asked)

    def assert_error(self, expected, error):
        if expected is None or error is None:
            self.assertEqual(expected, error and told(error))
        else:
            self.assertEqual(expected, {key: told(error)[key] for key in expected})

    def assert_gives(self, expected, found):
        if isinstance(expected, dict):
            (one,) = found
            self.assertEqual(expected, {key: one.data[key] for key in expected})
        else:
            self.assertEqual(expected or [], [one.id for one in found])

    def assert_asked(self, expected, asked):
        named = {one["request"] for one in expected}
        # Python reads whole executions where others give rows: only the requests that are named are compared.
        of_these = [one for one in asked if not expected or one["request"] in named]
        self.assertEqual([one["request"] for one in expected], [one["request"] for one in of_these])
        for wanted, got in zip(expected, of_these):
            self.assert_query(wanted.get("query", {}), got["query"])
            if "body" in wanted:
                self.assertEqual(wanted["body"], got["body"])

    def assert_query(self, wanted, got):
        for name, value in wanted.items():
            most = re.fullmatch(r"<at most (\d+)>", value) if isinstance(value, str) else None
            if most:
                self.assertTrue(0 < float(got[name]) <= float(most[1]), got)
            else:
                self.assertEqual(float(value), float(got[name]))


def add_tests(path):
    transcript = json.loads(path.read_text(encoding="utf-8"))
    for calls in (ThreadCalls, LoopCalls):

        def test(self, calls=calls):
            self.replay(transcript, calls)

        test.__doc__ = transcript["promise"]
        kind = "threads" if calls is ThreadCalls else "loops"
        setattr(ClientConformance, f"test_{path.stem.replace('-', '_')}_{kind}", test)


for path in sorted(TRANSCRIPTS.glob("*.json")):
    add_tests(path)
