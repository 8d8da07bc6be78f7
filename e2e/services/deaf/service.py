"""A service that passes no checkpoint and ignores SIGTERM, and whose stop waits for long."""

import signal
import time

from curfew import BaseServiceRunner


class ServiceRunner(BaseServiceRunner):
    def run(self) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        self.progress.update(message="at work")
        while True:
            time.sleep(0.2)
