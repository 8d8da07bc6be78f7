"""What people and programs did, and the reasons that they choose from."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

from .run import AsyncRun, Run
from .steps import Ask, Json, Steps, asked, path


class Audit:
    """`client.audit`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def list(
        self,
        actor: Optional[str] = None,
        action: Optional[str] = None,
        subject_type: Optional[str] = None,
        subject_id: Optional[str] = None,
        since: Any = None,
        until: Any = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> Dict[str, Any]:
        """A page, newest first: `{"rows", "nextCursor"}`. `since` and `until` are datetimes with a zone."""
        return self._run(_audit(actor, action, subject_type, subject_id, since, until, limit, cursor))


class AsyncAudit:
    """The same in an event loop."""

    def __init__(self, run: AsyncRun) -> None:
        self._run = run

    async def list(
        self,
        actor: Optional[str] = None,
        action: Optional[str] = None,
        subject_type: Optional[str] = None,
        subject_id: Optional[str] = None,
        since: Any = None,
        until: Any = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> Dict[str, Any]:
        return await self._run(_audit(actor, action, subject_type, subject_id, since, until, limit, cursor))


class ReasonTemplates:
    """`client.reason_templates`: reasons that people choose from when they ask something to stop."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def list(self) -> "List[str]":
        return self._run(_reasons())

    def save(self, texts: Sequence[str]) -> "List[str]":
        """Puts these in the place of what was there."""
        return self._run(_save(texts))


class AsyncReasonTemplates:
    """The same in an event loop."""

    def __init__(self, run: AsyncRun) -> None:
        self._run = run

    async def list(self) -> "List[str]":
        return await self._run(_reasons())

    async def save(self, texts: Sequence[str]) -> "List[str]":
        return await self._run(_save(texts))


def _audit(
    actor: Optional[str],
    action: Optional[str],
    subject_type: Optional[str],
    subject_id: Optional[str],
    since: Any,
    until: Any,
    limit: Optional[int],
    cursor: Optional[str],
) -> Steps[Json]:
    times = {"from": since, "to": until}
    subject = {"subjectType": subject_type, "subjectId": subject_id}
    return asked(Ask("GET", path("audit", actor=actor, action=action, limit=limit, cursor=cursor, **subject, **times)))


def _reasons() -> Steps[List[str]]:
    return list((yield Ask("GET", "/reason-templates"))["texts"])


def _save(texts: Sequence[str]) -> Steps[List[str]]:
    return list((yield Ask("PATCH", "/reason-templates", {"texts": list(texts)}))["texts"])
