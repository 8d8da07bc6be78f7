from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from unittest import mock

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent.parent / "sdk" / "python")]

import digits  # noqa: E402
import network  # noqa: E402
import service  # noqa: E402
import training  # noqa: E402
from curfew import ExecutionContext, ExecutionTerminated  # noqa: E402
from model_file import read_model, write_model  # noqa: E402


def few(count):
    images, held_out = digits.load_digits()
    cut = [digits.Images(part.images[:count], part.digits[:count]) for part in (images, held_out)]
    return cut[0], cut[1]


class TheData(unittest.TestCase):
    def test_it_is_all_there_and_the_same_each_time(self):
        images, held_out = digits.load_digits()
        self.assertEqual((1437, 360), (len(images.images), len(held_out.images)))
        self.assertEqual(set(range(10)), set(held_out.digits))
        self.assertTrue(all(len(image) == 64 and 0 <= min(image) <= max(image) <= 1 for image in images.images))
        self.assertEqual((images, held_out), digits.load_digits())

    def test_a_nudged_image_is_the_image_moved_by_one_pixel(self):
        image = [0.0] * 64
        image[3 * 8 + 7] = 1.0
        nudged = digits.with_nudged(digits.Images([image], [4]))
        self.assertEqual([4] * 5, nudged.digits)
        lit = [[place for place, pixel in enumerate(each) if pixel] for each in nudged.images]
        self.assertEqual([[31], [23], [39], [30], []], lit)


class TheNetwork(unittest.TestCase):
    def test_its_gradient_is_the_slope_of_its_loss(self):
        images, _ = few(6)
        weights = network.random_weights(64, 5, seed=3)
        _, gradient = network.gradients(weights, images.images, images.digits)
        for layer, row, column in (("hidden", 2, 20), ("hidden", 4, 43), ("output", 7, 3)):
            losses = []
            for step in (1e-5, -1e-5):
                matrix = [list(each) for each in getattr(weights, layer)]
                matrix[row][column] += step
                moved = weights._replace(**{layer: matrix})
                losses.append(network.gradients(moved, images.images, images.digits)[0])
            slope = (losses[0] - losses[1]) / 2e-5
            self.assertAlmostEqual(slope, getattr(gradient, layer)[row][column], places=7)

    def test_it_learns_to_read_most_digits_in_three_short_epochs(self):
        images, held_out = digits.load_digits()
        state = training.begin(training.Settings(batch_size=32, hidden_units=16, seed=1), 64)
        before = training.measured(state, held_out).accuracy or 0
        for _ in range(3):
            for numbers in training.batches_of(state, images):
                state = training.after_batch(state, images, numbers, 0.1)
            state = training.next_epoch(state)
        self.assertLess(before, 0.3)
        self.assertGreater(training.measured(state, held_out).accuracy or 0, 0.85)

    def test_a_model_comes_back_from_its_file_as_it_was(self):
        images, held_out = few(20)
        state = training.begin(training.Settings(4, 6, 1), 64)
        state = training.measured(training.after_batch(state, images, [1, 2], 0.3), held_out)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "deep", "model.json")
            write_model(path, state)
            self.assertEqual(state, read_model(path))
            self.assertEqual(["model.json"], os.listdir(path.parent))


class StoppableRunner(service.ServiceRunner):
    """Is told to stop at its n-th checkpoint, and finds the state that was saved before."""

    def __init__(self, stop_at=None, saved_state=None):
        self._stop_at = stop_at
        self.states = []
        self._execution.context = replace(
            self.context, execution_id="second" if saved_state else "first", saved_state=saved_state
        )

    def kill_event(self):
        if self._stop_at is not None:
            self._stop_at -= 1
            if self._stop_at == 0:
                raise ExecutionTerminated(reason="timeout")

    def save(self, state):
        self.states.append(json.loads(json.dumps(state)))


