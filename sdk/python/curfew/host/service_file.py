"""Loads the class of a service from its file."""

from __future__ import annotations

import importlib.util
import os
import sys
import traceback
from dataclasses import dataclass
from types import ModuleType, TracebackType
from typing import Any, Dict, List

from .dataloop_base import adopt, base_of

MAX_TEXT = 65_536
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@dataclass(frozen=True)
class Service:
    #: A class that extends BaseServiceRunner: ours, or dtlpy's that was adopted.
    runner_class: Any
    #: Public methods, in the order of their names.
    functions: List[str]


class LoadFailure(Exception):
    """The service can't be loaded; `report` is the `error` of the `load_failed` message."""

    def __init__(self, report: Dict[str, str]) -> None:
        super().__init__(report["message"])
        self.report = report


def load_service() -> Service:
    """Loads what CURFEW_ENTRY and CURFEW_CLASS name. Raises LoadFailure, whatever went wrong."""
    try:
        module = _import_file(os.environ["CURFEW_ENTRY"])
        return _find_service(module, os.environ.get("CURFEW_CLASS", "ServiceRunner"))
    except BaseException as error:
        traceback.print_exc()
        raise LoadFailure(error_report(error)) from None


def error_report(error: BaseException) -> Dict[str, str]:
    """The `error` of a message: type, message and stack, without the frames of the host."""
    trace = error.__traceback__
    while trace is not None and _is_ours(trace):
        trace = trace.tb_next
    stack = "".join(traceback.format_exception(type(error), error, trace or error.__traceback__))
    return {"type": type(error).__name__, "message": _message(error)[:MAX_TEXT], "stack": stack[-MAX_TEXT:]}


def _import_file(path: str) -> ModuleType:
    folder, file = os.path.split(os.path.abspath(path))
    name = os.path.splitext(file)[0]
    if name in sys.modules:
        name = f"curfew_service_{name}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is not a Python file")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _find_service(module: ModuleType, class_name: str) -> Service:
    found: Any = getattr(module, class_name, None)
    if not isinstance(found, type):
        raise ImportError(f"{module.__file__} has no class {class_name}")
    base = base_of(found)
    if base is None:
        raise ImportError(f"class {class_name} must extend BaseServiceRunner, curfew's or dtlpy's")
    adopt(base)
    ours = set(dir(base))
    names = [name for name in dir(found) if not name.startswith("_") and name not in ours]
    functions = [name for name in names if callable(getattr(found, name))]
    if not functions:
        raise ImportError(f"class {class_name} has no public method")
    return Service(found, functions)


def _is_ours(trace: TracebackType) -> bool:
    file = trace.tb_frame.f_code.co_filename
    return file.startswith(_PACKAGE + os.sep) or file.startswith("<frozen importlib")


def _message(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return f"the code called sys.exit({'' if error.code is None else error.code})"
    try:
        return str(error)
    except Exception:
        return "(its text can't be made)"
