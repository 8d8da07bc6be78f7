"""A real host that is the worker of several executions, from the agent's side."""

from __future__ import annotations

import os
import signal
import subprocess

from host_process import HERE, PATIENCE, HostProcess


class SharedHost(HostProcess):
    """A host that is the worker of several executions; read and written as a worker is."""

    def __init__(self, entry=HERE / "services.py"):
        super().__init__(entry, CURFEW_ISOLATION="shared")
        self.pid = self.process.pid
        self.control = self.fd3

    def run(self, function, input=None, id="e1", attempt=1):
        context = {"service": "tests", "revision": 7, "maxAttempts": 3}
        order = {"function": function, "input": input or {}, "deadline": None, "savedState": None, "context": context}
        self.control.send({"type": "run", "id": id, "attempt": attempt, **order})

    def stop(self, id="e1", attempt=1, reason="terminated"):
        self.control.send({"type": "stop", "id": id, "attempt": attempt, "reason": reason, "graceMs": 30_000})

    def _stdout(self):
        self.output = b""
        return subprocess.PIPE

    def read_output_until(self, text):
        """Reads its own stdout, which is no execution's."""
        while text not in self.output:
            data = os.read(self.process.stdout.fileno(), 1 << 16)
            assert data, self.output
            self.output += data

    def close(self):
        super().close()
        self.process.stdout.close()

    def exited(self):
        """As the fork server says it of a worker."""
        code = self.process.wait(PATIENCE)
        how = {"code": code} if code >= 0 else {"signal": signal.Signals(-code).name}
        return {"pid": self.pid, **how}
