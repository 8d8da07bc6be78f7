"""What one of several executions in a worker prints, on its way to the agent."""

from __future__ import annotations

from typing import Callable, Dict, List

from .outbox import Outbox

#: Text without a line end leaves once it has so many characters.
LONGEST_HELD = 8_192
#: A message carries so many characters at most.
LONGEST_MESSAGE = 262_144

Send = Callable[[str, str], None]


class Output:
    """Gathers lines of each stream; whole ones leave as they are printed, also when several threads print."""

    def __init__(self, outbox: Outbox, send: Send) -> None:
        self._outbox = outbox
        self._send = send
        self._held: Dict[str, List[str]] = {"stdout": [], "stderr": []}
        self._closed = False

    def write(self, stream: str, text: str) -> bool:
        """False once the execution is over: then the text is not its own any more."""
        with self._outbox:
            if self._closed:
                return False
            held = self._held[stream]
            held.append(text)
            if "\n" in text or sum(map(len, held)) > LONGEST_HELD:
                self._leave(stream)
            return True

    def flush(self) -> None:
        with self._outbox:
            for stream in self._held:
                self._leave(stream)

    def close(self) -> None:
        self.flush()
        self._closed = True

    def _leave(self, stream: str) -> None:
        text = "".join(self._held[stream])
        self._held[stream] = []
        for start in range(0, len(text), LONGEST_MESSAGE):
            self._send(stream, text[start : start + LONGEST_MESSAGE])
