"""Service classes that extend dtlpy's BaseServiceRunner, unchanged.

dtlpy leaves its checkpoint to whoever runs the service: there it knows a request to stop by the thread that it is meant for, in
one list for all classes, so that a late request can end an innocent execution that got the same thread. Here its
`kill_event()` is Curfew's: the request belongs to one execution and one attempt."""

from __future__ import annotations

import sys
from typing import Any, Optional

from ..execution import current_execution, local_execution
from ..service_runner import BaseServiceRunner


def base_of(runner_class: type) -> Optional[type]:
    """The class that makes it a service: ours, or dtlpy's once its file has imported that; None when it extends neither."""
    if issubclass(runner_class, BaseServiceRunner):
        return BaseServiceRunner
    dataloop = getattr(sys.modules.get("dtlpy"), "BaseServiceRunner", None)
    return dataloop if isinstance(dataloop, type) and issubclass(runner_class, dataloop) else None


def adopt(base: Any) -> None:
    """Makes instances of dtlpy's base belong to the execution that they are made in. Nothing for ours."""
    if base is BaseServiceRunner:
        return
    base.__new__ = _make
    base.__getstate__ = BaseServiceRunner.__getstate__
    base.kill_event = BaseServiceRunner.kill_event


def _make(cls: Any, *args: Any, **kwargs: Any) -> Any:
    runner = object.__new__(cls)
    runner._execution = current_execution.get() or local_execution()
    return runner
