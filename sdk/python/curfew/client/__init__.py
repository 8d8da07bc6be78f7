"""Starts, follows and stops executions from anywhere. Services do not import it: see `curfew.BaseServiceRunner`."""

from .async_executions import AsyncExecution
from .async_services import AsyncService
from .client import AsyncClient, Client
from .errors import ApiError, Conflict, CurfewError, NotFound, Unreachable, WaitTimeout
from .execution_facts import LogLine
from .executions import Execution
from .services import Service
from .verify_webhook import WebhookNotVerified, verify_webhook

__all__ = [
    "ApiError",
    "AsyncClient",
    "AsyncExecution",
    "AsyncService",
    "Client",
    "Conflict",
    "CurfewError",
    "Execution",
    "LogLine",
    "NotFound",
    "Service",
    "Unreachable",
    "WaitTimeout",
    "WebhookNotVerified",
    "verify_webhook",
]
