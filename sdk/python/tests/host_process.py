"""The agent's side of the protocol, for tests: a real host on a real socket pair."""

from __future__ import annotations

import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).parent
#: Seconds until a test gives up on a message that does not come.
PATIENCE = 20


class Lines:
    """JSON lines of one connection, read with a bound on the wait."""

    def __init__(self, connection):
        self.connection = connection
        self._unread = b""

    def send(self, message):
        self.connection.sendall(json.dumps(message).encode() + b"\n")

    def next(self):
        """The next message; None at the end of the stream."""
        end = time.monotonic() + PATIENCE
        while b"\n" not in self._unread:
            if not select.select([self.connection], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError("no message came")
            try:
                data = self.connection.recv(1 << 20)
            except ConnectionError:
                data = b""
            if not data:
                return None
            self._unread += data
        line, _, self._unread = self._unread.partition(b"\n")
        return json.loads(line)

    def put_back(self, message):
        self._unread = json.dumps(message).encode() + b"\n" + self._unread

    def rest(self):
        messages = []
        while True:
            message = self.next()
            if message is None:
                return messages
            messages.append(message)

    def until(self, type):
        """The next message of that type; others are passed over."""
        while True:
            message = self.next()
            if message is None:
                raise AssertionError(f"the stream ended before {type}")
            if message["type"] == type:
                return message

    def close(self):
        self.connection.close()


class Worker:
    """One forked worker: its control stream, and its log as it grows."""

    def __init__(self, streams, nonce):
        self.pid = streams["control"][1]
        self.nonce = nonce
        self.control = streams["control"][0]
        self.log = {"stdout": b"", "stderr": b""}
        self._streams = [streams["stdout"][0], streams["stderr"][0]]
        self._readers = [
            threading.Thread(target=self._read, args=(name, streams[name][0])) for name in ("stdout", "stderr")
        ]
        for reader in self._readers:
            reader.start()

    def run(self, function, input=None, id="e1", attempt=1, saved_state=None):
        self.control.send(
            {
                "type": "run",
                "id": id,
                "attempt": attempt,
                "function": function,
                "input": input or {},
                "deadline": "2030-01-02T03:04:05.678Z",
                "savedState": saved_state,
                "context": {"service": "tests", "revision": 7, "maxAttempts": 3},
            }
        )
        return self

    def stop(self, reason="terminated", id="e1", attempt=1, save_first=False):
        asked = {"reason": reason, "graceMs": 30_000, "saveFirst": save_first}
        self.control.send({"type": "stop", "id": id, "attempt": attempt, **asked})

    def texts(self):
        """stdout and stderr, whole: waits until the worker is gone."""
        for reader in self._readers:
            reader.join(PATIENCE)
        return self.log["stdout"].decode(), self.log["stderr"].decode()

    def close(self):
        for stream in [self.control, *self._streams]:
            stream.close()

    def _read(self, name, stream):
        self.log[name] += stream._unread
        while True:
            try:
                data = stream.connection.recv(1 << 16)
            except OSError:
                return
            if not data:
                return
            self.log[name] += data


class HostProcess:
    """`python3 -m curfew.host` and the socket its workers connect to."""

    def __init__(self, entry=HERE / "services.py", class_name="ServiceRunner", **env):
        self.folder = tempfile.mkdtemp()
        self.socket_path = os.path.join(self.folder, "workers.sock")
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(self.socket_path)
        self._listener.listen(64)
        self._listener.settimeout(PATIENCE)
        ours, theirs = socket.socketpair()
        self.fd3 = Lines(ours)
        self.errors = tempfile.TemporaryFile()
        self.process = self._start(theirs, {"CURFEW_ENTRY": str(entry), "CURFEW_CLASS": class_name, **env})
        theirs.close()
        self.workers = []

    def _start(self, theirs, env):
        # The socket has to be descriptor 3, which pass_fds can't do, nor a shell from descriptor 10 on.
        number = theirs.fileno()
        place = f"import os, sys; os.dup2({number}, 3); {number} == 3 or os.close({number}); "
        place += "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
        return subprocess.Popen(
            [sys.executable, "-S", "-c", place, "-m", "curfew.host"],
            env={**os.environ, "PYTHONPATH": str(HERE.parent), **env},
            pass_fds=[number],
            stdin=subprocess.DEVNULL,
            stdout=self._stdout(),
            stderr=self.errors,
            start_new_session=True,
        )

    def _stdout(self):
        return None

    def ready(self):
        message = self.fd3.next()
        assert message and message["type"] == "ready", message
        return message

    def fork(self, nonce=None):
        nonce = nonce or os.urandom(8).hex()
        self.fd3.send({"type": "fork", "socket": self.socket_path, "nonce": nonce})
        streams = {}
        while len(streams) < 3:
            connection, _ = self._listener.accept()
            lines = Lines(connection)
            hello = lines.next()
            assert hello["nonce"] == nonce, hello
            streams[hello["channel"]] = (lines, hello["pid"])
        worker = Worker(streams, nonce)
        self.workers.append(worker)
        return worker

    def error_text(self):
        self.errors.seek(0)
        return self.errors.read().decode()

    def close(self):
        self.fd3.close()
        self.process.wait(PATIENCE)
        for worker in self.workers:
            worker.texts()
            worker.close()
        self._listener.close()
        self.errors.close()
        shutil.rmtree(self.folder)


def process_state(pid):
    """The state letter of /proc; None when there is no such process. "Z" is dead, and waits for its parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return None


def wait_until(condition, what):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not in {PATIENCE} s: {what}")
        time.sleep(0.005)


def is_gone(pid):
    return process_state(pid) in (None, "Z")
