"""Every code block of the guide, as it stands there, with Dataloop's own client."""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import unittest

import client
from client import BASE, TOKEN, dl, until
from guide import FOLLOW, ON_RESET, ORIGIN, PLACE, TERMINATE, TIMEOUT, deploy

CURFEW, DTLPY = "guide-with-curfew", "guide-with-dtlpy"


def setUpModule():
    client.sign_in()
    deploy(CURFEW, "import curfew as dl")
    deploy(DTLPY, "import dtlpy as dl", own_python=True)


def follow(execution_id):
    """What the guide's last block prints, and the execution that it leaves."""
    block = FOLLOW.replace("execution_id=''", f"execution_id='{execution_id}'")
    names = {"dl": dl}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(block, names)
    return printed.getvalue(), names["execution"]


def start(service, function, execution_input):
    return dl.services.get(service_name=service).execute(function_name=function, execution_input=execution_input)


class Termination(unittest.TestCase):
    def terminated_at_a_checkpoint(self, service):
        execution = start(service, "detect_all", {"items": ["a"] * 1000})
        until(execution.id, lambda one: one.latest_status["message"].startswith("item"))
        exec(TERMINATE, {"execution": execution})
        printed, ended = follow(execution.id)
        self.assertRegex(printed, r"^Execution is done with status: 'failed', duration: \d+\.\d\d\[s\]\n$")
        self.assertTrue(ended.to_terminate)
        self.assertIn("termination signal", ended.latest_status["message"])
        log = dl.services.get(service_name=service).log(execution_id=ended.id, view=False)
        self.assertIn("saving what is done: Execution received termination signal", "\n".join(log))

    def test_a_checkpoint_raises_under_curfews_import(self):
        self.terminated_at_a_checkpoint(CURFEW)

    def test_a_checkpoint_raises_under_dtlpys_own_import(self):
        self.terminated_at_a_checkpoint(DTLPY)

    def test_an_execution_that_waits_ends_without_running(self):
        service = dl.services.get(service_name=CURFEW)
        service.pause()
        self.addCleanup(service.resume)
        execution = start(CURFEW, "detect", {"item": "a"})
        exec(TERMINATE, {"execution": execution})
        printed, ended = follow(execution.id)
        self.assertIn("status: 'failed', duration: 0.00[s]", printed)
        self.assertEqual(0, ended.attempts)


class Timeout(unittest.TestCase):
    def tearDown(self):
        service = dl.services.get(service_name=CURFEW)
        service.execution_timeout, service.on_reset, service.max_attempts = 3600, "failed", 3
        service.update()

    def test_the_guides_settings_are_kept(self):
        service = dl.services.get(service_name=CURFEW)
        exec(TIMEOUT + ON_RESET, {"service": service})
        changed = dl.services.get(service_name=CURFEW)
        self.assertEqual((60, "rerun"), (changed.execution_timeout, changed.on_reset))
        self.assertNotEqual(service.version, changed.version)

    def timed_out(self, on_reset):
        service = dl.services.get(service_name=CURFEW)
        service.execution_timeout, service.on_reset, service.max_attempts = 1, on_reset, 2
        service.update()
        return start(CURFEW, "never_ends", {}).wait()

    def test_failed_marks_what_a_timeout_has_hit(self):
        ended = self.timed_out("failed")
        self.assertEqual("failed", ended.latest_status["status"])
        self.assertIn("Execution stopped due to runner timeout", ended.latest_status["message"])
        self.assertFalse(ended.to_terminate)

    def test_rerun_retries_it_until_its_attempts_are_used_up(self):
        ended = self.timed_out("rerun")
        words = [report["status"] for report in ended.status_log]
        self.assertEqual(["created", "in-progress", "rerun", "in-progress", "failed"], words)
        self.assertEqual("Execution has reached max attempts", ended.latest_status["message"])
        self.assertEqual(2, ended.attempts)

    def test_a_timeout_that_is_no_natural_number_is_refused_and_changes_nothing(self):
        for wrong in (0, -1, 1.5, "60", None, True):
            service = dl.services.get(service_name=CURFEW)
            service.execution_timeout = wrong
            with self.subTest(wrong), self.assertRaises(dl.exceptions.BadRequest) as refused:
                service.update()
            self.assertIn("executionTimeout must be a whole number", str(refused.exception))
        self.assertEqual(3600, dl.services.get(service_name=CURFEW).execution_timeout)


class Monitoring(unittest.TestCase):
    def done(self, service):
        execution = start(service, "detect", {"item": {"name": "a.jpg"}})
        printed, ended = follow(execution.id)
        self.assertRegex(printed, r"^Execution is done with status: 'success', duration: [1-9]\d*\.\d\d\[s\]\n$")
        self.assertEqual(["created", "in-progress", "success"], [one["status"] for one in ended.status_log])

    def test_it_waits_for_the_end_under_curfews_import(self):
        self.done(CURFEW)

    def test_it_waits_for_the_end_under_dtlpys_own_import(self):
        self.done(DTLPY)

    def test_the_block_as_it_stands_finds_nothing(self):
        with self.assertRaises(dl.exceptions.NotFound):
            exec(FOLLOW, {"dl": dl})

    def test_with_nothing_but_the_import_before_it(self):
        """What the client keeps of an earlier sign-in is all that it needs."""
        execution = start(CURFEW, "detect", {"item": "a"})
        home = PLACE / "another-dataloop"
        home.mkdir()
        signed_in = {"alias": "curfew", "gate_url": ORIGIN, "url": f"{ORIGIN}/", "verify_ssl": False, "token": TOKEN}
        cookie = {"url": BASE, "login_parameters": {BASE: signed_in}}
        (home / "cookie.json").write_text(json.dumps(cookie), encoding="utf-8")
        script = "import dtlpy as dl\n" + re.sub("execution_id=''", f"execution_id='{execution.id}'", FOLLOW)
        run = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "DATALOOP_PATH": str(home)},
            capture_output=True,
            text=True,
        )
        self.assertIn("Execution is done with status: 'success'", run.stdout, run.stderr)
