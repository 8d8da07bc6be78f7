"""Work that tells a journal when it lives, so that two lives of one execution can be seen to overlap."""

import os
import signal
import subprocess
import time

from curfew import BaseServiceRunner

JOURNAL = os.environ["CHAOS_JOURNAL"]
STRAY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stray.sh")


class ServiceRunner(BaseServiceRunner):
    def work(self, seconds: float, manner: str) -> dict:
        """`manner`: `heeds` passes checkpoints, `deaf` passes none and ignores SIGTERM, `raises` ends with an error,
        `strays` leaves a process behind and heeds."""
        if manner == "deaf" and hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        self._note("begin")
        if manner == "strays":
            attempt = str(self.context.attempt)
            subprocess.run(["sh", STRAY, self._journal(), attempt, os.environ["CHAOS_STRAYS"]], check=True)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(0.02)
            self._note("beat")
            if manner != "deaf":
                self.kill_event()
        if manner == "raises":
            raise ValueError("this one always fails")
        self._note("end")
        return {"attempt": self.context.attempt}

    def _journal(self) -> str:
        return os.path.join(JOURNAL, self.context.execution_id)

    def _note(self, what: str) -> None:
        line = f"{self.context.attempt} {what} {time.monotonic_ns()} {os.getpid()}\n"
        with open(self._journal(), "a", encoding="ascii") as journal:
            journal.write(line)
