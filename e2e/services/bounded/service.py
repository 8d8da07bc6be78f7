"""A service that fails, or falls silent."""

import time

from curfew import BaseServiceRunner


class ServiceRunner(BaseServiceRunner):
    def fail(self) -> None:
        raise LookupError("there is no such item")

    def fall_silent(self) -> None:
        self.progress.update(progress=10, message="about to fall silent")
        while True:
            time.sleep(0.2)
