"""Services that say what happens at a stop."""

import subprocess
import threading
import time

from curfew import BaseServiceRunner


class HookedRunner(BaseServiceRunner):
    """Waits for a child process, and ends it when it is asked to stop."""

    def wait(self):
        self.child = subprocess.Popen(["sleep", "3600"])
        self.progress.update(message="waiting")
        self.child.wait()
        self.kill_event()

    def on_terminate(self, reason):
        self.save(f"on_terminate({reason})")
        self.child.terminate()


class SavingRunner(BaseServiceRunner):
    """Says what to save when it is asked to save, then stop; looks for stops in two threads."""

    def walk(self):
        self.calls = 0
        threading.Thread(target=self._pass_checkpoints).start()
        self.progress.update(message="walking")
        self._pass_checkpoints()

    def fail(self):
        self.calls = None
        self.progress.update(message="walking")
        self._pass_checkpoints()

    def _pass_checkpoints(self):
        while True:
            self.kill_event()
            time.sleep(0.001)

    def on_save(self):
        self.calls += 1
        self.kill_event()
        return {"calls": self.calls}


class TimedRunner(HookedRunner):
    def on_timeout(self):
        self.save("on_timeout")
        self.child.terminate()
