"""A class written for Dataloop, of which the import line alone was changed."""

from __future__ import annotations

import re
import sys
import tempfile
import unittest
from pathlib import Path

from host_process import HERE, HostProcess

sys.path.insert(0, str(HERE.parent))

import curfew as dl  # noqa: E402

GUIDE = HERE.parent.parent.parent / "e2e" / "dataloop" / "guide.md"

ITEM_AFTER_ITEM = """
class Service(ServiceRunner):
    def detect_all(self, items, progress: dl.Progress, context: dl.Context):
        progress.update(status="in-progress", progress=50, message=context.execution_id)
        for item in items:
            try:
                self.detect(item)
            except InterruptedError as error:
                print(f"saving: {error}")
                raise
"""


class GuideClass(unittest.TestCase):
    """The class of the guide's first code block, as it stands there."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        guide_class = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)[0]
        entry = Path(folder.name) / "service.py"
        entry.write_text(f"import curfew as dl\n\n{guide_class}\n{ITEM_AFTER_ITEM}", encoding="utf-8")
        cls.host = HostProcess(entry=entry, class_name="Service")
        cls.addClassCleanup(cls.host.close)
        cls.functions = cls.host.ready()["functions"]

    def test_its_methods_are_functions(self):
        self.assertEqual(["detect", "detect_all"], self.functions)

    def test_it_runs_to_its_end_with_the_item_as_it_was_given(self):
        worker = self.host.fork().run("detect", {"item": {"item_id": "i1", "dataset_id": "d1"}})
        self.assertEqual("returned", worker.control.until("returned")["type"])

    def test_its_checkpoint_raises_an_interrupted_error_so_that_it_can_save(self):
        worker = self.host.fork().run("detect_all", {"items": ["a"] * 1000})
        progress = worker.control.until("progress")
        self.assertEqual((50, "e1"), (progress["percent"], progress["message"]))
        worker.stop()
        self.assertEqual("checkpoint", worker.control.until("seen")["by"])
        worker.control.until("stopped")
        self.assertIn("saving: Execution received termination signal", worker.texts()[0])


class Names(unittest.TestCase):
    def test_what_curfew_does_not_have_can_be_named_and_not_made(self):
        for name in ("Item", "Dataset", "Annotation", "Project", "Package", "Task", "Assignment", "Model"):
            with self.assertRaisesRegex(TypeError, f"Curfew has no {name}: the class only annotates"):
                getattr(dl, name)("1")

    def test_an_exception_can_be_caught_though_none_is_raised(self):
        self.assertTrue(issubclass(dl.exceptions.NotFound, dl.PlatformException))

    def test_what_is_none_of_dataloops_is_an_error_at_once(self):
        for name in ("BaseServiceRuner", "Itme", "nothing"):
            with self.assertRaisesRegex(AttributeError, f"module 'curfew' has no attribute '{name}'"):
                getattr(dl, name)

    def test_a_word_says_on_use_what_there_is_not(self):
        uses = {
            "datasets.get": lambda: dl.datasets.get(dataset_id="d1"),
            "ExecutionStatus.SUCCESS": lambda: "success" == dl.ExecutionStatus.SUCCESS,
            "FUNCTION_END_LINE": lambda: f"{dl.FUNCTION_END_LINE}",
            "items": lambda: [*dl.items],
        }
        for path, use in uses.items():
            with self.assertRaisesRegex(TypeError, f"Curfew has no {path} of Dataloop's"):
                use()


NAMING = """
from typing import List, Optional

import curfew as dl


@dl.Package.decorators.module(name="detector", description="d", init_inputs={"model": dl.Model})
class Service(dl.BaseServiceRunner):
    def __init__(self, model: Optional[dl.Model] = None):
        self.logger = print

    @dl.Package.decorators.function(
        display_name="Detect", inputs={"item": dl.Item, "size": dl.PackageInputType.INT}, outputs={"found": dl.Annotation}
    )
    def detect(self, item: dl.Item, filters: Optional[dl.Filters] = None, context: dl.Context = None) -> List[dl.Box]:
        try:
            return [item]
        except (dl.exceptions.NotFound, dl.PlatformException):
            raise

    def follow(self, execution: dl.Execution, service: dl.Service, function: dl.PackageFunction) -> dl.Command:
        return dl.Filters(field="name", values=execution)

    def lists(self, filters: "dl.Filters | None" = None):
        return dl.datasets.get(dataset_id="d1")


class Adapter(dl.BaseModelAdapter):
    def predict(self, batch: list, **kwargs):
        self.kill_event()
        return len(batch)

    def train(self, data_path: str):
        return self.model_entity.id
"""


class NamingClass(unittest.TestCase):
    """Whatever a class names in annotations and decorators, it is imported and runs; what it uses of it is told."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.entry = Path(folder.name) / "service.py"
        cls.entry.write_text(NAMING, encoding="utf-8")

    def host(self, class_name):
        host = HostProcess(entry=self.entry, class_name=class_name)
        self.addCleanup(host.close)
        return host, host.ready()["functions"]

    def test_a_decorated_and_annotated_class_runs(self):
        host, functions = self.host("Service")
        self.assertEqual(["detect", "follow", "lists"], functions)
        worker = host.fork().run("detect", {"item": {"item_id": "i1"}})
        self.assertEqual([{"item_id": "i1"}], worker.control.until("returned")["output"])

    def test_what_it_uses_and_curfew_has_not_is_the_error_of_that_execution(self):
        host, _ = self.host("Service")
        for function, given, words in (
            ("follow", {"execution": "e", "service": "s", "function": "f"}, "Curfew has no Filters"),
            ("lists", {}, "Curfew has no datasets.get of Dataloop's"),
        ):
            error = host.fork().run(function, given).control.until("raised")["error"]
            self.assertEqual("TypeError", error["type"])
            self.assertIn(words, error["message"])

    def test_a_model_adapter_is_a_service_without_models(self):
        host, functions = self.host("Adapter")
        self.assertEqual(["predict", "train"], functions)
        self.assertEqual(2, host.fork().run("predict", {"batch": [1, 2]}).control.until("returned")["output"])
        error = host.fork().run("train", {"data_path": "/tmp"}).control.until("raised")["error"]
        self.assertIn("Adapter has no model_entity: Curfew has no models", error["message"])
