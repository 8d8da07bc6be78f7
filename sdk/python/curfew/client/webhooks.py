"""Addresses that are told what happens. Receivers check what they get by `curfew.client.verify_webhook`."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

from .run import AsyncRun, Run
from .steps import Ask, Json, Steps, asked, given, path


class Webhooks:
    """`client.webhooks`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def list(self) -> "List[Dict[str, Any]]":
        return self._run(_listed())

    def get(self, webhook_id: str) -> Dict[str, Any]:
        return self._run(_get(webhook_id))

    def create(
        self,
        name: str,
        url: str,
        events: Sequence[str],
        services: Optional[Sequence[str]] = None,
        enabled: bool = True,
    ) -> Dict[str, Any]:
        """`{"id", "secret"}`: the secret can't be shown again. `services` of None is all, also those to come."""
        return self._run(_create(name, url, events, services, enabled))

    def update(self, webhook_id: str, **change: Any) -> Dict[str, Any]:
        """Changes `name`, `url`, `events`, `services` (None for all) or `enabled`; what is left out stays."""
        return self._run(_update(webhook_id, change))

    def remove(self, webhook_id: str) -> Dict[str, Any]:
        """Its log goes too."""
        return self._run(asked(Ask("DELETE", path("webhooks", webhook_id))))

    def test(self, webhook_id: str) -> Dict[str, Any]:
        """Sends a test once and now; the answer's `state` is "delivered" when it was answered with 2xx."""
        return self._run(_order(webhook_id, "test"))

    def rotate_secret(self, webhook_id: str) -> Dict[str, Any]:
        """`{"id", "secret", "oldSecretUntil"}`: for a day the secret before signs too."""
        return self._run(_order(webhook_id, "rotate-secret"))

    def deliveries(
        self,
        webhook_id: str,
        state: Optional[str] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> Dict[str, Any]:
        """A page of its log, newest first: `{"rows", "nextCursor"}`."""
        return self._run(_deliveries(webhook_id, state, limit, cursor))

    def redeliver(self, webhook_id: str, delivery_id: str) -> Dict[str, Any]:
        """The same body under the same id, as soon as may be."""
        return self._run(_order(webhook_id, "deliveries", delivery_id, "redeliver"))


class AsyncWebhooks:
    """The same in an event loop."""

    def __init__(self, run: AsyncRun) -> None:
        self._run = run

    async def list(self) -> "List[Dict[str, Any]]":
        return await self._run(_listed())

    async def get(self, webhook_id: str) -> Dict[str, Any]:
        return await self._run(_get(webhook_id))

    async def create(
        self,
        name: str,
        url: str,
        events: Sequence[str],
        services: Optional[Sequence[str]] = None,
        enabled: bool = True,
    ) -> Dict[str, Any]:
        return await self._run(_create(name, url, events, services, enabled))

    async def update(self, webhook_id: str, **change: Any) -> Dict[str, Any]:
        return await self._run(_update(webhook_id, change))

    async def remove(self, webhook_id: str) -> Dict[str, Any]:
        return await self._run(asked(Ask("DELETE", path("webhooks", webhook_id))))

    async def test(self, webhook_id: str) -> Dict[str, Any]:
        return await self._run(_order(webhook_id, "test"))

    async def rotate_secret(self, webhook_id: str) -> Dict[str, Any]:
        return await self._run(_order(webhook_id, "rotate-secret"))

    async def deliveries(
        self,
        webhook_id: str,
        state: Optional[str] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> Dict[str, Any]:
        return await self._run(_deliveries(webhook_id, state, limit, cursor))

    async def redeliver(self, webhook_id: str, delivery_id: str) -> Dict[str, Any]:
        return await self._run(_order(webhook_id, "deliveries", delivery_id, "redeliver"))


def _listed() -> Steps[List[Json]]:
    return list((yield Ask("GET", "/webhooks"))["rows"])


def _get(webhook_id: str) -> Steps[Json]:
    return asked(Ask("GET", path("webhooks", webhook_id)))


def _create(
    name: str, url: str, events: Sequence[str], services: Optional[Sequence[str]], enabled: bool
) -> Steps[Json]:
    body = given(name=name, url=url, events=list(events), services=None if services is None else list(services))
    return asked(Ask("POST", "/webhooks", body if enabled else {**body, "enabled": False}))


def _update(webhook_id: str, change: Json) -> Steps[Json]:
    return asked(Ask("PATCH", path("webhooks", webhook_id), change))


def _order(webhook_id: str, *words: str) -> Steps[Json]:
    return asked(Ask("POST", path("webhooks", webhook_id, *words), {}))


def _deliveries(
    webhook_id: str, state: Optional[str], limit: Optional[int], cursor: Optional[str]
) -> Steps[Json]:
    return asked(Ask("GET", path("webhooks", webhook_id, "deliveries", state=state, limit=limit, cursor=cursor)))
