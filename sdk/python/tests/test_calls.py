"""Every request of the REST API is made by a call of both clients, and says all that it was given."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import sys
import unittest

from host_process import HERE
from scripted_server import ANY, ScriptedServer

sys.path.insert(0, str(HERE.parent))

from curfew.client import AsyncClient, Client  # noqa: E402

CALLS = json.loads((HERE.parent.parent / "conformance" / "calls.json").read_text(encoding="utf-8"))
#: What is read of it after an order, or before its lines.
FOUND = {"status": 200, "body": {"id": "e1", "attempt": 1, "name": "train"}}
IDS = {"executions": "e1", "services": "train", "bulks": "b1", "api-keys": "k1", "webhooks": "w1", "deliveries": "d1", "runners": "r1"}


def asked_as(call):
    """The request with its names filled in."""
    return re.sub(r"/([a-z-]+)/\{\w+\}", lambda part: f"/{part[1]}/{IDS[part[1]]}", call["request"])


def by_threads(url, source):
    eval(source, {"curfew": Client(url, "curfew_key"), "list": list})


def by_loops(url, source):
    async def gather(found):
        return [one async for one in found]

    async def call():
        found = eval(source, {"curfew": AsyncClient(url, "curfew_key"), "list": gather})
        if inspect.isawaitable(found):
            await found

    asyncio.run(call())


class CallsTest(unittest.TestCase):
    maxDiff = None

    def test_each_call_makes_its_request(self):
        for call in CALLS:
            for make in (by_threads, by_loops):
                with self.subTest(call["python"], by=make.__name__):
                    self.assert_made(call, make)

    def assert_made(self, call, make):
        request = asked_as(call)
        answer = {"status": 200, "body": call.get("answer", FOUND["body"])}
        server = ScriptedServer({request: [answer], ANY: [FOUND]})
        try:
            make(server.url, call["python"])
        finally:
            server.close()
        made = next((one for one in server.asked if one["request"] == request), None)
        self.assertIsNotNone(made, server.asked)
        self.assertEqual(call.get("body", {}), made["body"] or {})
        for name, value in call.get("query", {}).items():
            self.assertIn(made["query"][name], (value, f"{value}.0"))


if __name__ == "__main__":
    unittest.main()
