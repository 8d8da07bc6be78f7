"""JSON lines over a connected socket."""

from __future__ import annotations

import json
import socket
from typing import Any, Dict, List, Optional

from ..json_text import message_line


class LineStream:
    """Reads and writes whole messages; one thread reads, and who writes sees to it that one writes at a time."""

    def __init__(self, connection: socket.socket) -> None:
        connection.set_inheritable(False)
        self._connection = connection
        self._unread = bytearray()

    def fileno(self) -> int:
        return self._connection.fileno()

    def close(self) -> None:
        self._connection.close()

    def send(self, message: Dict[str, Any]) -> None:
        self.write(message_line(message))

    def write(self, data: bytes) -> None:
        self._connection.sendall(data)

    def receive(self) -> Optional[List[Dict[str, Any]]]:
        """Waits for bytes; gives the messages they complete, often one, perhaps none. None at the end of the stream."""
        try:
            data = self._connection.recv(262_144)
        except ConnectionError:
            return None
        if not data:
            return None
        self._unread += data
        if b"\n" not in data:
            return []
        *lines, rest = self._unread.split(b"\n")
        self._unread = bytearray(rest)
        return [json.loads(line) for line in lines if line]
