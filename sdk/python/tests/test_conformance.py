"""Replays the transcripts that the Python and the Node host share; `sdk/conformance/README.md` says how to read them."""

from __future__ import annotations

import json
import os
import re
import signal
import unittest

from host_process import HERE, HostProcess
from shared_host import SharedHost

CONFORMANCE = HERE.parent.parent / "conformance"


def expand(value):
    """Puts the long texts in."""
    if isinstance(value, dict):
        return {key: expand(item) for key, item in value.items()}
    if isinstance(value, list):
        return [expand(item) for item in value]
    match = re.fullmatch(r"<x(\d+)>", value) if isinstance(value, str) else None
    return "x" * int(match[1]) if match else value


def fits(expected, actual, pid):
    if isinstance(expected, dict):
        same = isinstance(actual, dict) and expected.keys() == actual.keys()
        return same and all(fits(expected[key], actual[key], pid) for key in expected)
    if isinstance(expected, list):
        same = isinstance(actual, list) and len(expected) == len(actual)
        return same and all(fits(one, other, pid) for one, other in zip(expected, actual))
    if expected == "<pid>":
        return actual == pid
    if expected == "<number>":
        return isinstance(actual, (int, float)) and actual >= 0
    if expected == "<text>":
        return isinstance(actual, str)
    return expected == actual and isinstance(expected, bool) == isinstance(actual, bool)


class Conformance(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.host = HostProcess(entry=CONFORMANCE / "service.py")
        cls.addClassCleanup(cls.host.close)
        cls.host.ready()

    def replay(self, transcript):
        worker = self.begin_shared() if transcript.get("isolation") == "shared" else self.host.fork()
        steps = transcript["steps"]
        for step in expand(steps):
            ((kind, value),) = step.items()
            getattr(self, f"take_{kind}")(worker, value)

    def begin_shared(self):
        worker = SharedHost(entry=CONFORMANCE / "service.py")
        self.addCleanup(worker.close)
        worker.ready()
        return worker

    def take_send(self, worker, value):
        messages = value if isinstance(value, list) else [value]
        worker.control.connection.sendall(b"".join(json.dumps(each).encode() + b"\n" for each in messages))

    def take_expect(self, worker, expected):
        self.assert_fits(worker, expected, self.next(worker))

    def take_await(self, worker, expected):
        self.assert_fits(worker, expected, worker.control.until(expected["type"]))

    def take_expectLast(self, worker, expected):
        last = None
        while True:
            message = self.next(worker)
            if message is None or message["type"] != expected["type"]:
                break
            last = message
        worker.control.put_back(message)
        self.assert_fits(worker, expected, last)

    def take_signal(self, worker, name):
        os.killpg(worker.pid, getattr(signal, name))

    def take_close(self, worker, _):
        worker.control.close()

    def take_end(self, worker, expected):
        if worker.control.connection.fileno() >= 0:
            self.assertIsNone(self.next(worker))
        exited = worker.exited() if isinstance(worker, SharedHost) else self.host.fd3.next()
        self.assertEqual(worker.pid, exited["pid"])
        self.assertEqual(expected, {key: exited[key] for key in expected})

    def next(self, worker):
        while True:
            message = worker.control.next()
            if message is None or message["type"] not in ("checkpoint", "log"):
                return message

    def assert_fits(self, worker, expected, actual):
        if not fits(expected, actual, worker.pid):
            self.fail(f"expected {str(expected)[:500]}\nbut got  {str(actual)[:500]}")


def add_test(path):
    transcript = json.loads(path.read_text(encoding="utf-8"))
    name = f"test_{path.stem.replace('-', '_')}"

    def test(self):
        self.replay(transcript)

    test.__doc__ = transcript["promise"]
    setattr(Conformance, name, test)


for path in sorted((CONFORMANCE / "transcripts").glob("*.json")):
    add_test(path)
