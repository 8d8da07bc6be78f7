"""A service that ignores everything: no checkpoint, SIGTERM ignored, a child in a session of its own."""

import signal
import subprocess
import sys
import time

from curfew import BaseServiceRunner


class ServiceRunner(BaseServiceRunner):
    def run(self, seconds: int = 600) -> dict:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"], start_new_session=True)
        print(f"ignoring everything, child {child.pid} in a session of its own", flush=True)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(0.2)
        return {"seconds": seconds}
