from __future__ import annotations

import os
import signal
import unittest

from host_case import HostCase
from host_process import HostProcess, is_gone, wait_until


class StoppingCase(HostCase):
    def start(self, function, input=None):
        worker = self.host.fork().run(function, input)
        self.assertEqual("started", worker.control.next()["type"])
        return worker

    def end(self, worker):
        """What is left on the control stream, without the pulse; the worker is reaped then."""
        messages = [message for message in worker.control.rest() if message["type"] != "checkpoint"]
        self.exited = self.host.fd3.next()
        return [message["type"] for message in messages], messages[-1] if messages else None


class AtACheckpoint(StoppingCase):
    def test_a_checkpoint_raises_after_the_request(self):
        worker = self.start("loop")
        worker.stop()
        types, last = self.end(worker)
        self.assertEqual(["seen", "stopped"], types)
        self.assertIsNone(last["output"])
        self.assertEqual(("", ""), worker.texts(), "a termination is no error")
        self.assertEqual(0, self.exited["code"])

    def test_the_user_may_save_and_attach_a_partial_output(self):
        for reason in ("terminated", "timeout", "reset", "lost", "stalled", "out-of-memory"):
            worker = self.start("loop_and_attach")
            worker.stop(reason)
            types, last = self.end(worker)
            self.assertEqual(["seen", "saved", "stopped"], types)
            self.assertEqual(
                {"reason": reason, "message": "Execution received termination signal"}, last["output"]
            )

    def test_a_request_that_comes_with_the_order_is_met_at_the_first_checkpoint(self):
        worker = self.host.fork()
        worker.run("loop")
        worker.stop("timeout")
        types, _ = self.end(worker)
        self.assertEqual(["started", "seen", "stopped"], types)

    def test_the_first_reason_wins(self):
        worker = self.host.fork().run("loop_and_attach")
        worker.stop("timeout")
        worker.stop("terminated")
        self.assertEqual("timeout", self.end(worker)[1]["output"]["reason"])

    def test_a_request_for_another_attempt_changes_nothing(self):
        worker = self.host.fork().run("loop_and_attach")
        worker.stop("timeout", attempt=2)
        worker.stop("reset", id="e2")
        worker.stop("lost")
        self.assertEqual("lost", self.end(worker)[1]["output"]["reason"])

    def test_code_that_swallows_it_meets_it_again_at_each_later_checkpoint(self):
        worker = self.start("swallow")
        worker.stop()
        self.assertEqual(["seen", "stopped"], self.end(worker)[0], "seen is said once")

    def test_code_that_swallows_it_and_returns_has_returned(self):
        worker = self.start("swallow_and_return")
        worker.stop()
        types, last = self.end(worker)
        self.assertEqual((["seen", "returned"], "early"), (types, last["output"]))

    def test_a_coroutine_meets_it_at_its_checkpoint(self):
        worker = self.start("async_loop")
        worker.stop()
        self.assertEqual(["seen", "stopped"], self.end(worker)[0])

    def test_it_is_raised_in_each_thread_of_the_execution(self):
        worker = self.start("threads")
        worker.stop()
        types, last = self.end(worker)
        self.assertEqual((["seen", "stopped"], ["a", "b"]), (types, last["output"]))
        self.assertEqual(("", ""), worker.texts(), "threads that end so are no error")

    def test_it_is_raised_in_a_process_that_was_forked(self):
        worker = self.start("forked_checkpoint")
        worker.stop()
        self.assertEqual(["seen", "stopped"], self.end(worker)[0])

    def test_a_pulse_tells_of_passed_checkpoints(self):
        worker = self.start("loop")
        pulse = worker.control.until("checkpoint")
        self.assertGreater(pulse["count"], 1)
        self.assertGreaterEqual(pulse["intervalMs"], 1)
        worker.stop()
        self.end(worker)


