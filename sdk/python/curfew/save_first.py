"""A stop that code meets only once its state is saved."""

from __future__ import annotations

import mmap
import threading
import traceback
from typing import Any, Callable, Optional

from .termination import ExecutionTerminated


class SaveFirst:
    def __init__(self, flags: mmap.mmap) -> None:
        #: `[2]` is 1 while the stop waits for a save.
        self._flags = flags
        self._asking = threading.Lock()
        #: Gives what to save; None where the service has no `on_save`: then its own next `save()` is waited for.
        self.on_save: Optional[Callable[[], Any]] = None
        #: Called once the stop waits no more.
        self.on_over: Callable[[], None] = lambda: None

    @property
    def wanted(self) -> bool:
        return self._flags[2] == 1

    @wanted.setter
    def wanted(self, wanted: bool) -> None:
        self._flags[2] = 1 if wanted else 0

    def ask_service(self, meet: Callable[[], bool], save: Callable[[Any], None]) -> bool:
        """Has the service say what to save, in one thread. False when nobody asked it: it has no say, another thread asks
        it right now, or the stop was withdrawn."""
        if self.on_save is None or not self._asking.acquire(blocking=False):
            return False
        try:
            if not meet():
                return False
            state = self.on_save()
            if state is not None:
                save(state)
        except ExecutionTerminated:
            pass  # SIGTERM: there is no time left to save in.
        except Exception:
            traceback.print_exc()
        finally:
            self._asking.release()
            self.give_up()
        return True

    def note_saved(self) -> None:
        """The code has saved by itself."""
        if not self._asking.locked():
            self.give_up()

    def give_up(self) -> None:
        """The stop waits no more."""
        if self.wanted:
            self.wanted = False
            self.on_over()
