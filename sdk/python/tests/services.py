"""The service that the tests run: each function is one way in which a program can behave."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import subprocess
import sys
import threading
import time

from curfew import BaseServiceRunner, ExecutionTerminated


class ServiceRunner(BaseServiceRunner):
    def __init__(self):
        self.made_in = os.getpid()

    def echo(self, **given):
        return given

    def add(self, a, b=1):
        return a + b

    def facts(self):
        context = self.context
        return {
            "id": context.execution_id,
            "attempt": context.attempt,
            "max_attempts": context.max_attempts,
            "deadline": context.deadline.isoformat(),
            "saved": context.saved_state,
            "service": context.service,
            "revision": context.revision,
        }

    def process_facts(self):
        with open("/proc/self/comm") as comm:
            name = comm.read().strip()
        return {
            "pid": os.getpid(),
            "made_in": self.made_in,
            "session": os.getsid(0),
            "name": name,
            "mark": os.environ["CURFEW_WORKER"],
            "main": threading.current_thread() is threading.main_thread(),
            "drawn": random.random(),
            "descriptors": sorted(int(name) for name in os.listdir("/proc/self/fd")),
        }

    def dataloop_style(self, item, progress=None, context=None):
        progress.update(progress=50, message=item)
        return context.attempt

    def prints(self):
        print("to stdout")
        print("to stderr", file=sys.stderr)
        sys.stdout.write("without an end")

    def fails(self):
        raise LookupError("no such item")

    def exits(self):
        sys.exit("enough")

    def big(self, size):
        return "x" * size

    def not_json(self):
        return {"scores": [1.0, {"loss": float("nan")}]}

    def object(self):
        return {"when": [time]}

    def loop(self):
        while True:
            self.kill_event()
            time.sleep(0.001)

    def loop_and_attach(self):
        try:
            self.loop()
        except ExecutionTerminated as stop:
            self.save({"epoch": 3})
            stop.output = {"reason": stop.reason, "message": str(stop)}
            raise

    def swallow(self):
        swallowed = 0
        while swallowed < 3:
            try:
                self.loop()
            except Exception:
                swallowed += 1
        self.loop()

    def swallow_and_return(self):
        try:
            self.loop()
        except ExecutionTerminated:
            return "early"

    def block(self):
        self.progress.update(message="blocked")
        time.sleep(3600)

    def block_and_attach(self):
        try:
            self.block()
        except ExecutionTerminated as stop:
            stop.output = stop.reason
            raise

    def block_while_saving(self):
        """Is told to stop, and goes on saving while SIGTERM comes."""
        try:
            self.loop()
        except ExecutionTerminated as stop:
            self.progress.update(message="saving")
            waited = threading.Event()
            threading.Timer(0.2, waited.set).start()
            waited.wait()
            stop.output = "whole"
            raise

    def early_stop(self):
        raise ExecutionTerminated()

    async def async_loop(self):
        while True:
            self.kill_event()
            await asyncio.sleep(0.001)

    async def async_block(self):
        try:
            self.progress.update(message="blocked")
            await asyncio.sleep(3600)
        except ExecutionTerminated as stop:
            await asyncio.sleep(0)
            stop.output = "from a coroutine"
            raise

    async def async_block_while_saving(self):
        try:
            await self.async_loop()
        except ExecutionTerminated as stop:
            self.progress.update(message="saving")
            await asyncio.sleep(0.2)
            stop.output = "whole"
            raise

    async def async_add(self, a, b):
        await asyncio.sleep(0)
        return a + b

    def threads(self):
        """Both threads end at their checkpoints; the function waits for them and comes to its own."""
        ended = []

        def work(name):
            try:
                self.loop()
            finally:
                ended.append(name)

        workers = [threading.Thread(target=work, args=(name,)) for name in ("a", "b")]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        try:
            self.kill_event()
        except ExecutionTerminated as stop:
            stop.output = sorted(ended)
            raise

    def thread_fails(self):
        worker = threading.Thread(target=int, args=("no number",))
        worker.start()
        worker.join()

    def forks(self):
        with multiprocessing.get_context("fork").Pool(1) as pool:
            return pool.map(self.square, [2, 3])

    def square(self, x):
        self.kill_event()
        self.progress.update(progress=1)
        return x * x

    def forked_checkpoint(self):
        process = multiprocessing.get_context("fork").Process(target=self.loop)
        process.start()
        process.join()
        self.kill_event()

    def leaves_children(self):
        sleeper = subprocess.Popen(["sleep", "3600"])
        forked = multiprocessing.get_context("fork").Process(target=time.sleep, args=(3600,))
        forked.start()
        self.progress.update(message=f"{sleeper.pid} {forked.pid}")
        time.sleep(3600)

    def many_updates(self, count):
        for number in range(count):
            self.progress.update(progress=number / count * 100, metrics={"number": number, "bad": float("nan")})
        self.progress.update(message="last")

    def saves(self, state):
        self.save(state)
        return "saved"

    def saves_object(self):
        self.save({"thing": object()})

    def flood(self, lines):
        for number in range(lines):
            print(f"line {number} " + "." * 100)
        return lines
