"""What else the client asks, beyond the guide."""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
import unittest

import client
from client import TOKEN, dl, until
from guide import deploy

NAME = "calls"


def setUpModule():
    client.sign_in()
    deploy(NAME, "import curfew as dl")


def service():
    return dl.services.get(service_name=NAME)



class SigningIn(unittest.TestCase):
    def test_the_client_knows_who_it_is(self):
        self.assertEqual("api-key:dtlpy", dl.info()["user_email"])

    def test_by_a_token_a_password_and_the_environment_of_the_machine(self):
        self.addCleanup(client.sign_in)
        dl.logout()
        dl.login_token(TOKEN)
        self.assertEqual("api-key:dtlpy", dl.info()["user_email"])
        dl.logout()
        self.assertTrue(dl.login_m2m(email="whoever@example.org", password=TOKEN))
        self.assertEqual("curfew", dl.projects.get(project_name="curfew").id)
        place = {"url": client.BASE, "alias": "mine", "gate_url": client.ORIGIN, "verify_ssl": "false"}
        program = "import os, dtlpy as dl; dl.setenv('custom'); dl.login_token(os.environ['CURFEW_TOKEN']); "
        program += "print(dl.projects.get(project_name='curfew').id)"
        with tempfile.TemporaryDirectory() as home:
            custom = base64.b64encode(json.dumps(place).encode()).decode()
            env = {**os.environ, "DATALOOP_PATH": home, "DTLPY_CUSTOM_ENV": custom}
            said = subprocess.run([sys.executable, "-c", program], env=env, stdout=subprocess.PIPE, text=True)
        self.assertEqual("curfew", said.stdout.split()[-1])

    def test_a_password_that_is_no_key_is_refused(self):
        self.addCleanup(client.sign_in)
        self.assertFalse(dl.login_m2m(email="whoever@example.org", password="secret", force=True))

    def test_a_token_of_nobody_is_refused(self):
        claims = json.dumps({"exp": time.time() + 3600, "email": "x"}).encode()
        header, _, signature = TOKEN.split(".")
        self.addCleanup(client.sign_in)
        with self.assertRaisesRegex(ValueError, "Invalid API key"):
            dl.login_api_key(f"{header}.{base64.urlsafe_b64encode(claims).decode().rstrip('=')}.{signature}")

    def test_there_is_one_project(self):
        self.assertEqual("curfew", dl.projects.get(project_name="curfew").id)
        self.assertEqual("curfew", service().project.name)
        with self.assertRaises(dl.exceptions.NotFound):
            dl.projects.get(project_name="another")


class Executions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.execution = service().execute(function_name="detect", execution_input={"item": {"name": "a"}}).wait()

    def test_run_again_it_keeps_its_id_and_its_log(self):
        first = service().execute(function_name="detect", execution_input={"item": {"name": "a"}}).wait()
        again = first.rerun()
        self.assertEqual(first.id, again.id)
        ended = first.wait()
        words = [report["status"] for report in ended.status_log]
        self.assertEqual(["created", "in-progress", "success", "rerun", "in-progress", "success"], words)

    def test_a_batch_is_run_again_by_a_filter(self):
        first = service().execute(function_name="detect", execution_input={"item": {"name": "a"}}).wait()
        filters = dl.Filters(resource=dl.FiltersResource.EXECUTION)
        filters.add(field="id", values=[first.id], operator=dl.FiltersOperations.IN)
        command = service().executions.rerun_batch(filters=filters, service_id=service().id)
        self.assertEqual(("success", 1), (command.status, command.spec["count"]))
        until(first.id, lambda one: len(one.status_log) == 6)

    def test_a_batch_starts_one_for_each_item_that_is_named(self):
        filters = dl.Filters(field="id", values=["i1", "i2"], operator=dl.FiltersOperations.IN)
        command = service().execute_batch(filters=filters, function_name="detect")
        self.assertEqual(("success", 2), (command.status, command.spec["count"]))
        found = service().executions.list().all()
        started = [one for one in found if one.input.get("item") in ({"item_id": "i1"}, {"item_id": "i2"})]
        self.assertEqual(2, len(started))

    def test_they_are_found_by_a_part_of_a_text(self):
        filters = dl.Filters(resource=dl.FiltersResource.EXECUTION)
        filters.add(field="functionName", values="ECT_*", operator=dl.FiltersOperations.MATCH)
        names = {execution.function_name for execution in service().executions.list(filters=filters).all()}
        self.assertEqual({"detect_all"}, names)

    def test_sync_gives_the_output_and_streams_the_log(self):
        output = service().execute(function_name="detect_all", execution_input={"items": ["a"]}, sync=True)
        self.assertEqual({"items": 1}, output)

    def test_a_log_is_read_to_its_end(self):
        lines = list(service().log(execution_id=self.execution.id, view=False))
        self.assertIn("[Start] Executing function.", lines[0])
        self.assertIn("[Done] Executing function.", lines[-1])

    def test_the_log_of_the_service_has_it_too(self):
        lines = "\n".join(service().log(view=False))
        self.assertNotIn("[Start]", lines)
        execution = service().execute(function_name="never_ends", execution_input={})
        until(execution.id, lambda one: one.latest_status["status"] == "in-progress")
        execution.terminate()
        execution.wait()
        self.assertIn("begun", "\n".join(service().log(view=False)))

    def test_progress_by_hand_shows_while_it_runs_and_ends_nothing(self):
        execution = service().execute(function_name="never_ends", execution_input={})
        until(execution.id, lambda one: one.latest_status["status"] == "in-progress")
        self.addCleanup(execution.terminate)
        shown = execution.progress_update(status="inProgress", percent_complete=40, message="by hand")
        self.assertEqual(("in-progress", 40), (shown.latest_status["status"], shown.latest_status["percentComplete"]))
        shown = execution.progress_update(status="completed", output={"a": 1})
        self.assertEqual(("in-progress", 100), (shown.latest_status["status"], shown.latest_status["percentComplete"]))
        self.assertIn("when its function returns", shown.latest_status["message"])
        with self.assertRaisesRegex(dl.exceptions.BadRequest, "ends as its code ends"):
            execution.progress_update(status="failed")
        execution.increment()
        self.assertEqual(1, execution.attempts)

    def test_sending_it_back_changes_nothing(self):
        updated = self.execution.update()
        self.assertEqual(self.execution.latest_status, updated.latest_status)

    def test_wait_gives_up_when_it_was_told_to(self):
        execution = service().execute(function_name="never_ends", execution_input={})
        self.addCleanup(execution.terminate)
        with self.assertRaises(TimeoutError):
            dl.executions.wait(execution_id=execution.id, timeout=1)

    def test_lists_are_filtered_and_come_page_by_page(self):
        for _ in range(2):
            service().execute(function_name="detect", execution_input={"item": {"name": "a"}}).wait()
        filters = dl.Filters(resource=dl.FiltersResource.EXECUTION, page_size=2)
        filters.add(field="latestStatus.status", values="success")
        filters.sort_by(field="createdAt")
        pages = service().executions.list(filters=filters)
        ids = [execution.id for execution in pages.all()]
        self.assertEqual(pages.items_count, len(set(ids)))
        self.assertGreaterEqual(len(ids), 3)


