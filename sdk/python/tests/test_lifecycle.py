from __future__ import annotations

import os
import unittest

from host_case import HostCase
from host_process import HERE, HostProcess


class Lifecycle(HostCase):
    def test_the_public_methods_of_the_class_are_its_functions(self):
        self.assertIn("echo", self.functions)
        self.assertNotIn("kill_event", self.functions)
        self.assertNotIn("save", self.functions)
        self.assertEqual(sorted(self.functions), self.functions)

    def test_a_function_gets_its_input_by_name_and_returns_its_output(self):
        message = self.outcome("add", {"a": 2, "b": 3})
        self.assertEqual({"type": "returned", "id": "e1", "attempt": 1, "output": 5}, message)
        self.assertEqual(
            {"type": "exited", "nonce": self.worker.nonce, "pid": self.worker.pid, "code": 0, "signal": None},
            self.exited,
        )

    def test_a_default_stands_in_for_an_input_that_was_not_given(self):
        self.assertEqual(3, self.outcome("add", {"a": 2})["output"])

    def test_text_of_any_kind_survives_the_way_in_and_out(self):
        given = {"a": "ä€😀", "b": "two\nlines", "c": "\ud800", "d": [None, True, -1.5e300]}
        self.assertEqual(given, self.outcome("echo", given)["output"])

    def test_a_missing_input_is_named(self):
        self.assert_raised(self.outcome("add", {"b": 1}), "TypeError", 'add() needs the input "a"; it takes: a, b')

    def test_an_unexpected_input_is_named(self):
        text = 'add() does not take the input "c"; it takes: a, b'
        self.assert_raised(self.outcome("add", {"a": 1, "c": 1}), "TypeError", text)

    def test_an_unknown_function_is_named(self):
        error = self.outcome("kill_event")["error"]
        self.assertIn("no function kill_event; it has add, ", error["message"])

    def test_the_context_says_what_was_asked(self):
        message = self.run_function("facts", id="e9", attempt=2, saved_state={"epoch": 4})[-1]
        self.assertEqual(
            {
                "id": "e9",
                "attempt": 2,
                "max_attempts": 3,
                "deadline": "2030-01-02T03:04:05.678000+00:00",
                "saved": {"epoch": 4},
                "service": "tests",
                "revision": 7,
            },
            message["output"],
        )

    def test_a_function_may_take_progress_and_context_as_under_dataloop(self):
        messages = self.run_function("dataloop_style", {"item": "item 1"})
        self.assertEqual((50, "item 1"), (messages[1]["percent"], messages[1]["message"]))
        self.assertEqual(1, messages[-1]["output"])

    def test_each_execution_has_a_process_a_session_and_a_name_of_its_own(self):
        first = self.outcome("process_facts")["output"]
        second = self.outcome("process_facts")["output"]
        self.assertEqual(self.worker.pid, second["pid"])
        self.assertEqual(second["pid"], second["session"])
        self.assertEqual(second["pid"], second["made_in"], "the instance is made in the worker")
        self.assertEqual(f"cf-{self.worker.nonce[:12]}", second["name"])
        self.assertEqual(self.worker.nonce, second["mark"])
        self.assertTrue(second["main"])
        self.assertNotEqual(first["pid"], second["pid"])
        self.assertNotEqual(first["drawn"], second["drawn"])

    def test_a_worker_holds_no_descriptor_of_the_host(self):
        descriptors = self.outcome("process_facts")["output"]["descriptors"]
        # 0, 1, 2, the control stream, the file for its stacks where there is one, and the one that lists them.
        self.assertEqual(5 + hasattr(os, "memfd_create"), len(descriptors), descriptors)

    def test_what_is_printed_arrives_whole_and_apart(self):
        self.outcome("prints")
        self.assertEqual(("to stdout\nwithout an end", "to stderr\n"), self.worker.texts())

    def test_an_error_in_a_thread_is_printed_as_python_prints_it(self):
        self.outcome("thread_fails")
        printed = self.worker.texts()[1]
        self.assertIn("invalid literal for int() with base 10: 'no number'", printed)
        self.assertNotIn("excepthook", printed)

    def test_a_flood_of_output_is_not_cut_at_the_end(self):
        self.assertEqual(20_000, self.outcome("flood", {"lines": 20_000})["output"])
        lines = self.worker.texts()[0].splitlines()
        self.assertEqual((20_000, "line 19999 " + "." * 100), (len(lines), lines[-1]))

    def test_an_error_is_reported_with_the_stack_of_the_users_code_only(self):
        message = self.outcome("fails")
        self.assert_raised(message, "LookupError", "no such item")
        self.assertIn('raise LookupError("no such item")', message["error"]["stack"])
        self.assertNotIn("outcome.py", message["error"]["stack"])
        self.assertIn("LookupError: no such item", self.worker.texts()[1])
        self.assertEqual(0, self.exited["code"])

    def test_sys_exit_is_an_error_of_the_function(self):
        self.assert_raised(self.outcome("exits"), "SystemExit", "the code called sys.exit(enough)")

    def test_a_termination_that_nobody_asked_for_is_an_error(self):
        text = "Execution received termination signal"
        self.assert_raised(self.outcome("early_stop"), "ExecutionTerminated", text)

    def test_a_coroutine_is_run_to_its_end(self):
        self.assertEqual(5, self.outcome("async_add", {"a": 2, "b": 3})["output"])

    def test_an_output_of_the_largest_size_passes(self):
        self.assertEqual(4_194_302, len(self.outcome("big", {"size": 4_194_302})["output"]))

    def test_an_output_over_the_limit_is_a_clear_failure_that_keeps_the_log(self):
        text = "output is 4,194,305 bytes of JSON; the limit is 4,194,304"
        self.assert_raised(self.outcome("big", {"size": 4_194_303}), "OutputTooLarge", text)

    def test_a_nan_in_the_output_is_refused_by_its_place(self):
        text = "output.scores[1].loss is nan, which JSON does not have"
        self.assert_raised(self.outcome("not_json"), "OutputNotSerializable", text)

    def test_an_object_in_the_output_is_refused_by_its_place(self):
        text = "output.when[0] is a builtins.module, which JSON does not have"
        self.assert_raised(self.outcome("object"), "OutputNotSerializable", text)


