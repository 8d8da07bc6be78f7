"""Runs a service function that is a coroutine."""

from __future__ import annotations

import asyncio
from typing import Any, Awaitable, Coroutine, Generator, Optional

from ..execution import Execution


def run_coroutine(function: Coroutine[Any, Any, Any], execution: Execution) -> Any:
    """Its result. SIGTERM raises ExecutionTerminated where the coroutine waits, not CancelledError."""

    async def main() -> Any:
        waiter = _Waiter(execution, function)
        execution.wake = waiter.wake
        try:
            return await waiter
        finally:
            execution.wake = None

    return asyncio.run(main())


class _Waiter:
    """Stands between the event loop and the user's coroutine; made in the task that runs it."""

    def __init__(self, execution: Execution, function: Coroutine[Any, Any, Any]) -> None:
        self._execution = execution
        self._function = function
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._woken = False

    def wake(self, computing: bool = False) -> bool:
        """Ends the wait of the task, unless it met the termination before. False when the task itself computes, so that
        the signal can raise in it; with `computing` the next wait is ended then, for want of a signal."""
        if self._task is None or (asyncio.current_task(self._loop) is self._task and not computing):
            return False
        if self._execution.raised:
            # It may wait because it saves, and nobody can see from here whether it does.
            return True
        self._woken = True
        self._loop.call_soon_threadsafe(self._task.cancel)
        return True

    def __await__(self) -> Generator[Any, Any, Any]:
        """Passes everything through, but the cancellation by `wake` becomes the termination."""
        value: Any = None
        error: Optional[BaseException] = None
        while True:
            try:
                waits_for = self._function.send(value) if error is None else self._function.throw(error)
            except StopIteration as end:
                return end.value
            value, error = None, None
            try:
                value = yield waits_for
            except BaseException as thrown:
                error = self._translate(thrown)

    def _translate(self, thrown: BaseException) -> BaseException:
        if isinstance(thrown, asyncio.CancelledError) and self._woken:
            self._woken = False
            self._execution.meet_stop("SIGTERM")
            return self._execution.termination()
        return thrown
