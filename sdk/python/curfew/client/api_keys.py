"""The keys that programs prove themselves with: for REST, for this client, and as the token of Dataloop's."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from .run import AsyncRun, Run
from .steps import Ask, Json, Steps, all_rows, asked, given, path


class ApiKeys:
    """`client.api_keys`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def list(self) -> "List[Dict[str, Any]]":
        """All there ever were, newest first."""
        return self._run(_listed())

    def create(self, name: str, days: Optional[int] = None) -> Dict[str, Any]:
        """`{"id", "name", "expiresAt", "key"}`: the key can't be shown again."""
        return self._run(_create(name, days))

    def revoke(self, key_id: str) -> Dict[str, Any]:
        """It opens nothing from then on."""
        return self._run(_revoke(key_id))


class AsyncApiKeys:
    """The same in an event loop."""

    def __init__(self, run: AsyncRun) -> None:
        self._run = run

    async def list(self) -> "List[Dict[str, Any]]":
        return await self._run(_listed())

    async def create(self, name: str, days: Optional[int] = None) -> Dict[str, Any]:
        return await self._run(_create(name, days))

    async def revoke(self, key_id: str) -> Dict[str, Any]:
        return await self._run(_revoke(key_id))


def _listed() -> Steps[List[Json]]:
    return all_rows("api-keys")


def _create(name: str, days: Optional[int]) -> Steps[Json]:
    return asked(Ask("POST", "/api-keys", given(name=name, days=days)))


def _revoke(key_id: str) -> Steps[Json]:
    return asked(Ask("POST", path("api-keys", key_id, "revoke"), {}))
