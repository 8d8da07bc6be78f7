"""A service as Curfew told it last, with its settings to be changed."""

from __future__ import annotations

from typing import Any, Dict, Generic, Mapping, Optional, Type, TypeVar, Union, overload

T = TypeVar("T")


class Setting(Generic[T]):
    """An attribute for a field of `policy` or `placement`: what is set goes along with the next `update()`."""

    def __init__(self, part: str, field: str) -> None:
        self._part = part
        self._field = field

    @overload
    def __get__(self, service: None, owner: Type[Any]) -> "Setting[T]": ...
    @overload
    def __get__(self, service: "ServiceFacts", owner: Type[Any]) -> T: ...
    def __get__(self, service: Optional["ServiceFacts"], owner: Type[Any]) -> "Union[Setting[T], T]":
        if service is None:
            return self
        changed = service.changes.get(self._part, {})
        return changed[self._field] if self._field in changed else service.data[self._part][self._field]  # type: ignore[no-any-return]

    def __set__(self, service: "ServiceFacts", value: T) -> None:
        service.changes.setdefault(self._part, {})[self._field] = value


class ServiceFacts:
    """Times are whole seconds. `data` is all that Curfew answered, as JSON."""

    execution_timeout: Setting[int] = Setting("policy", "executionTimeout")
    max_execution_timeout: Setting[Optional[int]] = Setting("policy", "maxExecutionTimeout")
    #: "failed" or "rerun".
    on_reset: Setting[str] = Setting("policy", "onReset")
    stall_timeout: Setting[Optional[int]] = Setting("policy", "stallTimeout")
    #: "warn" or "stop".
    on_stall: Setting[str] = Setting("policy", "onStall")
    #: MiB.
    memory_limit: Setting[Optional[int]] = Setting("policy", "memoryLimit")
    max_attempts: Setting[int] = Setting("policy", "maxAttempts")
    max_retries: Setting[int] = Setting("policy", "maxRetries")
    retry_wait: Setting[int] = Setting("policy", "retryWait")
    max_retry_wait: Setting[int] = Setting("policy", "maxRetryWait")
    queue_timeout: Setting[Optional[int]] = Setting("policy", "queueTimeout")
    queue_limit: Setting[Optional[int]] = Setting("policy", "queueLimit")
    grace_period: Setting[int] = Setting("policy", "gracePeriod")
    kill_wait: Setting[int] = Setting("policy", "killWait")
    drain_time: Setting[int] = Setting("policy", "drainTime")
    #: "process" or "shared".
    isolation: Setting[str] = Setting("placement", "isolation")
    concurrency: Setting[int] = Setting("placement", "concurrency")
    #: Their number, or the fewest of them where `max_replicas` is not None.
    replicas: Setting[int] = Setting("placement", "replicas")
    #: The most of them, by what runs and waits; None: their number is fixed.
    max_replicas: Setting[Optional[int]] = Setting("placement", "maxReplicas")
    #: How many executions, running or waiting, one replica is wanted for; None: as many as `concurrency`.
    executions_per_replica: Setting[Optional[int]] = Setting("placement", "executionsPerReplica")
    #: With less to do for so long there are fewer of them.
    cooldown: Setting[int] = Setting("placement", "cooldown")

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        #: What was set and not yet sent, by part and field.
        self.changes: Dict[str, Dict[str, Any]] = {}

    @property
    def id(self) -> str:
        return str(self.data["id"])

    @property
    def name(self) -> str:
        return str(self.data["name"])

    @property
    def revision(self) -> int:
        return int(self.data["revision"])

    @property
    def paused(self) -> bool:
        return self.data["pausedAt"] is not None

    @property
    def policy(self) -> Dict[str, Any]:
        """As it is, without what was set and not yet sent."""
        return dict(self.data["policy"])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}, revision {self.revision}>"
