"""What can be done with bulks and API keys, as steps."""

from __future__ import annotations

from typing import Any, List, Optional

from .execution_facts import StopMode
from .steps import Ask, Json, Steps, all_rows, asked, given, path


def prepare(kind: str, **about: Any) -> Steps[Json]:
    return asked(Ask("POST", "/bulks", given(kind=kind, **about)))


def start(bulk_id: str, count: int, note: Optional[str], mode: Optional[StopMode]) -> Steps[Json]:
    return asked(Ask("POST", path("bulks", bulk_id, "start"), given(count=count, note=note, mode=mode)))


def stop_now(where: str, note: Optional[str], mode: Optional[StopMode]) -> Steps[Json]:
    return asked(Ask("POST", "/bulks/stop-now", given(where=where, note=note, mode=mode)))


def listed(most: int) -> Steps[List[Json]]:
    return all_rows("bulks", most=most)


def get(bulk_id: str) -> Steps[Json]:
    return asked(Ask("GET", path("bulks", bulk_id)))


def move(bulk_id: str, verb: str) -> Steps[Json]:
    """`pause`, `resume` or `abort`."""
    return asked(Ask("POST", path("bulks", bulk_id, verb), {}))
