"""Functions of executions that share a worker, for test_shared.py."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from curfew import BaseServiceRunner

logging.basicConfig(format="%(message)s", level=logging.INFO)
POOL = ThreadPoolExecutor(1)


class ServiceRunner(BaseServiceRunner):
    def log(self, text):
        logging.info(text)

    def print_in_pool(self, text):
        """Its one thread serves every execution."""
        POOL.submit(print, text).result()

    def print_bytes(self, text):
        sys.stdout.buffer.write(text.encode())

    def print_half_a_line(self, text):
        print(text, end="")

    def print_many(self, text, count):
        for _ in range(count):
            print(text)

    def run_program(self, text):
        subprocess.run(["echo", text], check=True)

    def leave_thread(self, text):
        """Which prints after its execution has ended."""
        self.progress.update(message="leaving")

        def outlive():
            while threading.main_thread().is_alive() and not self.context.saved_state:
                if self._execution.over and self._execution.output._closed:
                    break
                time.sleep(0.001)
            print(text)

        threading.Thread(target=outlive, daemon=True).start()

    async def wait_in_coroutine(self):
        self.progress.update(message="waiting")
        await asyncio.sleep(600)

    def fork(self, text):
        pid = os.fork()
        if pid:
            os.waitpid(pid, 0)
        return text

    def loop_in_thread(self):
        """The function ends as its thread does."""
        ended = []

        def loop():
            try:
                while True:
                    self.kill_event()
                    time.sleep(0.001)
            finally:
                ended.append(True)

        thread = threading.Thread(target=loop)
        thread.start()
        thread.join()
        self.kill_event()
        return ended
