"""Several executions of a class written for Dataloop in one process, with dtlpy's own base class.

dtlpy's checkpoint knows a stop by its thread, in one list for all: one that nobody met ends whoever gets that thread next."""

import unittest

import client
from client import dl, until
from guide import deploy

NAME = "one-process"


def setUpModule():
    client.sign_in()
    deploy(NAME, "import dtlpy as dl", own_python=True, placement={"isolation": "shared", "concurrency": 4})


def start(function, **execution_input):
    return dl.services.get(service_name=NAME).execute(function_name=function, execution_input=execution_input)


def at_work(execution):
    return until(execution.id, lambda one: one.latest_status["status"] == "in-progress")


class OneProcess(unittest.TestCase):
    def test_a_stop_ends_the_one_that_it_is_meant_for(self):
        stopped, *neighbours = [start("never_ends") for _ in range(3)]
        for execution in (stopped, *neighbours):
            self.addCleanup(execution.terminate)
            at_work(execution)
        stopped.terminate()
        self.assertIn("termination signal", stopped.wait().latest_status["message"])
        for neighbour in neighbours:
            self.assertEqual("in-progress", dl.executions.get(execution_id=neighbour.id).latest_status["status"])

    def test_a_stop_that_nobody_met_ends_nobody_else(self):
        for _ in range(3):
            late = start("detect", item={"name": "a"})
            at_work(late)
            late.terminate()
            late.wait()
        following = [start("detect", item={"name": "b"}) for _ in range(4)]
        self.assertEqual({"success"}, {one.wait().latest_status["status"] for one in following})
