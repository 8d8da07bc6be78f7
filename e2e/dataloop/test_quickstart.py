"""docs/quickstart-dtlpy.md, block after block."""

import contextlib
import io
import re
import unittest

import client  # noqa: F401 - the client's cookies go to the tests' own folder
from guide import ORIGIN, ROOT, register


class Quickstart(unittest.TestCase):
    def test_its_blocks_run_one_after_the_other(self):
        register(ROOT / "examples" / "train-digits" / "curfew.json")
        text = (ROOT / "docs" / "quickstart-dtlpy.md").read_text(encoding="utf-8")
        blocks = re.findall(r"```python\n(.*?)```", text, re.S)
        names = {}
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            for block in blocks:
                exec(block.replace("http://127.0.0.1:3000", ORIGIN), names)
        # The client draws a bar of its pages between the lines.
        first, second, rest = printed.getvalue().split("\n", 2)
        self.assertRegex(first, r"^success in \d+\.\d s: \{")
        self.assertRegex(second, "^failed True Execution received termination signal$")
        self.assertEqual(["failed", "success"], re.findall(r"[0-9a-f-]{36} (\w+)\n", rest))
        service = names["service"]
        self.assertEqual((900, "rerun", 2), (service.execution_timeout, service.on_reset, service.max_attempts))
