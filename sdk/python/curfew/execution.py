"""One running attempt, as its worker sees it."""

from __future__ import annotations

import mmap
import os
import sys
import threading
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

from .context import ExecutionContext, parse_time
from .extensions import Extensions
from .json_text import to_json
from .outbox import Outbox
from .output import Output
from .progress import INTERVAL, Progress
from .save_first import SaveFirst
from .termination import STOP_REASONS, ExecutionTerminated

#: What a service instance made now belongs to: set by the host, and inherited by processes forked from a worker.
current_execution: "ContextVar[Optional[Execution]]" = ContextVar("current_execution", default=None)

#: Seconds between two reports of passed checkpoints at least.
CHECKPOINT_INTERVAL = 1.0


class Execution:
    """State and reports of one attempt. `kill_event` uses `passed`, `untimed` and `stop_flag` directly."""

    def __init__(self, context: ExecutionContext, outbox: Outbox) -> None:
        self.context = context
        self.outbox = outbox
        self.progress = Progress(self.outbox, self._report_progress)
        #: Checkpoints passed so far.
        self.passed = 0
        #: True when the next checkpoint shall say when it was: one in each report, since a clock costs more than all.
        self.untimed = True
        #: [0]: 0 while nobody asked to stop, else 1 + the index of the reason. [1]: 1 once some process met the stop,
        #: which then can't be withdrawn. [2]: 1 while the stop waits for a save. Processes forked from the worker share
        #: all three.
        self.stop_flag = mmap.mmap(-1, 3)
        self.saving = SaveFirst(self.stop_flag)
        #: Set once the service instance is whole, so that its hook may be called.
        self.constructed = threading.Event()
        #: Set around a coroutine: makes its event loop throw the termination into it.
        self.wake: Optional[Callable[..., bool]] = None
        #: True once a termination was raised.
        self.raised = False
        #: True once the user's function was left; nothing interrupts the rest.
        self.over = False
        #: Takes what is printed where one worker runs several executions; None where the worker's own streams do.
        self.output: Optional[Output] = None
        #: What it asks its agent for; None where there is none.
        self.extensions: Optional[Extensions] = Extensions(self.report)
        #: True once SIGTERM asked for the stop that code meets at its checkpoints.
        self.asked_by_signal = False
        self._stop_arrived = threading.Event()
        self._seen = False
        self._forked = False
        self._started_at = self._reported_at = monotonic()
        #: Count and time of the first checkpoint since the last report, and of that before.
        self._timed: Optional[Tuple[int, float]] = None
        self._timed_before: Optional[Tuple[int, float]] = None

    @property
    def stop_reason(self) -> Optional[str]:
        number = self.stop_flag[0]
        return STOP_REASONS[number - 1] if number else None

    def report(self, type: str, fields: Optional[Dict[str, Any]] = None, **encoded: bytes) -> None:
        if not self._forked:
            named = {"type": type, "id": self.context.execution_id, "attempt": self.context.attempt}
            self.outbox.send({**named, **(fields or {})}, **encoded)

    def request_stop(self, reason: str, save_first: bool = False) -> bool:
        """The first reason wins. False when it was known already."""
        if self.stop_flag[0] or reason not in STOP_REASONS:
            return False
        self.saving.wanted = save_first
        self.stop_flag[0] = 1 + STOP_REASONS.index(reason)
        self._stop_arrived.set()
        return True

    def withdraw_stop(self) -> None:
        """Forgets the stop and says so, unless user code met it."""
        with self.outbox:
            asked = self.stop_flag[0]
            self.stop_flag[0] = self.stop_flag[2] = 0
            # A forked process marks before it looks again: either it finds 0, or its mark is found here.
            if self.stop_flag[1]:
                self.stop_flag[0] = asked
                return
            self._stop_arrived.clear()
            self.report("withdrawn")

    def meet_stop(self, by: str) -> bool:
        """Says once to the agent that user code met the stop. False when it was withdrawn in this very moment."""
        with self.outbox:
            if self._seen:
                return True
            met_before = self.stop_flag[1]
            self.stop_flag[1] = 1
            if not self.stop_flag[0]:
                self.stop_flag[1] = met_before
                return False
            if not self._forked:
                self._seen = True
                self.report("seen", {"by": "SIGTERM" if self.asked_by_signal else by})
            return True

    def meet_at_checkpoint(self) -> None:
        if self.saving.wanted and not self._save_first():
            return
        if self.meet_stop("checkpoint"):
            raise self.termination()

    def _save_first(self) -> bool:
        """False when the code shall go on until it has saved by itself."""
        return not self._forked and self.saving.ask_service(lambda: self.meet_stop("checkpoint"), self.save)

    def termination(self) -> ExecutionTerminated:
        """What is raised in code that met the stop."""
        self.raised = True
        return ExecutionTerminated(reason=self.stop_reason or "reset")

    def extend_timeout(self, seconds: int) -> Optional[datetime]:
        if self._forked:
            raise RuntimeError("extend_timeout() works in the execution's own process, not in one forked from it")
        return self.extensions.ask(seconds) if self.extensions else None

    def move_deadline(self, message: Mapping[str, Any]) -> None:
        """The agent says when the deadline is, by itself or as an answer."""
        self.context = replace(self.context, deadline=parse_time(message["deadline"]))
        if self.extensions:
            self.extensions.answer(message)

    def save(self, state: Any) -> None:
        if self._forked:
            raise RuntimeError("save() works in the execution's own process, not in one forked from it")
        data = to_json(state, "state")
        self.progress.flush()
        self.report("saved", state=data)
        self.saving.note_saved()

    def report_end(self, type: str, fields: Optional[Dict[str, Any]] = None, **encoded: bytes) -> None:
        """The last word: what was held back goes before it, and nothing of this execution comes after."""
        with self.outbox:
            self.progress.flush()
            if self.output:
                self.output.close()
            self.report(type, fields, **encoded)

    def on_sigterm(self) -> None:
        """In the main thread, between two instructions of the user's code."""
        self.outbox.interrupt(self._interrupt)

    def _interrupt(self) -> None:
        if self.over or _handles_termination(sys.exc_info()[1]):
            return
        if not self.stop_flag[0]:
            # With a grace period of 0 the signal may overtake the message that says why.
            self._stop_arrived.wait(0.1)
        self.request_stop("reset")
        self.saving.give_up()
        if self.wake and self.wake():
            return
        self.meet_stop("SIGTERM")
        raise self.termination()

    def time_checkpoint(self) -> None:
        self.untimed = False
        self._timed = (self.passed, monotonic())

    def report_due(self) -> None:
        """Sends what is held back for its rate and may go now; called by the thread that listens to the agent."""
        self.progress.send_due()
        now = monotonic()
        if self._timed is None or now - self._reported_at < CHECKPOINT_INTERVAL:
            return
        interval = self._mean_interval(self._timed, now)
        self._timed_before, self._timed, self._reported_at = self._timed, None, now
        self.untimed = True
        self.report("checkpoint", {"count": self.passed, "intervalMs": round(interval * 1000, 3)})

    def _mean_interval(self, timed: Tuple[int, float], now: float) -> float:
        """Seconds between the recent checkpoints."""
        count, at = timed
        if self._timed_before:
            count_before, at_before = self._timed_before
            return (at - at_before) / (count - count_before)
        later = self.passed - count
        return (now - at) / later if later else at - self._started_at

    def seconds_to_wait(self) -> float:
        """How long the listening thread may sleep before it looks for reports that are due."""
        return INTERVAL if self.progress.is_lively() else CHECKPOINT_INTERVAL

    def detach(self) -> None:
        """In a process that the user's code forked: checkpoints go on, reports don't, since they would mix."""
        self._forked = True
        self.wake = None
        self.outbox.forget_threads()

    @property
    def forked(self) -> bool:
        return self._forked

    def _report_progress(
        self, percent: Optional[float], message: Optional[str], metrics: Optional[Dict[str, float]]
    ) -> None:
        self.report("progress", {"percent": percent, "message": message, "metrics": metrics})


def _handles_termination(error: Optional[BaseException]) -> bool:
    """True inside `except ExecutionTerminated` and what that calls: the code is saving, so it is left alone."""
    while error is not None:
        if isinstance(error, ExecutionTerminated):
            return True
        error = error.__context__
    return False


def local_execution() -> Execution:
    """For a service that runs outside Curfew, in a test or a shell: nobody stops it and nobody listens."""
    context = ExecutionContext(f"local-{os.getpid()}", 1, None, None, None, "")
    execution = Execution(context, Outbox(lambda line: None))
    execution.extensions = None
    return execution
