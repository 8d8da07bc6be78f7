"""The package as pip installs it: `python3` is that of an environment that holds nothing else."""

from __future__ import annotations

import asyncio
import importlib.metadata
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import curfew
from curfew.client import AsyncClient, Client

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from host_process import HostProcess  # noqa: E402
from scripted_server import ScriptedServer  # noqa: E402

SERVICE = """
import curfew


class ServiceRunner(curfew.BaseServiceRunner):
    def double(self, number: int) -> int:
        self.kill_event()
        return 2 * number

    def whence(self) -> str:
        return curfew.__file__
"""

PROGRAM = """
import curfew

execution = curfew.executions.get("e1")
words: str = execution.status
for line in execution.logs(follow=True):
    number: int = line.number
"""


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)

    def test_it_is_the_installed_one_whole_and_without_dependencies(self):
        self.assertTrue(curfew.__file__.startswith(sys.prefix), curfew.__file__)
        about = importlib.metadata.distribution("curfew-sdk")
        self.assertEqual((curfew.__version__, None), (about.version, about.requires))
        self.assertEqual(self.sources(), {str(file) for file in about.files if file.parts[0] == "curfew"} - self.made())

    def sources(self):
        package = Path(__file__).parent.parent / "curfew"
        files = [*package.rglob("*.py"), package / "py.typed"]
        return {str(file.relative_to(package.parent)) for file in files}

    def made(self):
        return {str(file) for file in importlib.metadata.files("curfew-sdk") if "__pycache__" in file.parts}

    def test_a_service_class_runs_from_it(self):
        entry = self.folder / "service.py"
        entry.write_text(SERVICE, encoding="utf-8")
        host = HostProcess(entry=entry, PYTHONPATH="")
        self.addCleanup(host.close)
        self.assertEqual(["double", "whence"], host.ready()["functions"])
        self.assertEqual(42, self.output_of(host, "double", {"number": 21}))
        self.assertEqual(curfew.__file__, self.output_of(host, "whence", {}))

    def output_of(self, host, function, given):
        return host.fork().run(function, given).control.until("returned")["output"]

    def test_both_clients_speak_from_it(self):
        answer = {"status": 200, "body": {"id": "e1", "status": "success"}}
        server = ScriptedServer({"GET /executions/e1/wait": [answer]})
        self.addCleanup(server.close)
        self.assertTrue(Client(server.url, "curfew_key").executions.wait("e1").ended)
        self.assertTrue(asyncio.run(AsyncClient(server.url, "curfew_key").executions.wait("e1")).ended)

    def test_programs_that_use_it_are_checked_by_its_types(self):
        self.assertEqual((0, ""), self.checked(PROGRAM))
        code, words = self.checked(PROGRAM.replace("words: str", "words: int"))
        self.assertEqual(1, code)
        self.assertIn('expression has type "str", variable has type "int"', words)

    def checked(self, program):
        file = self.folder / "program.py"
        file.write_text(program, encoding="utf-8")
        asked = [os.environ["CURFEW_TEST_MYPY"], "-m", "mypy", "--strict", "--no-error-summary", str(file)]
        asked += ["--python-executable", sys.executable, "--cache-dir", os.devnull]
        done = subprocess.run(asked, stdout=subprocess.PIPE, text=True, cwd=self.folder)
        return done.returncode, done.stdout


if __name__ == "__main__":
    unittest.main()
