"""A test case with a host that its tests share."""

from __future__ import annotations

import unittest

from host_process import HostProcess


class HostCase(unittest.TestCase):
    """One host for all tests of a class: loading is paid once, as in life."""

    @classmethod
    def setUpClass(cls):
        cls.host = HostProcess()
        cls.addClassCleanup(cls.host.close)
        cls.functions = cls.host.ready()["functions"]

    def run_function(self, function, input=None, **order):
        """All messages of an execution that nobody stops."""
        worker = self.host.fork().run(function, input, **order)
        messages = worker.control.rest()
        self.exited = self.host.fd3.next()
        self.worker = worker
        return messages

    def outcome(self, function, input=None, **order):
        messages = self.run_function(function, input, **order)
        self.assertEqual({"type": "started", "id": "e1", "attempt": 1, "pid": self.worker.pid}, messages[0])
        return messages[-1]

    def assert_raised(self, message, type, text):
        self.assertEqual("raised", message["type"], message)
        self.assertEqual((type, text), (message["error"]["type"], message["error"]["message"]))