class Reports(HostCase):
    def test_progress_keeps_to_its_rate_and_never_drops_the_last(self):
        messages = self.run_function("many_updates", {"count": 10_000})
        reports = [message for message in messages if message["type"] == "progress"]
        self.assertEqual({"number": 0}, reports[0]["metrics"])
        self.assertEqual("last", reports[-1]["message"])
        self.assertEqual({"number": 9_999}, reports[-1]["metrics"])
        self.assertAlmostEqual(99.99, reports[-1]["percent"])
        self.assertEqual("returned", messages[-1]["type"])
        self.assertLess(len(reports), 1_000)

    def test_a_metric_that_is_no_finite_number_is_left_out(self):
        messages = self.run_function("many_updates", {"count": 1})
        self.assertEqual({"number": 0}, messages[1]["metrics"])

    def test_a_saved_state_is_sent_before_the_return(self):
        messages = self.run_function("saves", {"state": {"epoch": 1}})
        self.assertEqual({"type": "saved", "id": "e1", "attempt": 1, "state": {"epoch": 1}}, messages[1])
        self.assertEqual("saved", messages[2]["output"])

    def test_a_state_that_is_no_json_is_refused_where_it_is_saved(self):
        text = "state.thing is a builtins.object, which JSON does not have"
        self.assert_raised(self.outcome("saves_object"), "NotJson", text)

    def test_a_pool_of_forked_processes_runs_methods_of_the_service(self):
        messages = self.run_function("forks")
        self.assertEqual(["started", "returned"], [message["type"] for message in messages])
        self.assertEqual([4, 9], messages[-1]["output"])


class Loading(unittest.TestCase):
    def load_failure(self, **host):
        host = HostProcess(**host)
        self.addCleanup(host.close)
        message = host.fd3.next()
        self.assertEqual("load_failed", message["type"])
        self.assertEqual(1, host.process.wait(20))
        return message["error"]

    def test_a_file_that_is_not_there_is_named(self):
        error = self.load_failure(entry=HERE / "absent.py")
        self.assertEqual("FileNotFoundError", error["type"])
        self.assertIn("absent.py", error["message"])

    def test_a_file_that_fails_shows_its_stack_and_not_the_hosts(self):
        error = self.load_failure(entry=HERE / "broken_service.py")
        self.assertEqual(("OSError", "no data folder"), (error["type"], error["message"]))
        self.assertIn('raise OSError("no data folder")', error["stack"])
        self.assertNotIn("service_file.py", error["stack"])

    def test_a_class_that_is_not_there_is_named(self):
        error = self.load_failure(class_name="Absent")
        self.assertIn("services.py has no class Absent", error["message"])

    def test_a_class_that_does_not_extend_the_base_is_refused(self):
        error = self.load_failure(class_name="ExecutionTerminated")
        self.assertEqual("class ExecutionTerminated must extend BaseServiceRunner, curfew's or dtlpy's", error["message"])
