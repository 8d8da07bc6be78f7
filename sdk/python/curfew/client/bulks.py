"""One thing done to many executions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, List, Mapping, Optional, Sequence

from . import bulk_steps as steps
from .execution_facts import StopMode
from .execution_steps import deadline_move
from .run import AsyncRun, Run


class Bulks:
    """`client.bulks`. What is answered is told as Curfew tells it, as JSON."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def prepare(
        self,
        kind: str,
        *,
        ids: Optional[Sequence[str]] = None,
        where: Optional[str] = None,
        mode: Optional[StopMode] = None,
        in_seconds: Optional[int] = None,
        by_seconds: Optional[int] = None,
        at: Optional[datetime] = None,
        set: Optional[Mapping[str, str]] = None,
        remove: Optional[Sequence[str]] = None,
    ) -> Dict[str, Any]:
        """Finds out whom it is about, either `ids` or all that fit `where`: exactly these, and nobody who comes later. `kind`
        is "terminate" (whose `mode` says how what runs is stopped), "rerun", "extend" (with `in_seconds`, `by_seconds`, or
        `at`, a time that has a zone) or "label" (with `set` and `remove`). Nothing is done to them until it is started:
        `{"id", "kind", "total", "reached", "workers", "sample"}`. Of the `total` it would leave all but `reached` alone, as
        they are now."""
        move = deadline_move(in_seconds, by_seconds, at)
        about = dict(ids=ids, where=where, mode=mode, set=set, remove=remove, **move)
        return self._run(steps.prepare(kind, **about))

    def start(
        self, bulk_id: str, count: int, note: Optional[str] = None, *, mode: Optional[StopMode] = None
    ) -> Dict[str, Any]:
        """Begins one that was prepared; `count` is its `total`. `mode` goes with "terminate"; left out, it is as prepared."""
        return self._run(steps.start(bulk_id, count, note, mode))

    def stop_now(
        self, where: str, note: Optional[str] = None, *, mode: Optional[StopMode] = None
    ) -> Dict[str, Any]:
        """Terminates all that fits, without counting first; an empty filter is everything."""
        return self._run(steps.stop_now(where, note, mode))

    def list(self, most: int = 50) -> "List[Dict[str, Any]]":
        """The newest, `most` of them."""
        return self._run(steps.listed(most))

    def get(self, bulk_id: str) -> Dict[str, Any]:
        return self._run(steps.get(bulk_id))

    def pause(self, bulk_id: str) -> Dict[str, Any]:
        return self._run(steps.move(bulk_id, "pause"))

    def resume(self, bulk_id: str) -> Dict[str, Any]:
        return self._run(steps.move(bulk_id, "resume"))

    def abort(self, bulk_id: str) -> Dict[str, Any]:
        """Leaves alone whom it has not reached."""
        return self._run(steps.move(bulk_id, "abort"))


class AsyncBulks:
    """The same in an event loop."""

    def __init__(self, run: AsyncRun) -> None:
        self._run = run

    async def prepare(
        self,
        kind: str,
        *,
        ids: Optional[Sequence[str]] = None,
        where: Optional[str] = None,
        mode: Optional[StopMode] = None,
        in_seconds: Optional[int] = None,
        by_seconds: Optional[int] = None,
        at: Optional[datetime] = None,
        set: Optional[Mapping[str, str]] = None,
        remove: Optional[Sequence[str]] = None,
    ) -> Dict[str, Any]:
        move = deadline_move(in_seconds, by_seconds, at)
        about = dict(ids=ids, where=where, mode=mode, set=set, remove=remove, **move)
        return await self._run(steps.prepare(kind, **about))

    async def start(
        self, bulk_id: str, count: int, note: Optional[str] = None, *, mode: Optional[StopMode] = None
    ) -> Dict[str, Any]:
        return await self._run(steps.start(bulk_id, count, note, mode))

    async def stop_now(
        self, where: str, note: Optional[str] = None, *, mode: Optional[StopMode] = None
    ) -> Dict[str, Any]:
        return await self._run(steps.stop_now(where, note, mode))

    async def list(self, most: int = 50) -> "List[Dict[str, Any]]":
        return await self._run(steps.listed(most))

    async def get(self, bulk_id: str) -> Dict[str, Any]:
        return await self._run(steps.get(bulk_id))

    async def pause(self, bulk_id: str) -> Dict[str, Any]:
        return await self._run(steps.move(bulk_id, "pause"))

    async def resume(self, bulk_id: str) -> Dict[str, Any]:
        return await self._run(steps.move(bulk_id, "resume"))

    async def abort(self, bulk_id: str) -> Dict[str, Any]:
        return await self._run(steps.move(bulk_id, "abort"))
