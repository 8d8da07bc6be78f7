"""A forked worker: one execution from `run` to its end."""

from __future__ import annotations

import faulthandler
import os
import random
import select
import signal
import socket
import sys
import threading
import traceback
from typing import Any, Dict, List, NoReturn

from ..context import ExecutionContext
from ..execution import Execution, current_execution
from ..outbox import Outbox
from ..service_runner import BaseServiceRunner
from ..termination import ExecutionTerminated
from . import kernel, outcome
from .line_stream import LineStream
from .service_file import Service
from .stacks import threads

#: Longest time, in seconds, that a thread computing in Python keeps the listening thread from hearing a stop.
SWITCH_INTERVAL = 0.001


def run(order: Dict[str, Any], service: Service, parent: int) -> NoReturn:
    """Runs in the forked child and never returns to the server. `order` is the `fork` message."""
    code = 1
    try:
        control = _become_worker(order, parent)
        _work(control, service)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        flush()
        os._exit(code)


def _become_worker(order: Dict[str, Any], parent: int) -> LineStream:
    os.setsid()
    kernel.die_with_parent(parent)
    kernel.enter_group(order.get("group"))
    kernel.name_process(f"cf-{order['nonce'][:12]}")
    os.environ["CURFEW_WORKER"] = order["nonce"]
    control = _connect(order, "control")
    for channel, descriptor in (("stdout", 1), ("stderr", 2)):
        with _connect(order, channel) as stream:
            os.dup2(stream.fileno(), descriptor)
    _reseed()
    faulthandler.enable()
    threads.open()
    return LineStream(control)


def _connect(order: Dict[str, Any], channel: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(order["socket"])
    hello = {"type": "hello", "nonce": order["nonce"], "channel": channel, "pid": os.getpid()}
    LineStream(connection).send(hello)
    return connection


def _reseed() -> None:
    """Else each worker would draw the same numbers as its siblings."""
    random.seed()
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random:
        numpy_random.seed()
    torch = sys.modules.get("torch")
    if torch:
        torch.seed()


def _work(control: LineStream, service: Service) -> None:
    messages: List[Dict[str, Any]] = []
    while not messages or messages[0]["type"] != "run":
        messages = messages[1:] or _receive(control)
    order, *rest = messages
    # For what its code starts: programs, and through them other executions.
    os.environ.update(CURFEW_EXECUTION_ID=order["id"], CURFEW_ATTEMPT=str(order["attempt"]))
    execution = Execution(ExecutionContext.from_run_message(order), Outbox(control.write))
    current_execution.set(execution)
    _attend_forks(execution, control)
    runner = service.runner_class.__new__(service.runner_class)
    listener = threading.Thread(target=_listen, args=(control, execution, runner, rest), daemon=True)
    sys.setswitchinterval(SWITCH_INTERVAL)
    threading.excepthook = report_thread_error
    execution.report("started", {"pid": os.getpid()})
    listener.start()
    signal.signal(signal.SIGTERM, lambda number, frame: execution.on_sigterm())
    outcome.run_and_report(execution, runner, service, order)
    if execution.forked:
        # The user's code forked, and the copy came back here: it has no say.
        os._exit(0)


def _receive(control: LineStream) -> List[Dict[str, Any]]:
    """Waits for messages. The end of the stream is the leash."""
    messages = control.receive()
    if messages is None:
        os.killpg(0, signal.SIGKILL)
    return messages or []


def _listen(
    control: LineStream, execution: Execution, runner: BaseServiceRunner, messages: List[Dict[str, Any]]
) -> None:
    """The listening thread: takes stops, is the leash, and sends reports that were held back."""
    poll = select.poll()
    poll.register(control, select.POLLIN)
    try:
        while True:
            for message in messages:
                if message["type"] == "stacks":
                    execution.outbox.send(threads.report())
                elif _is_for(message, execution):
                    hear(message, execution, runner)
            messages = _receive(control) if poll.poll(execution.seconds_to_wait() * 1000) else []
            execution.report_due()
    except BaseException:
        # Without its leash a worker must not live on.
        traceback.print_exc()
        os.killpg(0, signal.SIGKILL)


def hear(message: Dict[str, Any], execution: Execution, runner: BaseServiceRunner) -> None:
    """What the agent says to one execution; what it is not known to say is ignored."""
    if message["type"] == "stop":
        take_stop(execution, runner, message["reason"], bool(message.get("saveFirst")))
    elif message["type"] == "withdraw":
        execution.withdraw_stop()
    elif message["type"] == "deadline":
        execution.move_deadline(message)


def _is_for(message: Dict[str, Any], execution: Execution) -> bool:
    context = execution.context
    return bool(message.get("id") == context.execution_id and message.get("attempt") == context.attempt)


def take_stop(execution: Execution, runner: BaseServiceRunner, reason: str, save_first: bool = False) -> None:
    """Makes checkpoints raise, and calls the service's hook once its instance is whole. With `save_first` both come
    once the state is saved; dtlpy's class can save none."""

    def start_hook() -> None:
        if _has_hook(runner, reason):
            threading.Thread(target=_call_hook, args=(execution, runner, reason), daemon=True).start()

    save_first = save_first and isinstance(runner, BaseServiceRunner)
    if save_first:
        execution.saving.on_save = runner.on_save if _overrides(runner, "on_save") else None
        execution.saving.on_over = start_hook
    if execution.request_stop(reason, save_first) and not save_first:
        start_hook()


def _has_hook(runner: BaseServiceRunner, reason: str) -> bool:
    if not isinstance(runner, BaseServiceRunner):
        # It extends dtlpy's class, which has no hooks.
        return False
    names = ("on_terminate", "on_timeout") if reason == "timeout" else ("on_terminate",)
    return any(_overrides(runner, name) for name in names)


def _overrides(runner: BaseServiceRunner, name: str) -> bool:
    return getattr(type(runner), name) is not getattr(BaseServiceRunner, name)


def _call_hook(execution: Execution, runner: BaseServiceRunner, reason: str) -> None:
    execution.constructed.wait()
    if not execution.meet_stop("signal"):
        return
    if reason == "timeout":
        runner.on_timeout()
    else:
        runner.on_terminate(reason)


#: Python 3.9 has no other name for it.
_python_hook = threading.excepthook


def report_thread_error(error: threading.ExceptHookArgs) -> None:
    """A thread that ends at its checkpoint did what it was asked to."""
    if not issubclass(error.exc_type, ExecutionTerminated):
        _python_hook(error)


def _attend_forks(execution: Execution, control: LineStream) -> None:
    def in_forked_process() -> None:
        execution.detach()
        control.close()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)

    os.register_at_fork(after_in_child=in_forked_process)


def flush() -> None:
    """What was printed and is still held in this process leaves it."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            pass
    kernel.flush_c_streams()
