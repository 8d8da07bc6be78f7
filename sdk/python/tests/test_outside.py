"""What holds in a shell or a unit test of the user's, where no host is."""

from __future__ import annotations

import copy
import pickle
import sys
import unittest

from host_process import HERE

sys.path.insert(0, str(HERE.parent))

from curfew import BaseServiceRunner, ExecutionContext, ExecutionTerminated  # noqa: E402
from curfew.execution import Execution, current_execution  # noqa: E402
from curfew.outbox import Outbox  # noqa: E402


class Trainer(BaseServiceRunner):
    def __init__(self, rate=0.1):
        self.rate = rate

    def train(self):
        for step in range(3):
            self.kill_event()
            self.progress.update(progress=step, metrics={"loss": 1.0})
        self.save({"step": step})
        return self.context.attempt


class Outside(unittest.TestCase):
    def test_a_service_runs_without_a_host(self):
        self.assertEqual(1, Trainer().train())

    def test_a_service_can_be_pickled_and_copied(self):
        for other in (pickle.loads(pickle.dumps(Trainer(0.5))), copy.deepcopy(Trainer(0.5))):
            self.assertEqual((0.5, 1), (other.rate, other.train()))

    def test_progress_must_be_a_number(self):
        progress = Trainer().progress
        for wrong in ("half", float("nan")):
            with self.assertRaises(ValueError):
                progress.update(progress=wrong)

    def test_a_state_over_the_limit_is_refused(self):
        with self.assertRaisesRegex(ValueError, "state is 4,194,305 bytes of JSON; the limit is 4,194,304"):
            Trainer().save("x" * 4_194_303)

    def test_a_state_that_holds_itself_is_refused(self):
        state = {}
        state["again"] = state
        with self.assertRaisesRegex(ValueError, "nested too deeply, or holds itself"):
            Trainer().save(state)


class TheCheckpoint(unittest.TestCase):
    def start(self):
        written = []
        execution = Execution(ExecutionContext("e1", 1, 3, None, None, "tests"), Outbox(written.append))
        token = current_execution.set(execution)
        self.addCleanup(current_execution.reset, token)
        return written, execution, Trainer()

    def test_a_checkpoint_writes_nothing(self):
        written, execution, trainer = self.start()
        for _ in range(1_000):
            trainer.kill_event()
        self.assertEqual((1_000, []), (execution.passed, written))

    def test_it_raises_a_new_termination_each_time_and_says_seen_once(self):
        written, execution, trainer = self.start()
        execution.request_stop("timeout")
        stops = []
        for _ in range(3):
            with self.assertRaises(ExecutionTerminated) as raised:
                trainer.kill_event()
            stops.append(raised.exception)
        self.assertEqual(["timeout"] * 3, [stop.reason for stop in stops])
        self.assertEqual(3, len({id(stop) for stop in stops}))
        self.assertEqual([b'{"type":"seen","id":"e1","attempt":1,"by":"checkpoint"}\n'], written)


class TheTermination(unittest.TestCase):
    def test_it_is_an_interrupted_error_with_dataloops_message(self):
        stop = ExecutionTerminated(reason="timeout", output=[1])
        self.assertIsInstance(stop, InterruptedError)
        self.assertEqual("Execution received termination signal", str(stop))

    def test_it_crosses_processes_whole(self):
        stop = pickle.loads(pickle.dumps(ExecutionTerminated(reason="timeout", output=[1])))
        self.assertEqual(("timeout", [1]), (stop.reason, stop.output))
        self.assertEqual("Execution received termination signal", str(stop))
