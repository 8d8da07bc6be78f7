"""Write services that Curfew can watch, stop at checkpoints, time-box and recover."""

from .context import ExecutionContext
from .progress import Progress
from .service_runner import BaseServiceRunner
from .termination import ExecutionTerminated, ExtensionRefused

__all__ = ["BaseServiceRunner", "ExecutionContext", "ExecutionTerminated", "ExtensionRefused", "Progress"]
__version__ = "0.1.0"