class Services(unittest.TestCase):
    def test_paused_it_lets_executions_wait_until_it_is_resumed(self):
        paused = service()
        paused.pause()
        execution = paused.execute(function_name="detect", execution_input={"item": {"name": "a"}})
        self.assertEqual("created", dl.executions.get(execution_id=execution.id).latest_status["status"])
        self.assertFalse(service().active)
        self.assertEqual(1, paused.status()["numMessagesInQueue"])
        paused.resume()
        self.assertEqual("success", execution.wait().latest_status["status"])

    def test_each_change_is_a_revision_and_an_old_copy_may_be_changed_again(self):
        old = service()
        before = len(service().revisions)
        for seconds in (100, 200):
            old.execution_timeout = seconds
            old.update()
        self.assertEqual((200, before + 2), (service().execution_timeout, len(service().revisions)))
        old.update()
        self.assertEqual(before + 2, len(service().revisions))

    def test_an_autoscaler_by_the_queue_is_replicas_that_follow_the_load(self):
        changed = service()
        changed.runtime.autoscaler = dl.KubernetesRabbitmqAutoscaler(
            min_replicas=1, max_replicas=2, queue_length=5, cooldown_period=60
        )
        scaler = changed.update().runtime.autoscaler
        told = (scaler.min_replicas, scaler.max_replicas, scaler.queue_length, scaler.cooldown_period)
        self.assertEqual((1, 2, 5, 60), told)
        changed = service()
        changed.runtime.autoscaler = None
        self.assertIsNone(changed.update().runtime.autoscaler)

    def test_runtime_is_merged(self):
        changed = service()
        changed.runtime.concurrency = 2
        self.assertEqual(2, changed.update().runtime.concurrency)
        changed.runtime.pod_type = dl.InstanceCatalog.GPU_T4_S
        with self.assertRaisesRegex(dl.exceptions.BadRequest, "podType can"):
            changed.update()

    def test_restarted_it_lets_what_runs_end(self):
        execution = service().execute(function_name="detect", execution_input={"item": {"name": "a"}})
        until(execution.id, lambda one: one.latest_status["status"] != "created")
        self.assertTrue(service().restart())
        self.assertEqual("success", execution.wait().latest_status["status"])

    def test_forced_update_cuts_what_runs(self):
        execution = service().execute(function_name="never_ends", execution_input={})
        until(execution.id, lambda one: one.latest_status["status"] == "in-progress")
        changed = service()
        changed.drain_time = 601 if changed.drain_time == 600 else 600
        changed.update(force=True)
        ended = execution.wait()
        self.assertEqual("failed", ended.latest_status["status"])
        self.assertFalse(ended.to_terminate)

    def test_deleted_it_is_gone_and_what_runs_only_by_force(self):
        deploy("calls-to-delete", "import curfew as dl")
        doomed = dl.services.get(service_name="calls-to-delete")
        execution = doomed.execute(function_name="never_ends", execution_input={})
        until(execution.id, lambda one: one.latest_status["status"] == "in-progress")
        with self.assertRaises(dl.exceptions.Conflict):
            doomed.delete()
        self.assertTrue(doomed.delete(force=True))
        with self.assertRaises(dl.exceptions.NotFound):
            dl.services.get(service_name="calls-to-delete")
        self.assertTrue(execution.wait().to_terminate)

    def test_what_has_no_equivalent_says_so(self):
        with self.assertRaisesRegex(dl.exceptions.BadRequest, "leave replica_name out"):
            service().restart(replica_name="one")
        batch = service().execute_batch
        with self.assertRaisesRegex(dl.exceptions.FailedDependency, "no items"):
            batch(filters=dl.Filters(field="dir", values="/none"), function_name="detect")
