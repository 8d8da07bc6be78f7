"""Training as a series of states: one after each batch, so that it can stop and go on between any two."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from typing import List, Optional, Sequence

from digits import Images
from network import Weights, gradients, moved, predict, random_weights, zeros_like


@dataclass(frozen=True)
class Settings:
    """What a training run can't change on its way."""

    batch_size: int
    hidden_units: int
    seed: int


@dataclass(frozen=True)
class Training:
    """A model and how far it has come. A batch makes a new one, and never touches the one before."""

    settings: Settings
    weights: Weights
    velocity: Weights
    #: The epoch under way, from 1.
    epoch: int = 1
    #: Batches of it that are done.
    batch: int = 0
    #: Sum of their losses.
    loss_sum: float = 0.0
    #: On the held-out images when it was last measured, 0 to 1; None before.
    accuracy: Optional[float] = None

    @property
    def loss(self) -> float:
        """Mean of the epoch so far."""
        return self.loss_sum / self.batch if self.batch else 0.0


def begin(settings: Settings, inputs: int) -> Training:
    weights = random_weights(inputs, settings.hidden_units, settings.seed)
    return Training(settings, weights, zeros_like(weights))


def batches_in_epoch(settings: Settings, data: Images) -> int:
    return math.ceil(len(data.images) / settings.batch_size)


def batches_of(training: Training, data: Images) -> List[Sequence[int]]:
    """Numbers of the images of each batch in this epoch: the seed and the epoch say which, and nothing else."""
    order = list(range(len(data.images)))
    random.Random(f"epoch {training.settings.seed} {training.epoch}").shuffle(order)
    size = training.settings.batch_size
    return [order[start : start + size] for start in range(0, len(order), size)]


def after_batch(training: Training, data: Images, numbers: Sequence[int], learning_rate: float) -> Training:
    images = [data.images[number] for number in numbers]
    digits = [data.digits[number] for number in numbers]
    loss, gradient = gradients(training.weights, images, digits)
    weights, velocity = moved(training.weights, training.velocity, gradient, learning_rate)
    return replace(
        training,
        weights=weights,
        velocity=velocity,
        batch=training.batch + 1,
        loss_sum=training.loss_sum + loss,
    )


def measured(training: Training, held_out: Images) -> Training:
    """With its accuracy as it is now."""
    seen = predict(training.weights, held_out.images)
    right = sum(one == other for one, other in zip(seen, held_out.digits))
    return replace(training, accuracy=right / len(held_out.digits))


def next_epoch(training: Training) -> Training:
    return replace(training, epoch=training.epoch + 1, batch=0, loss_sum=0.0)
