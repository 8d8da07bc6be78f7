"""A worker of several executions (`isolation: shared`): each in a thread of its own, the main thread listens."""

from __future__ import annotations

import faulthandler
import os
import select
import signal
import socket
import sys
import threading
import traceback
from typing import Any, Dict, List, Tuple

from ..context import ExecutionContext
from ..execution import CHECKPOINT_INTERVAL, Execution, current_execution
from ..outbox import Outbox
from ..output import Output
from ..service_runner import BaseServiceRunner
from . import outcome
from .line_stream import LineStream
from .routed_stream import route_streams
from .service_file import Service
from .stacks import threads
from .thread_inheritance import inherit_executions
from .worker import SWITCH_INTERVAL, flush, hear, report_thread_error, take_stop

Key = Tuple[str, int]


def prepare() -> None:
    """Call it before the service is loaded."""
    route_streams()
    inherit_executions()


class SharedWorker:
    def __init__(self, agent: LineStream, service: Service) -> None:
        self._agent = agent
        self._service = service
        self._outbox = Outbox(agent.write)
        #: Changed by the main thread and by the threads of executions that end; each step is one of CPython's own.
        self._running: Dict[Key, Tuple[Execution, BaseServiceRunner]] = {}
        self._shutdown = False
        self._wake_reader, self._wake_writer = socket.socketpair()

    def serve(self) -> None:
        """Never returns: ends the process after a `shutdown` once nothing runs, and its group with the agent's stream."""
        self._listen_for_signals()
        sys.setswitchinterval(SWITCH_INTERVAL)
        threading.excepthook = report_thread_error
        os.register_at_fork(after_in_child=self._leave_forked)
        faulthandler.enable()
        threads.open()
        self._outbox.send({"type": "ready", "functions": self._service.functions})
        try:
            self._listen()
            flush()
            os._exit(0)
        except BaseException:
            # Without its leash a worker must not live on.
            traceback.print_exc()
            os.killpg(0, signal.SIGKILL)

    def _listen(self) -> None:
        poll = select.poll()
        poll.register(self._agent, select.POLLIN)
        poll.register(self._wake_reader, select.POLLIN)
        while not (self._shutdown and not self._running):
            for descriptor, _ in poll.poll(self._milliseconds_to_wait()):
                if descriptor == self._wake_reader.fileno():
                    self._take_wakes()
                else:
                    self._take_messages()
            for execution, _ in list(self._running.values()):
                execution.report_due()

    def _milliseconds_to_wait(self) -> float:
        waits = [execution.seconds_to_wait() for execution, _ in list(self._running.values())]
        return 1000 * min(waits, default=CHECKPOINT_INTERVAL)

    def _listen_for_signals(self) -> None:
        self._wake_reader.setblocking(False)
        self._wake_writer.setblocking(False)
        signal.set_wakeup_fd(self._wake_writer.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGTERM, lambda number, frame: None)

    def _take_wakes(self) -> None:
        numbers = self._wake_reader.recv(4096)
        if signal.SIGTERM in numbers:
            self._shutdown = True
            for execution, runner in list(self._running.values()):
                self._take_sigterm(execution, runner)

    def _take_sigterm(self, execution: Execution, runner: BaseServiceRunner) -> None:
        """Nothing can be raised in the thread of an execution: its checkpoints see it, and a coroutine is woken."""
        execution.asked_by_signal = True
        take_stop(execution, runner, "reset")
        execution.saving.give_up()
        if execution.wake and not execution.over:
            execution.wake(computing=True)

    def _take_messages(self) -> None:
        messages = self._agent.receive()
        if messages is None:
            os.killpg(0, signal.SIGKILL)
        for message in messages or []:
            if message["type"] == "run":
                self._begin(message)
            elif message["type"] == "shutdown":
                self._shutdown = True
            elif message["type"] == "stacks":
                self._outbox.send(threads.report())
            else:
                self._tell(message)

    def _begin(self, order: Dict[str, Any]) -> None:
        execution = Execution(ExecutionContext.from_run_message(order), self._outbox)
        execution.output = Output(
            self._outbox, lambda stream, text: execution.report("log", {"stream": stream, "text": text})
        )
        token = current_execution.set(execution)
        runner = self._service.runner_class.__new__(self._service.runner_class)
        current_execution.reset(token)
        self._running[_key_of(order)] = (execution, runner)
        execution.report("started", {"pid": os.getpid()})
        threading.Thread(target=self._run, args=(execution, runner, order), daemon=True).start()

    def _tell(self, message: Dict[str, Any]) -> None:
        """What is for an attempt that is over, or for another attempt of it, finds nobody."""
        running = self._running.get(_key_of(message))
        if running:
            hear(message, *running)

    def _run(self, execution: Execution, runner: BaseServiceRunner, order: Dict[str, Any]) -> None:
        current_execution.set(execution)
        with threads.listed(execution):
            outcome.run_and_report(execution, runner, self._service, order)
        if execution.forked:
            # The user's code forked, and the copy came back here: it has no say.
            os._exit(0)
        del self._running[_key_of(order)]
        if self._shutdown:
            self._wake_writer.send(b"\0")

    def _leave_forked(self) -> None:
        """In a process that the user's code forked: the worker's streams are none of its business."""
        for execution, _ in list(self._running.values()):
            execution.detach()
        signal.set_wakeup_fd(-1)
        for stream in (self._agent, self._wake_reader, self._wake_writer):
            stream.close()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _key_of(message: Dict[str, Any]) -> Key:
    return message.get("id", ""), message.get("attempt", 0)
