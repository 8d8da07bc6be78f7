"""Starts, follows and stops executions from anywhere, over Curfew's REST API."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from .address import find_address
from .api_keys import ApiKeys, AsyncApiKeys
from .async_executions import AsyncExecutions
from .async_services import AsyncServices
from .audit import AsyncAudit, AsyncReasonTemplates, Audit, ReasonTemplates
from .bulks import AsyncBulks, Bulks
from .executions import Executions
from .run import AsyncRun, Run
from .services import Services
from .steps import Ask, Json, Steps, all_rows, asked, path
from .webhooks import AsyncWebhooks, Webhooks


class Client:
    """`url` and `token` come from CURFEW_URL and CURFEW_TOKEN, or from CURFEW_HOME on Curfew's own host, when left out.
    It holds no connection: it may be shared by threads, and need not be closed."""

    def __init__(self, url: Optional[str] = None, token: Optional[str] = None) -> None:
        self._run = Run(find_address(url, token))
        self.executions = Executions(self._run)
        self.services = Services(self._run, self.executions)
        self.bulks = Bulks(self._run)
        self.api_keys = ApiKeys(self._run)
        self.webhooks = Webhooks(self._run)
        self.audit = Audit(self._run)
        self.reason_templates = ReasonTemplates(self._run)

    def runners(self) -> List[Dict[str, Any]]:
        return self._run(_runners())

    def drain_runner(self, runner_id: str) -> Dict[str, Any]:
        """Lets it take nothing new: `{"id", "host", "drainingAt"}`. `undrain_runner` takes that back."""
        return self._run(_move_runner(runner_id, "drain"))

    def undrain_runner(self, runner_id: str) -> Dict[str, Any]:
        return self._run(_move_runner(runner_id, "undrain"))

    def runner_loss(self, runner_id: str) -> Dict[str, Any]:
        """What would happen if its host went away now: `{"rerun", "failed", "terminating", "lostMs", …}`."""
        return self._run(_runner_loss(runner_id))

    def session(self) -> Dict[str, Any]:
        """Who the key belongs to: `{"kind", "actor"}`."""
        return self._run(_session())

    def health(self) -> Dict[str, Any]:
        """Whether work can be done: `{"status": "ok" | "unhealthy", …}`."""
        return self._run(_health())


class AsyncClient:
    """The same in an event loop: `await AsyncClient().executions.get(…)`."""

    def __init__(self, url: Optional[str] = None, token: Optional[str] = None) -> None:
        self._run = AsyncRun(find_address(url, token))
        self.executions = AsyncExecutions(self._run)
        self.services = AsyncServices(self._run, self.executions)
        self.bulks = AsyncBulks(self._run)
        self.api_keys = AsyncApiKeys(self._run)
        self.webhooks = AsyncWebhooks(self._run)
        self.audit = AsyncAudit(self._run)
        self.reason_templates = AsyncReasonTemplates(self._run)

    async def runners(self) -> List[Dict[str, Any]]:
        return await self._run(_runners())

    async def drain_runner(self, runner_id: str) -> Dict[str, Any]:
        return await self._run(_move_runner(runner_id, "drain"))

    async def undrain_runner(self, runner_id: str) -> Dict[str, Any]:
        return await self._run(_move_runner(runner_id, "undrain"))

    async def runner_loss(self, runner_id: str) -> Dict[str, Any]:
        return await self._run(_runner_loss(runner_id))

    async def session(self) -> Dict[str, Any]:
        return await self._run(_session())

    async def health(self) -> Dict[str, Any]:
        return await self._run(_health())


def _runners() -> Steps[List[Dict[str, Any]]]:
    return all_rows("runners")


def _move_runner(runner_id: str, move: str) -> Steps[Json]:
    return asked(Ask("POST", path("runners", runner_id, move)))


def _runner_loss(runner_id: str) -> Steps[Json]:
    return asked(Ask("GET", path("runners", runner_id, "loss")))


def _session() -> Steps[Json]:
    return asked(Ask("GET", "/session"))


def _health() -> Steps[Dict[str, Any]]:
    return dict((yield Ask("GET", "/health", good=(503,))))
