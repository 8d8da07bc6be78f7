"""Executions that share one worker: one that works with checkpoints, and one that ignores everything."""

import time

from curfew import BaseServiceRunner


class ServiceRunner(BaseServiceRunner):
    def work(self, seconds: int = 600) -> dict:
        print("working", flush=True)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.progress.update(message="working")
            time.sleep(0.05)
            self.kill_event()
        return {"seconds": seconds}

    def ignore(self) -> None:
        print("ignoring", flush=True)
        self.progress.update(message="ignoring", progress=1)
        while True:
            time.sleep(0.2)
