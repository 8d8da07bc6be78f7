"""The class that services extend."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, Optional, Type, TypeVar

from .context import ExecutionContext
from .execution import Execution, current_execution, local_execution
from .progress import Progress

Runner = TypeVar("Runner", bound="BaseServiceRunner")


class BaseServiceRunner:
    """A service is a class that extends this one; its public methods are its functions. Each execution gets an
    instance of its own and runs one of them with its input as keyword arguments."""

    _execution: Execution

    def __new__(cls: Type[Runner], *args: Any, **kwargs: Any) -> Runner:
        runner: Runner = super().__new__(cls)
        runner._execution = current_execution.get() or local_execution()
        return runner

    def __getstate__(self) -> Dict[str, Any]:
        # So that `pool.map(self.work, items)` can send it: in the process that receives it, __new__ binds it again.
        return {name: value for name, value in self.__dict__.items() if name != "_execution"}

    def kill_event(self) -> None:
        """A checkpoint: raises ExecutionTerminated when this execution was asked to stop, and again at each later
        call. Works in every thread of the execution and in processes forked from it; costs under a microsecond."""
        execution = self._execution
        execution.passed += 1
        if execution.untimed:
            execution.time_checkpoint()
        if execution.stop_flag[0]:
            execution.meet_at_checkpoint()

    @property
    def progress(self) -> Progress:
        return self._execution.progress

    @property
    def context(self) -> ExecutionContext:
        return self._execution.context

    def extend_timeout(self, seconds: int) -> Optional[datetime]:
        """Gives this execution so many more seconds until its deadline, and returns the new one; None outside Curfew.
        Raises ExtensionRefused beyond the service's `maxExecutionTimeout`, or when it has been asked to stop."""
        return self._execution.extend_timeout(seconds)

    def save(self, state: Any) -> None:
        """Keeps `state`, any JSON value of up to 4 MB, for the next attempt or rerun: it finds it in
        `self.context.saved_state`. A later call replaces it. Raises ValueError when it is no JSON or too large."""
        self._execution.save(state)

    def on_save(self) -> Any:
        """Override it to say what `save(state)` shall keep when somebody asks to save, then stop. It is called at the
        next checkpoint, in the thread that passes it; None keeps nothing. Without an override such a stop is met at the
        first checkpoint after the code's own next `save()`, and at the end of the grace period in any case."""
        return None

    def on_terminate(self, reason: str) -> None:
        """Override it to learn of a stop at once, in a thread of its own, while the function still runs: to close a
        connection or end a child process that the function waits for, so that it comes to its next checkpoint."""

    def on_timeout(self) -> None:
        """The same when the deadline has passed. Without an override it calls `on_terminate("timeout")`."""
        self.on_terminate("timeout")
