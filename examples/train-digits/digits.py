"""The data: images of handwritten digits; `data/DATA.md` says where they are from."""

from __future__ import annotations

import csv
import gzip
import random
from pathlib import Path
from typing import List, NamedTuple, Tuple

SIDE = 8
#: 64 brightnesses, row by row, 0 to 1.
Image = List[float]

_FILE = Path(__file__).parent / "data" / "digits.csv.gz"
_HELD_OUT = 360


class Images(NamedTuple):
    images: List[Image]
    digits: List[int]


def load_digits() -> Tuple[Images, Images]:
    """1,437 images to learn from and 360 to measure with: the same ones each time."""
    with gzip.open(_FILE, "rt", encoding="ascii", newline="") as file:
        rows = [[float(value) for value in row] for row in csv.reader(file)]
    random.Random("digits").shuffle(rows)
    images = Images([[pixel / 16 for pixel in row[:-1]] for row in rows], [int(row[-1]) for row in rows])
    training = Images(images.images[_HELD_OUT:], images.digits[_HELD_OUT:])
    held_out = Images(images.images[:_HELD_OUT], images.digits[:_HELD_OUT])
    return training, held_out


def with_nudged(original: Images) -> Images:
    """Each image, and it again moved by one pixel up, down, left and right: a digit is the same wherever it stands."""
    images, digits = list(original.images), list(original.digits)
    for move in (_up, _down, _left, _right):
        images += map(move, original.images)
        digits += original.digits
    return Images(images, digits)


def _up(image: Image) -> Image:
    return image[SIDE:] + [0.0] * SIDE


def _down(image: Image) -> Image:
    return [0.0] * SIDE + image[:-SIDE]


def _left(image: Image) -> Image:
    return [pixel for row in _rows(image) for pixel in (*row[1:], 0.0)]


def _right(image: Image) -> Image:
    return [pixel for row in _rows(image) for pixel in (0.0, *row[:-1])]


def _rows(image: Image) -> List[Image]:
    return [image[start : start + SIDE] for start in range(0, len(image), SIDE)]
