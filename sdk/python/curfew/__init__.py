"""Write services that Curfew can watch, stop at checkpoints, time-box and recover; and drive it from anywhere."""

from typing import TYPE_CHECKING, Any

from . import exceptions
from .context import ExecutionContext
from .dataloop import (
    Annotation,
    Assignment,
    BaseModelAdapter,
    Context,
    Dataset,
    Item,
    Model,
    Package,
    Project,
    Task,
)
from .exceptions import PlatformException
from .progress import Progress
from .service_runner import BaseServiceRunner
from .termination import ExecutionTerminated, ExtensionRefused

if TYPE_CHECKING:
    from typing import Callable, Dict, List

    from .client.api_keys import ApiKeys
    from .client.audit import Audit, ReasonTemplates
    from .client.bulks import Bulks
    from .client.executions import Executions
    from .client.services import Services
    from .client.webhooks import Webhooks

    #: Of the Curfew that the environment names, as `curfew.client.Client()` has them.
    api_keys: ApiKeys
    audit: Audit
    reason_templates: ReasonTemplates
    webhooks: Webhooks
    bulks: Bulks
    executions: Executions
    services: Services
    health: Callable[[], Dict[str, Any]]
    runners: Callable[[], List[Dict[str, Any]]]
    session: Callable[[], Dict[str, Any]]

__all__ = [
    "Annotation",
    "Assignment",
    "BaseModelAdapter",
    "BaseServiceRunner",
    "Context",
    "Dataset",
    "ExecutionContext",
    "ExecutionTerminated",
    "ExtensionRefused",
    "Item",
    "Model",
    "Package",
    "PlatformException",
    "Progress",
    "Project",
    "Task",
    "exceptions",
]
__version__ = "0.1.0"


_OF_A_CLIENT = (
    "api_keys",
    "audit",
    "bulks",
    "executions",
    "health",
    "reason_templates",
    "runners",
    "services",
    "session",
    "webhooks",
)


def __getattr__(name: str) -> Any:
    # Only when it is asked for: a worker that starts needs no HTTP, and few name what only Dataloop has.
    if name not in _OF_A_CLIENT:
        from .dataloop_names import dataloop_name

        return dataloop_name(name)
    from .client import Client

    client = Client()
    globals().update({one: getattr(client, one) for one in _OF_A_CLIENT})
    return globals()[name]
