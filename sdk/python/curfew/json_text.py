"""JSON as it crosses the wire: strict, UTF-8, of bounded size."""

from __future__ import annotations

import json
import math
from typing import Any, Iterator, Mapping

MAX_BYTES = 4_194_304


class NotJson(ValueError):
    """The value has no JSON form; the message names the place."""


class TooLarge(ValueError):
    """The value's JSON is over MAX_BYTES."""


def to_json(value: Any, name: str) -> bytes:
    """The JSON of `value`. `name` is what messages call it, e.g. "output". Raises NotJson or TooLarge."""
    try:
        text = json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise NotJson(_first_fault(value, name) or f"{name} is not JSON: {error}") from None
    data = _encode(text)
    if len(data) > MAX_BYTES:
        raise TooLarge(f"{name} is {len(data):,} bytes of JSON; the limit is {MAX_BYTES:,}")
    return data


def message_line(fields: Mapping[str, Any], **encoded: bytes) -> bytes:
    """One line of the protocol: `fields`, known to be JSON, and what `to_json` made already."""
    line = _encode(json.dumps(fields, allow_nan=False, ensure_ascii=False, separators=(",", ":")))
    for name, data in encoded.items():
        line = b'%s,"%s":%s}' % (line[:-1], name.encode("ascii"), data)
    return line + b"\n"


def _encode(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8, but it has an escape.
        return json.dumps(json.loads(text), separators=(",", ":")).encode("ascii")


def _first_fault(value: Any, name: str) -> str:
    """Says where the first value without a JSON form is; empty when there is none to name."""
    try:
        return next(_faults(value, name), "")
    except RecursionError:
        return f"{name} is nested too deeply, or holds itself"


def _faults(value: Any, path: str) -> Iterator[str]:
    if value is None or isinstance(value, (str, int)):
        return
    if isinstance(value, float):
        if not math.isfinite(value):
            yield f"{path} is {value}, which JSON does not have"
    elif isinstance(value, dict):
        for key, item in value.items():
            if key is not None and not isinstance(key, (str, int, float)):
                yield f"{path} has a key of type {type(key).__name__}; JSON keys are text"
            yield from _faults(item, f"{path}.{key}")
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _faults(item, f"{path}[{index}]")
    else:
        kind = type(value)
        yield f"{path} is a {kind.__module__}.{kind.__qualname__}, which JSON does not have"

