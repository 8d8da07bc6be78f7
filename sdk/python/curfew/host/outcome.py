"""Runs the user's function and says how it ended."""

from __future__ import annotations

import builtins
import inspect
import sys
from typing import Any, Dict, Optional

from ..execution import Execution
from ..json_text import NotJson, TooLarge, to_json
from ..service_runner import BaseServiceRunner
from ..termination import ExecutionTerminated
from .service_file import Service, error_report


def run_and_report(execution: Execution, runner: BaseServiceRunner, service: Service, order: Dict[str, Any]) -> None:
    """Runs the function that `order` (the `run` message) names, and sends how it ended."""
    try:
        _run(execution, runner, service, order)
    except ExecutionTerminated as stop:
        # SIGTERM met the few instructions between the user's code and ours.
        execution.over = True
        _report_failure(execution, stop)


def _run(execution: Execution, runner: BaseServiceRunner, service: Service, order: Dict[str, Any]) -> None:
    try:
        output = _call(execution, runner, service, order)
        execution.over = True
    except BaseException as error:
        execution.over = True
        _report_failure(execution, error)
    else:
        _report_output(execution, output)


def _call(execution: Execution, runner: BaseServiceRunner, service: Service, order: Dict[str, Any]) -> Any:
    name = order["function"]
    if name not in service.functions:
        raise AttributeError(f"the service has no function {name}; it has {', '.join(service.functions)}")
    runner.__init__()  # type: ignore[misc]
    execution.constructed.set()
    function = getattr(runner, name)
    arguments = _arguments(name, inspect.signature(function), order.get("input") or {}, execution)
    result = function(**arguments)
    if inspect.iscoroutine(result):
        from .coroutine import run_coroutine

        return run_coroutine(result, execution)
    return result


def _arguments(
    name: str, signature: inspect.Signature, given: Dict[str, Any], execution: Execution
) -> Dict[str, Any]:
    """The input by name. As under Dataloop, an argument `progress` or `context` that has no input gets the execution's."""
    arguments = dict(given)
    for parameter in signature.parameters.values():
        if parameter.name in ("progress", "context") and parameter.name not in arguments:
            arguments[parameter.name] = getattr(execution, parameter.name)
    _check(name, signature, arguments)
    return arguments


def _check(name: str, signature: inspect.Signature, arguments: Dict[str, Any]) -> None:
    parameters = list(signature.parameters.values())
    named = [p for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    takes = ", ".join(p.name for p in named) or "none"
    missing = [p.name for p in named if p.default is p.empty and p.name not in arguments]
    if missing:
        raise TypeError(f"{name}() needs the input {_listed(missing)}; it takes: {takes}")
    known = {p.name for p in named}
    unexpected = [key for key in arguments if key not in known]
    if unexpected and not any(p.kind is p.VAR_KEYWORD for p in parameters):
        raise TypeError(f"{name}() does not take the input {_listed(unexpected)}; it takes: {takes}")


def _listed(names: "list[str]") -> str:
    return ", ".join(f'"{name}"' for name in names)


def _report_output(execution: Execution, output: Any, type: str = "returned") -> None:
    try:
        data = to_json(output, "output")
    except (NotJson, TooLarge) as error:
        name = "OutputTooLarge" if isinstance(error, TooLarge) else "OutputNotSerializable"
        _report_error(execution, {"type": name, "message": str(error), "stack": ""})
        return
    execution.report_end(type, output=data)


def _report_failure(execution: Execution, error: BaseException) -> None:
    stop = _termination_in(error)
    if stop and execution.stop_reason:
        execution.meet_stop("checkpoint")
        _report_output(execution, stop.output, "stopped")
        return
    report = error_report(error)
    try:
        print(report["stack"], end="", file=sys.stderr)
    except (OSError, ValueError):
        pass
    _report_error(execution, report)


def _report_error(execution: Execution, report: Dict[str, str]) -> None:
    execution.report_end("raised", {"error": report})


def _termination_in(error: BaseException) -> Optional[ExecutionTerminated]:
    """The termination itself, or one out of a group (Python 3.11) that holds nothing else."""
    if isinstance(error, ExecutionTerminated):
        return error
    group = getattr(builtins, "BaseExceptionGroup", None)
    if group is None or not isinstance(error, group):
        return None
    inner = [_termination_in(each) for each in error.exceptions]
    return None if None in inner else max(inner, key=lambda stop: stop is not None and stop.output is not None)