class BySignal(StoppingCase):
    def start_blocked(self, function):
        worker = self.start(function)
        worker.control.until("progress")
        return worker

    def test_sigterm_raises_in_code_that_blocks(self):
        worker = self.start_blocked("block_and_attach")
        worker.stop("timeout")
        os.killpg(worker.pid, signal.SIGTERM)
        seen = worker.control.until("seen")
        self.assertEqual("SIGTERM", seen["by"])
        self.assertEqual((["stopped"], "timeout"), self._types_and_output(worker))

    def test_sigterm_that_nobody_announced_is_a_reset(self):
        worker = self.start_blocked("block_and_attach")
        os.killpg(worker.pid, signal.SIGTERM)
        self.assertEqual((["seen", "stopped"], "reset"), self._types_and_output(worker))

    def test_sigterm_raises_where_a_coroutine_waits(self):
        worker = self.start_blocked("async_block")
        worker.stop()
        os.killpg(worker.pid, signal.SIGTERM)
        self.assertEqual((["seen", "stopped"], "from a coroutine"), self._types_and_output(worker))

    def test_sigterm_does_not_cut_code_that_saves_because_of_the_stop(self):
        for function in ("block_while_saving", "async_block_while_saving"):
            worker = self.start(function)
            worker.stop()
            worker.control.until("progress")
            os.killpg(worker.pid, signal.SIGTERM)
            self.assertEqual((["stopped"], "whole"), self._types_and_output(worker))

    def test_sigterm_during_writes_tears_no_line(self):
        for _ in range(10):
            worker = self.start("many_updates", {"count": 1_000_000})
            worker.control.until("progress")
            worker.stop()
            os.killpg(worker.pid, signal.SIGTERM)
            types, _ = self.end(worker)
            self.assertEqual(1, types.count("seen"))
            self.assertEqual("stopped", types[-1])

    def test_sigkill_is_reported_by_its_name(self):
        worker = self.start_blocked("block")
        os.killpg(worker.pid, signal.SIGKILL)
        self.end(worker)
        self.assertEqual((None, "SIGKILL"), (self.exited["code"], self.exited["signal"]))

    def _types_and_output(self, worker):
        types, last = self.end(worker)
        return types, last["output"]


class TheLeash(unittest.TestCase):
    def setUp(self):
        self.host = HostProcess()
        self.addCleanup(self.host.close)
        self.host.ready()

    def start_with_children(self):
        worker = self.host.fork().run("leaves_children")
        children = [int(pid) for pid in worker.control.until("progress")["message"].split()]
        self.assertEqual([False, False], [is_gone(pid) for pid in children])
        return worker, [worker.pid, *children]

    def assert_all_gone(self, pids):
        wait_until(lambda: all(is_gone(pid) for pid in pids), f"{pids} are gone")

    def test_the_end_of_the_control_stream_ends_the_worker_and_its_group(self):
        worker, pids = self.start_with_children()
        worker.control.close()
        self.assert_all_gone(pids)
        self.assertEqual("SIGKILL", self.host.fd3.next()["signal"])

    def test_the_end_of_the_hosts_stream_ends_every_worker_and_its_group(self):
        _, first = self.start_with_children()
        _, second = self.start_with_children()
        self.host.fd3.connection.shutdown(2)
        self.assertEqual(0, self.host.process.wait(20))
        self.assert_all_gone(first + second)

    def test_a_worker_that_waits_for_its_order_is_on_the_leash_too(self):
        worker = self.host.fork()
        worker.control.close()
        self.assert_all_gone([worker.pid])

    def test_workers_die_with_a_host_that_is_killed(self):
        worker = self.host.fork().run("block")
        worker.control.until("progress")
        self.host.process.kill()
        self.assert_all_gone([worker.pid])

    def test_a_host_that_gets_sigterm_ends_its_workers_and_reports_them(self):
        worker, pids = self.start_with_children()
        self.host.process.terminate()
        self.assert_all_gone(pids)
        exited = self.host.fd3.next()
        self.assertEqual((worker.pid, "SIGKILL"), (exited["pid"], exited["signal"]))
        self.assertEqual(0, self.host.process.wait(20))

    def test_shutdown_waits_for_the_workers_that_run(self):
        worker = self.host.fork().run("loop")
        worker.control.until("started")
        self.host.fd3.send({"type": "shutdown"})
        worker.stop()
        self.assertEqual("stopped", worker.control.rest()[-1]["type"])
        self.assertEqual("exited", self.host.fd3.next()["type"])
        self.assertEqual(0, self.host.process.wait(20))
