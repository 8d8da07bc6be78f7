"""Threads that an execution starts belong to it: what they print is its, and so are the service instances they make.

A thread gets the execution of the thread that starts it; a task of a ThreadPoolExecutor that of the thread that submits it,
so that a pool may serve several executions. A thread made by `_thread` or by C code, and the workers of a
`multiprocessing.pool.ThreadPool` that an earlier execution made, are not told apart."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Callable, Optional

from ..execution import Execution, current_execution
from .stacks import threads


def inherit_executions() -> None:
    """Call it once, before the service is loaded."""
    _wrap_thread_start()
    _wrap_submit()


def _wrap_thread_start() -> None:
    start = threading.Thread.start

    def start_within(self: threading.Thread) -> None:
        execution = current_execution.get()
        if execution is not None and "run" not in vars(self):
            _run_within(self, execution)
        start(self)

    threading.Thread.start = start_within  # type: ignore[method-assign]


def _run_within(thread: threading.Thread, execution: Execution) -> None:
    def run() -> None:
        # A new thread has a context of its own, so that this ends with it.
        current_execution.set(execution)
        del vars(thread)["run"]
        with threads.listed(execution):
            thread.run()

    thread.run = run  # type: ignore[method-assign]


def _wrap_submit() -> None:
    submit = ThreadPoolExecutor.submit

    def submit_within(
        self: ThreadPoolExecutor, function: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> "Future[Any]":
        return submit(self, _Task(current_execution.get(), function), *args, **kwargs)

    ThreadPoolExecutor.submit = submit_within  # type: ignore[method-assign,assignment]


class _Task:
    """Runs in the pool's thread, which goes back to whom it belonged."""

    def __init__(self, execution: Optional[Execution], function: Callable[..., Any]) -> None:
        self._execution = execution
        self._function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        token = current_execution.set(self._execution)
        try:
            if self._execution is None:
                return self._function(*args, **kwargs)
            with threads.listed(self._execution):
                return self._function(*args, **kwargs)
        finally:
            current_execution.reset(token)
