"""What a service may say at a stop: `on_terminate`, `on_timeout` and `on_save`."""

import unittest

from host_process import HERE, HostProcess


class ByHook(unittest.TestCase):
    def test_a_hook_can_end_what_the_function_waits_for(self):
        host = HostProcess(HERE / "hooked_services.py", "HookedRunner")
        self.addCleanup(host.close)
        self.assertEqual(["wait"], host.ready()["functions"])
        worker = host.fork().run("wait")
        worker.control.until("progress")
        worker.stop()
        self.assertEqual("signal", worker.control.until("seen")["by"])
        self.assertEqual("stopped", worker.control.until("stopped")["type"])


    def test_a_timeout_has_a_hook_of_its_own_and_else_goes_to_the_one_for_all_stops(self):
        for class_name, called in (("TimedRunner", "on_timeout"), ("HookedRunner", "on_terminate(timeout)")):
            with self.subTest(class_name):
                host = HostProcess(HERE / "hooked_services.py", class_name)
                self.addCleanup(host.close)
                self.assertEqual(["wait"], host.ready()["functions"])
                worker = host.fork().run("wait")
                worker.control.until("progress")
                worker.stop("timeout")
                self.assertEqual("signal", worker.control.until("seen")["by"])
                self.assertEqual(called, worker.control.until("saved")["state"])
                worker.control.until("stopped")


class BySaveHook(unittest.TestCase):
    def setUp(self):
        self.host = HostProcess(HERE / "hooked_services.py", "SavingRunner")
        self.addCleanup(self.host.close)
        self.assertEqual(["fail", "walk"], self.host.ready()["functions"])

    def test_it_is_called_once_at_a_checkpoint_and_what_it_gives_is_kept_before_the_stop(self):
        worker = self.host.fork().run("walk")
        worker.control.until("progress")
        worker.stop(save_first=True)
        self.assertEqual("checkpoint", worker.control.until("seen")["by"])
        self.assertEqual({"calls": 1}, worker.control.until("saved")["state"])
        self.assertEqual("stopped", worker.control.until("stopped")["type"])

    def test_its_fault_is_printed_and_the_stop_goes_on(self):
        worker = self.host.fork().run("fail")
        worker.control.until("progress")
        worker.stop(save_first=True)
        self.assertEqual("stopped", worker.control.until("stopped")["type"])
        self.assertIn("TypeError", worker.texts()[1])

    def test_a_stop_that_asks_for_no_save_does_not_call_it(self):
        worker = self.host.fork().run("walk")
        worker.control.until("progress")
        worker.stop()
        self.assertEqual("stopped", worker.control.until("stopped")["type"])


if __name__ == "__main__":
    unittest.main()
