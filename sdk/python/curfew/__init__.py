"""Write services that Curfew can watch, stop at checkpoints, time-box and recover; and drive it from anywhere."""

from typing import TYPE_CHECKING, Any

from .context import ExecutionContext
from .dataloop import Annotation, Assignment, Context, Dataset, Item, Model, Package, Project, Task
from .progress import Progress
from .service_runner import BaseServiceRunner
from .termination import ExecutionTerminated, ExtensionRefused

if TYPE_CHECKING:
    from .client.executions import Executions
    from .client.services import Services

    #: Executions of the Curfew that the environment names, as `curfew.client.Client()` has them.
    executions: Executions
    services: Services

__all__ = [
    "Annotation",
    "Assignment",
    "BaseServiceRunner",
    "Context",
    "Dataset",
    "ExecutionContext",
    "ExecutionTerminated",
    "ExtensionRefused",
    "Item",
    "Model",
    "Package",
    "Progress",
    "Project",
    "Task",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # Only when it is asked for: a worker that starts needs no HTTP.
    if name not in ("executions", "services"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .client import Client

    client = Client()
    globals().update(executions=client.executions, services=client.services)
    return globals()[name]
