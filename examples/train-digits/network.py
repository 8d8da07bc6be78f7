"""A neural network with one hidden layer, in plain Python: matrices are lists of rows."""

from __future__ import annotations

import math
import random
from operator import mul
from typing import Callable, List, NamedTuple, Sequence, Tuple

Vector = List[float]
Matrix = List[Vector]

DIGITS = 10


class Weights(NamedTuple):
    """What the network knows. Also used for gradients and velocities, which have the same shape."""

    hidden: Matrix  # a row for each hidden unit
    hidden_bias: Vector
    output: Matrix  # a row for each digit
    output_bias: Vector


def random_weights(inputs: int, hidden_units: int, seed: int) -> Weights:
    draw = random.Random(f"weights {seed}")

    def layer(rows: int, columns: int) -> Matrix:
        return [[draw.gauss(0, 1 / math.sqrt(columns)) for _ in range(columns)] for _ in range(rows)]

    return Weights(
        layer(hidden_units, inputs), [0.0] * hidden_units, layer(DIGITS, hidden_units), [0.0] * DIGITS
    )


def zeros_like(weights: Weights) -> Weights:
    return _combine(weights, weights, lambda one, other: 0.0)


def predict(weights: Weights, images: Matrix) -> List[int]:
    """The digit that the network sees in each image."""
    _, probabilities = _forward(weights, images)
    return [row.index(max(row)) for row in probabilities]


def gradients(weights: Weights, images: Matrix, digits: Sequence[int]) -> Tuple[float, Weights]:
    """The mean loss of the batch (cross entropy), and how it changes with each weight."""
    hidden, probabilities = _forward(weights, images)
    count = len(images)
    loss = -sum(math.log(max(row[digit], 1e-12)) for row, digit in zip(probabilities, digits)) / count

    output_error = [
        [(probability - (digit == index)) / count for index, probability in enumerate(row)]
        for row, digit in zip(probabilities, digits)
    ]
    passed_back = _product(output_error, _transposed(weights.output))
    hidden_error = [
        [error * (1 - unit * unit) for error, unit in zip(errors, units)]
        for errors, units in zip(passed_back, hidden)
    ]
    hidden_columns, output_columns = _transposed(hidden_error), _transposed(output_error)
    return loss, Weights(
        _product(hidden_columns, _transposed(images)),
        [sum(column) for column in hidden_columns],
        _product(output_columns, _transposed(hidden)),
        [sum(column) for column in output_columns],
    )


def moved(weights: Weights, velocity: Weights, gradient: Weights, rate: float) -> Tuple[Weights, Weights]:
    """Weights and velocity after one step against the gradient, with momentum. The given ones stay as they are."""
    velocity = _combine(velocity, gradient, lambda speed, slope: 0.9 * speed - rate * slope)
    return _combine(weights, velocity, lambda weight, speed: weight + speed), velocity


def _forward(weights: Weights, images: Matrix) -> Tuple[Matrix, Matrix]:
    """What the hidden units and the outputs say to each image."""
    hidden = [
        [math.tanh(total + bias) for total, bias in zip(row, weights.hidden_bias)]
        for row in _product(images, weights.hidden)
    ]
    return hidden, [_softmax(row, weights.output_bias) for row in _product(hidden, weights.output)]


def _softmax(totals: Vector, biases: Vector) -> Vector:
    values = [total + bias for total, bias in zip(totals, biases)]
    highest = max(values)
    powers = [math.exp(value - highest) for value in values]
    whole = sum(powers)
    return [power / whole for power in powers]


def _product(left: Matrix, right: Matrix) -> Matrix:
    """Each row of `left` with each row of `right`: the matrix product with `right` transposed."""
    return [[sum(map(mul, one, other)) for other in right] for one in left]


def _transposed(matrix: Matrix) -> Matrix:
    return [list(column) for column in zip(*matrix)]


def _combine(one: Weights, other: Weights, merge: Callable[[float, float], float]) -> Weights:
    def vectors(a: Vector, b: Vector) -> Vector:
        return list(map(merge, a, b))

    return Weights(
        list(map(vectors, one.hidden, other.hidden)),
        vectors(one.hidden_bias, other.hidden_bias),
        list(map(vectors, one.output, other.output)),
        vectors(one.output_bias, other.output_bias),
    )
