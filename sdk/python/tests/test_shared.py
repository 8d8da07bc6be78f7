"""Several executions in one Python worker; what both languages promise is in the transcripts."""

from __future__ import annotations

import unittest

from host_process import HERE
from shared_host import SharedHost


class SharedWorker(unittest.TestCase):
    def setUp(self):
        self.host = SharedHost(HERE / "shared_services.py")
        self.addCleanup(self.host.close)
        self.host.ready()

    def end(self):
        """All that the worker printed by itself, which is nobody's."""
        self.host.control.send({"type": "shutdown"})
        self.assertEqual({"pid": self.host.pid, "code": 0}, self.host.exited())
        return self.host.error_text()

    def text_of(self, function, input, id="e1"):
        """What an execution printed, by stream."""
        self.host.run(function, input, id)
        texts = {"stdout": "", "stderr": ""}
        while True:
            message = self.host.control.next()
            self.assertEqual(id, message["id"])
            if message["type"] == "log":
                texts[message["stream"]] += message["text"]
            if message["type"] in ("returned", "raised", "stopped"):
                self.assertEqual("returned", message["type"], message)
                return texts

    def test_a_logger_that_was_set_up_while_the_service_was_loaded_writes_to_the_execution_that_logs(self):
        self.assertEqual({"stdout": "", "stderr": "a\n"}, self.text_of("log", {"text": "a"}))
        self.assertEqual({"stdout": "", "stderr": "b\n"}, self.text_of("log", {"text": "b"}, "e2"))

    def test_a_task_in_a_pool_of_all_prints_for_the_execution_that_submitted_it(self):
        self.assertEqual("a\n", self.text_of("print_in_pool", {"text": "a"})["stdout"])
        self.assertEqual("b\n", self.text_of("print_in_pool", {"text": "b"}, "e2")["stdout"])

    def test_bytes_and_what_has_no_line_end_are_kept(self):
        self.assertEqual("ä", self.text_of("print_bytes", {"text": "ä"})["stdout"])
        self.assertEqual("half", self.text_of("print_half_a_line", {"text": "half"}, "e2")["stdout"])

    def test_lines_of_executions_that_print_at_the_same_time_are_whole_and_apart(self):
        ids = [f"e{number}" for number in range(8)]
        for id in ids:
            self.host.run("print_many", {"text": id * 10, "count": 200}, id)
        texts = dict.fromkeys(ids, "")
        left = set(ids)
        while left:
            message = self.host.control.next()
            if message["type"] == "log":
                texts[message["id"]] += message["text"]
            elif message["type"] == "returned":
                left.remove(message["id"])
        for id in ids:
            self.assertEqual(f"{id * 10}\n" * 200, texts[id])

    def test_what_a_child_process_prints_and_what_a_thread_prints_after_its_execution_is_the_workers(self):
        self.assertEqual({"stdout": "", "stderr": ""}, self.text_of("run_program", {"text": "child"}))
        self.host.run("leave_thread", {"text": "late"}, "e2")
        self.host.control.until("returned")
        self.host.read_output_until(b"late")
        self.assertIn(b"child", self.host.output)
        self.end()

    def test_sigterm_wakes_a_coroutine(self):
        self.host.run("wait_in_coroutine")
        self.host.control.until("progress")
        self.host.process.terminate()
        self.assertEqual("SIGTERM", self.host.control.until("seen")["by"])
        self.assertEqual("stopped", self.host.control.next()["type"])
        self.assertEqual(0, self.host.exited()["code"])

    def test_a_forked_copy_of_the_worker_says_nothing_and_the_worker_goes_on(self):
        self.host.run("fork", {"text": "once"})
        self.assertEqual("once", self.host.control.until("returned")["output"])
        self.assertEqual("again\n", self.text_of("print_many", {"text": "again", "count": 1}, "e2")["stdout"])
        self.end()

    def test_a_checkpoint_in_a_thread_of_the_function_meets_the_stop_of_its_execution_alone(self):
        self.host.run("loop_in_thread", id="e1")
        self.host.run("loop_in_thread", id="e2")
        self.host.stop("e2")
        self.assertEqual("e2", self.host.control.until("stopped")["id"])
        self.host.stop("e1", reason="timeout")
        self.assertEqual("e1", self.host.control.until("stopped")["id"])
        self.end()


if __name__ == "__main__":
    unittest.main()
