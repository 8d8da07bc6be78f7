"""Streams of events (text/event-stream), as far as a wait needs them."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
from time import monotonic
from typing import Any, Dict, List, Optional

from .address import Address
from .errors import NoStream, Unreachable, refusal
from .steps import Listen
from .wire import connect, connect_async, read_body, read_headers, request_text, stream_headers, unreachable

#: Seconds without a sign of life after which a stream is broken; Curfew gives one every ten.
SILENCE = 30.0
#: Seconds until its first event, which comes at once, unless something in between gathers them.
FIRST = 10.0


class Events:
    """Takes a stream line by line."""

    def __init__(self) -> None:
        self._data: List[str] = []
        self.heard = False

    @property
    def silence(self) -> float:
        """Seconds that the next line may take."""
        return SILENCE if self.heard else FIRST

    def feed(self, line: bytes) -> Optional[Any]:
        """The JSON of an event when it is whole, else None."""
        text = line.decode().rstrip("\r\n")
        if text.startswith("data:"):
            self._data.append(text[5:])
        elif text == "" and self._data:
            data, self._data = "\n".join(self._data), []
            self.heard = True
            return json.loads(data)
        return None


def listen(address: Address, step: Listen) -> Any:
    """What `step.hear` gives, or None when the time is up. Raises ApiError, Unreachable or NoStream."""
    until = monotonic() + step.seconds
    events = Events()
    connection = connect(address, min(SILENCE, step.seconds))
    try:
        connection.request("GET", f"{address.base}/api/v1{step.path}", headers=stream_headers(address))
        # The connection lets go of it when the answer begins.
        wire: socket.socket = connection.sock
        response = connection.getresponse()
        refuse_unless_stream(response.status, response.getheader("content-type"), response.read)
        while True:
            left = until - monotonic()
            if left <= 0:
                return None
            wire.settimeout(min(events.silence, left))
            result = _heard(address, step, events, response.readline())
            if result is not None:
                return result
    except (OSError, http.client.HTTPException) as error:
        if isinstance(error, socket.timeout):
            if monotonic() >= until:
                return None
            _refuse_unless_heard(events)
        raise unreachable(address, error) from error
    finally:
        connection.close()


async def listen_async(address: Address, step: Listen) -> Any:
    """The same in an event loop."""
    until = monotonic() + step.seconds
    try:
        return await asyncio.wait_for(_listen_async(address, step), step.seconds if step.seconds < 1e9 else None)
    except (OSError, EOFError, ValueError, asyncio.TimeoutError) as error:
        if isinstance(error, asyncio.TimeoutError) and monotonic() >= until:
            return None
        raise unreachable(address, error) from error


async def _listen_async(address: Address, step: Listen) -> Any:
    reader, writer = await connect_async(address)
    try:
        writer.write(request_text(address, "GET", step.path, stream_headers(address)))
        await writer.drain()
        status = int((await reader.readline()).split()[1])
        headers = await read_headers(reader)
        if not is_stream(status, headers.get("content-type")):
            body = await read_body(reader, headers)
            refuse_unless_stream(status, headers.get("content-type"), lambda: body)
        lines = _Lines(reader, headers)
        events = Events()
        while True:
            line = await _next_line(lines, events)
            result = _heard(address, step, events, line)
            if result is not None:
                return result
    except IndexError:
        raise EOFError("the connection was closed before an answer came") from None
    finally:
        writer.close()


async def _next_line(lines: "_Lines", events: Events) -> bytes:
    try:
        return await asyncio.wait_for(lines.next(), events.silence)
    except asyncio.TimeoutError:
        _refuse_unless_heard(events)
        raise EOFError("nothing is heard any more") from None


class _Lines:
    """The lines of a body as they come; b"" at its end."""

    def __init__(self, reader: asyncio.StreamReader, headers: Dict[str, str]) -> None:
        self._reader = reader
        self._chunked = headers.get("transfer-encoding", "").lower() == "chunked"
        self._unread = b""

    async def next(self) -> bytes:
        while b"\n" not in self._unread:
            more = await self._more()
            if not more:
                return b""
            self._unread += more
        line, _, self._unread = self._unread.partition(b"\n")
        return line + b"\n"

    async def _more(self) -> bytes:
        if not self._chunked:
            return await self._reader.read(65_536)
        size = int((await self._reader.readline()).split(b";")[0] or b"0", 16)
        return (await self._reader.readexactly(size + 2))[:size]


def _heard(address: Address, step: Listen, events: Events, line: bytes) -> Optional[Any]:
    if not line:
        _refuse_unless_heard(events)
        raise Unreachable(f"Curfew went away at {address.url}")
    told = events.feed(line)
    return None if told is None else step.hear(told)


def _refuse_unless_heard(events: Events) -> None:
    if not events.heard:
        raise NoStream("its first event, which comes at once, did not come through")


def is_stream(status: int, kind: Optional[str]) -> bool:
    return status == 200 and (kind or "").startswith("text/event-stream")


def refuse_unless_stream(status: int, kind: Optional[str], body: Any) -> None:
    """Raises NoStream where something else is answered than a stream or a refusal; whoever asks without one is told more."""
    if is_stream(status, kind):
        return
    # Of an older Curfew, or of what is not there: the held question tells which.
    if status < 400 or status in (404, 405):
        raise NoStream("no stream comes through here")
    try:
        problem = json.loads(body())
    except ValueError:
        problem = None
    raise refusal(status, problem)