class TheService(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.models = Path(folder.name, "models", "train-digits")
        for patch in (
            mock.patch.dict(os.environ, CURFEW_HOME=folder.name),
            mock.patch.object(service, "load_digits", lambda: few(20)),
        ):
            patch.start()
            self.addCleanup(patch.stop)

    def train(self, runner, **settings):
        """Its output, and what it printed. 100 images in batches of 10: 10 checkpoints an epoch."""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            try:
                output = runner.train(**{"epochs": 3, "batch_size": 10, "hidden_units": 6, **settings})
            except ExecutionTerminated as stop:
                output = stop.output
        return output, printed.getvalue()

    def test_a_run_to_its_end_names_its_model(self):
        output, printed = self.train(StoppableRunner())
        self.assertEqual(str(self.models / "first.json"), output["model"])
        self.assertEqual((3, 10), (output["epoch"], output["batch"]))
        self.assertEqual(output["accuracy"], round(read_model(Path(output["model"])).accuracy, 4))
        for epoch in (1, 2, 3):
            self.assertIn(f"Epoch {epoch} of 3: loss ", printed)

    def test_each_epoch_saves_where_the_model_is_and_how_far_it_came(self):
        runner = StoppableRunner()
        output, _ = self.train(runner)
        self.assertEqual([1, 2, 3], [state["epoch"] for state in runner.states])
        self.assertEqual(output, runner.states[-1])

    def test_a_stop_saves_the_model_so_far_and_names_it_in_the_output(self):
        runner = StoppableRunner(stop_at=18)
        output, printed = self.train(runner)
        self.assertEqual((2, 7), (output["epoch"], output["batch"]))
        self.assertEqual(output, runner.states[-1])
        self.assertEqual((2, 7), (read_model(Path(output["model"])).epoch, read_model(Path(output["model"])).batch))
        self.assertIn("Told to stop (timeout) in epoch 2, batch 7", printed)

    def test_a_run_that_was_stopped_and_resumed_equals_one_that_was_not(self):
        whole, _ = self.train(StoppableRunner())
        expected = read_model(Path(whole["model"]))
        stopped, _ = self.train(StoppableRunner(stop_at=18))
        resumed, printed = self.train(StoppableRunner(saved_state=stopped))
        self.assertIn(f"Resuming from epoch 2, batch 7, accuracy {stopped['accuracy']:.2f}", printed)
        self.assertEqual(str(self.models / "second.json"), resumed["model"])
        self.assertEqual(expected, read_model(Path(resumed["model"])))

    def test_a_run_that_was_done_starts_anew_unless_more_epochs_are_asked_for(self):
        whole, _ = self.train(StoppableRunner())
        again, printed = self.train(StoppableRunner(stop_at=1, saved_state=whole))
        self.assertEqual((1, 0), (again["epoch"], again["batch"]))
        self.assertIn("Starting anew, the saved model has had its 3 epochs", printed)
        more, printed = self.train(StoppableRunner(saved_state=whole), epochs=4)
        self.assertEqual((4, 10), (more["epoch"], more["batch"]))
        self.assertIn("Resuming from epoch 3, batch 10", printed)

    def test_other_settings_start_anew(self):
        stopped, _ = self.train(StoppableRunner(stop_at=18))
        output, printed = self.train(StoppableRunner(stop_at=1, saved_state=stopped), hidden_units=7)
        self.assertEqual((1, 0), (output["epoch"], output["batch"]))
        self.assertIn("Starting anew, the saved model has other settings", printed)

    def test_a_model_that_is_gone_or_broken_starts_anew(self):
        stopped, _ = self.train(StoppableRunner(stop_at=18))
        for spoil in (lambda path: path.write_text("{}"), Path.unlink):
            spoil(Path(stopped["model"]))
            output, printed = self.train(StoppableRunner(stop_at=1, saved_state=stopped))
            self.assertEqual((1, 0), (output["epoch"], output["batch"]))
            self.assertIn("Starting anew, the saved model can't be read", printed)

    def test_the_form_offers_the_defaults_of_the_function(self):
        manifest = json.loads((HERE.parent / "curfew.json").read_text(encoding="utf-8"))
        schema = manifest["program"]["functions"]["train"]["inputSchema"]
        offered = {name: each["default"] for name, each in schema["properties"].items()}
        names = service.ServiceRunner.train.__code__.co_varnames[1:6]
        self.assertEqual(dict(zip(names, service.ServiceRunner.train.__defaults__)), offered)
