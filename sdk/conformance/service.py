"""The service of the transcripts; `README.md` says what each function does, `service.ts` is its twin."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from curfew import BaseServiceRunner, ExecutionTerminated, ExtensionRefused


def iso(time):
    return time.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


class NoSuchItem(Exception):
    pass


class ServiceRunner(BaseServiceRunner):
    def echo(self, **given):
        return given

    def facts(self):
        context = self.context
        return {
            "id": context.execution_id,
            "attempt": context.attempt,
            "maxAttempts": context.max_attempts,
            "savedState": context.saved_state,
            "service": context.service,
            "revision": context.revision,
        }

    def environment(self):
        return {name: os.environ.get(name) for name in ("CURFEW_EXECUTION_ID", "CURFEW_ATTEMPT")}

    def fail(self):
        raise NoSuchItem("no such item")

    def nan(self):
        return {"losses": [1, float("nan")]}

    def circular(self):
        ring = {}
        ring["again"] = ring
        return ring

    def loop(self):
        while True:
            self.kill_event()
            time.sleep(0.001)

    def loop_and_save(self):
        try:
            self.loop()
        except ExecutionTerminated as stop:
            self.save({"epoch": 3})
            stop.output = {"epoch": 3, "reason": stop.reason}
            raise

    def loop_and_swallow(self):
        for _ in range(2):
            try:
                self.loop()
            except Exception:
                pass
        self.loop()

    def loop_and_return(self):
        try:
            self.loop()
        except ExecutionTerminated:
            return "early"

    def loop_and_fail(self):
        try:
            self.loop()
        except ExecutionTerminated:
            raise NoSuchItem("no such item") from None

    def report(self, count):
        for step in range(count):
            self.progress.update(progress=0, metrics={"step": step})
        self.progress.update(progress=100, message="last")

    def save_twice(self):
        self.save({"step": 1})
        self.save({"step": 2})

    def announce_and_loop(self):
        self.progress.update(message="running")
        self.loop()

    def work_and_save(self):
        while True:
            self.save({"epoch": 1})
            for _ in range(10):
                self.kill_event()
                time.sleep(0.001)

    def walk(self):
        self.loop()

    def walk_and_save(self):
        self.loop_and_save()

    def say(self, text):
        print(text)

    def say_elsewhere(self, text):
        thread = threading.Thread(target=self.say, args=(text,))
        thread.start()
        thread.join()

    def walk_elsewhere(self):
        """In a thread, by an instance that is made there."""
        with ThreadPoolExecutor(1) as pool:
            pool.submit(lambda: ServiceRunner().walk()).result()

    def die(self):
        os._exit(3)

    def wait_and_loop(self):
        self._wait()
        self.kill_event()
        self.progress.update(message="passed a checkpoint")
        self.loop_and_save()

    def loop_and_wait(self):
        try:
            self.loop()
        except ExecutionTerminated:
            self._wait()
        self.loop()

    def extend(self, seconds):
        try:
            answer = iso(self.extend_timeout(seconds))
        except ExtensionRefused as error:
            answer = str(error)
        return {"answer": answer, "deadline": iso(self.context.deadline)}

    def _wait(self):
        # Written by the signal itself: a handler in Python does not run while this thread sleeps in the kernel already.
        waits, wakes = os.pipe()
        os.set_blocking(wakes, False)
        signal.signal(signal.SIGUSR2, lambda number, frame: None)
        signal.set_wakeup_fd(wakes)
        self.progress.update(message="waiting")
        while signal.SIGUSR2 not in os.read(waits, 1):
            pass
