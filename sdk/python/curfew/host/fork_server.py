"""Forks a worker for each execution, and says when one is gone."""

from __future__ import annotations

import gc
import inspect
import os
import select
import signal
import socket
import sys
from typing import Any, Dict

from . import kernel, worker
from .line_stream import LineStream
from .service_file import Service


class ForkServer:
    """Single-threaded while it waits, so that a fork copies no lock that another thread holds."""

    def __init__(self, agent: LineStream, service: Service) -> None:
        self._agent = agent
        self._service = service
        #: Nonce by pid.
        self._workers: Dict[int, str] = {}
        self._draining = False
        self._wake_reader, self._wake_writer = socket.socketpair()

    def serve(self) -> None:
        """Returns when the agent said `shutdown` and no worker is left, or when the agent is gone: then it has ended
        all workers."""
        self._listen_for_signals()
        kernel.c_library()
        self._import_asyncio()
        gc.collect()
        gc.freeze()
        self._agent.send({"type": "ready", "functions": self._service.functions})
        poll = select.poll()
        poll.register(self._agent, select.POLLIN)
        poll.register(self._wake_reader, select.POLLIN)
        while not (self._draining and not self._workers):
            for descriptor, _ in poll.poll():
                if descriptor == self._wake_reader.fileno():
                    self._take_signals()
                elif not self._take_messages():
                    self._kill_all()
                    return

    def _import_asyncio(self) -> None:
        """For a service with a coroutine; it takes long, so workers should inherit it."""
        functions = (getattr(self._service.runner_class, name) for name in self._service.functions)
        if any(inspect.iscoroutinefunction(function) for function in functions):
            from . import coroutine  # noqa: F401

    def _listen_for_signals(self) -> None:
        self._wake_reader.setblocking(False)
        self._wake_writer.setblocking(False)
        signal.set_wakeup_fd(self._wake_writer.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, _do_nothing)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def _take_signals(self) -> None:
        try:
            numbers = self._wake_reader.recv(4096)
        except BlockingIOError:
            return
        if signal.SIGTERM in numbers:
            self._kill_all()
            self._draining = True
        self._reap()

    def _take_messages(self) -> bool:
        messages = self._agent.receive()
        for message in messages or []:
            if message["type"] == "fork" and not self._draining:
                self._fork(message)
            elif message["type"] == "shutdown":
                self._draining = True
        return messages is not None

    def _fork(self, order: Dict[str, Any]) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._leave_server()
            worker.run(order, self._service, parent)
        self._workers[pid] = order["nonce"]

    def _leave_server(self) -> None:
        """In the child: what belongs to the server is none of its business."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._agent.close()
        self._wake_reader.close()
        self._wake_writer.close()

    def _reap(self) -> None:
        # Not -1: the service may have started processes of its own while it was loaded.
        for pid in list(self._workers):
            reaped, status = os.waitpid(pid, os.WNOHANG)
            if reaped:
                self._report_exit(pid, status)

    def _report_exit(self, pid: int, status: int) -> None:
        code = os.waitstatus_to_exitcode(status)
        self._agent.send(
            {
                "type": "exited",
                "nonce": self._workers.pop(pid),
                "pid": pid,
                "code": code if code >= 0 else None,
                "signal": _signal_name(-code) if code < 0 else None,
            }
        )

    def _kill_all(self) -> None:
        for pid in self._workers:
            kernel.kill_group(pid)


def _do_nothing(number: int, frame: Any) -> None:
    """Python calls no wake-up for a signal without a handler."""


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"SIG{number}"
