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
