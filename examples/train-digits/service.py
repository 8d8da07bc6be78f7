"""Trains a network to read handwritten digits; stops between two batches, and goes on from there."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Dict, Optional, Tuple

from curfew import BaseServiceRunner, ExecutionTerminated
from digits import Images, load_digits, with_nudged
from model_file import model_path, read_model, write_model
from training import Settings, Training, after_batch, batches_in_epoch, batches_of, begin, measured, next_epoch

#: Batches between two reports of progress.
REPORT_EVERY = 5


class ServiceRunner(BaseServiceRunner):
    def train(
        self,
        epochs: int = 80,
        learning_rate: float = 0.05,
        batch_size: int = 32,
        hidden_units: int = 64,
        seed: int = 1,
    ) -> Dict[str, Any]:
        original, self._held_out = load_digits()
        data = with_nudged(original)
        print(f"{len(data.images)} images to learn from, {len(self._held_out.images)} held out to measure with")
        settings = Settings(batch_size, hidden_units, seed)
        end = (epochs, batches_in_epoch(settings, data))
        self._training = self._saved_training(settings, end) or begin(settings, len(data.images[0]))
        kept: Dict[str, Any] = {}
        try:
            while (self._training.epoch, self._training.batch) < end:
                kept = self._train_epoch(data, epochs, learning_rate)
        except ExecutionTerminated as stop:
            print(f"Told to stop ({stop.reason}) in epoch {self._training.epoch}, batch {self._training.batch}")
            self._training = measured(self._training, self._held_out)
            stop.output = self._keep()
            raise
        print(f"Done: {kept['accuracy']:.1%} of the held-out images read right")
        return kept

    def _train_epoch(self, data: Images, epochs: int, learning_rate: float) -> Dict[str, Any]:
        began = time.monotonic()
        if self._training.batch == batches_in_epoch(self._training.settings, data):
            self._training = next_epoch(self._training)
        batches = batches_of(self._training, data)
        for numbers in batches[self._training.batch :]:
            self.kill_event()
            self._training = after_batch(self._training, data, numbers, learning_rate)
            if self._training.batch % REPORT_EVERY == 0:
                self._report(epochs, len(batches))
        self._training = done = measured(self._training, self._held_out)
        print(
            f"Epoch {done.epoch} of {epochs}: loss {done.loss:.4f}, accuracy {done.accuracy or 0.0:.1%}, "
            f"{time.monotonic() - began:.1f} s"
        )
        return self._keep()

    def _report(self, epochs: int, batches: int) -> None:
        now = self._training
        metrics = {"epoch": now.epoch, "loss": now.loss}
        if now.accuracy is not None:
            metrics["accuracy"] = now.accuracy
        self.progress.update(
            progress=100 * (now.epoch - 1 + now.batch / batches) / epochs,
            message=f"Epoch {now.epoch} of {epochs}, batch {now.batch} of {batches}",
            metrics=metrics,
        )

    def _keep(self) -> Dict[str, Any]:
        """Writes the model, saves where it is and how far it came, and says the same as output."""
        path = model_path(self.context.execution_id)
        write_model(path, self._training)
        accuracy = self._training.accuracy or 0.0
        kept = {
            "model": str(path),
            "epoch": self._training.epoch,
            "batch": self._training.batch,
            "accuracy": round(accuracy, 4),
        }
        self.save(kept)
        return kept

    def _saved_training(self, settings: Settings, end: Tuple[int, int]) -> Optional[Training]:
        """What an earlier attempt or execution left; None when there is nothing to go on with."""
        saved = self.context.saved_state
        if not saved:
            return None
        try:
            training = read_model(Path(saved["model"]))
        except (OSError, ValueError) as error:
            print(f"Starting anew, the saved model can't be read: {error}")
            return None
        if training.settings != settings:
            print(f"Starting anew, the saved model has other settings: {training.settings}")
            return None
        if (training.epoch, training.batch) >= end:
            print(f"Starting anew, the saved model has had its {training.epoch} epochs")
            return None
        print(
            f"Resuming from epoch {training.epoch}, batch {training.batch}, "
            f"accuracy {training.accuracy or 0.0:.2f}, model {saved['model']}"
        )
        return training
