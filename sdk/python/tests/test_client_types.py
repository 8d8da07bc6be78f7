"""What programs do that read the client's annotations while they run."""

from __future__ import annotations

import ast
import inspect
import sys
import typing
import unittest

from host_process import HERE

sys.path.insert(0, str(HERE.parent))

from curfew.client import async_executions, async_services  # noqa: E402
from curfew.client import client as client_module  # noqa: E402
from curfew.client import executions as executions_of  # noqa: E402
from curfew.client import services as services_of  # noqa: E402


class TypesTest(unittest.TestCase):
    def test_every_annotation_can_be_read_while_it_runs(self):
        for module in (executions_of, async_executions, services_of, async_services, client_module):
            for kind in vars(module).values():
                if inspect.isclass(kind) and kind.__module__ == module.__name__:
                    for _, method in inspect.getmembers(kind, inspect.isfunction):
                        typing.get_type_hints(method)

    def test_no_annotation_uses_what_python_3_9_can_not_evaluate(self):
        for file in sorted((HERE.parent / "curfew").rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                for annotation in annotations_of(node):
                    unions = [one for one in ast.walk(annotation) if isinstance(one, ast.BitOr)]
                    self.assertEqual([], unions, f"{file.name}:{annotation.lineno}")


def annotations_of(node):
    """Those of a function or variable; what stands in quotes is parsed."""
    found = [getattr(node, name, None) for name in ("annotation", "returns")]
    for annotation in [one for one in found if isinstance(one, ast.expr)]:
        yield annotation
        for part in ast.walk(annotation):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield ast.copy_location(ast.parse(part.value, mode="eval").body, part)
