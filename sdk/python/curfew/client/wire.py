"""HTTP/1.1 as far as an API needs it: a connection a request, so that nothing stale is ever written to."""

from __future__ import annotations

import asyncio
import http.client
import json
import ssl
from typing import Any, Dict, Optional, Tuple

from .address import Address
from .errors import Unreachable, refusal
from .steps import Ask


def send(address: Address, ask: Ask) -> Any:
    """The answer's JSON. Raises ApiError or Unreachable."""
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.host, address.port, timeout=ask.patience)
    try:
        body, headers = _outgoing(address, ask)
        connection.request(ask.method, f"{address.base}/api/v1{ask.path}", body, headers)
        response = connection.getresponse()
        return _result(ask, response.status, response.read())
    except (OSError, http.client.HTTPException) as error:
        raise _unreachable(address, error) from error
    finally:
        connection.close()


async def send_async(address: Address, ask: Ask) -> Any:
    """The same in an event loop."""
    text = _request_text(address, ask)
    try:
        status, data = await asyncio.wait_for(_exchange(address, text), ask.patience)
    except (OSError, EOFError, ValueError, asyncio.TimeoutError) as error:
        raise _unreachable(address, error) from error
    return _result(ask, status, data)


async def _exchange(address: Address, text: bytes) -> Tuple[int, bytes]:
    secure = ssl.create_default_context() if address.scheme == "https" else None
    port = address.port or (443 if secure else 80)
    reader, writer = await asyncio.open_connection(address.host, port, ssl=secure)
    try:
        writer.write(text)
        await writer.drain()
        status = int((await reader.readline()).split()[1])
        headers = await _read_headers(reader)
        return status, await _read_body(reader, headers)
    except IndexError:
        raise EOFError("the connection was closed before an answer came") from None
    finally:
        writer.close()


def _request_text(address: Address, ask: Ask) -> bytes:
    body, headers = _outgoing(address, ask)
    host = address.host if address.port is None else f"{address.host}:{address.port}"
    lines = [f"{ask.method} {address.base}/api/v1{ask.path} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body or b'')}", "", ""]
    return "\r\n".join(lines).encode("latin-1") + (body or b"")


async def _read_headers(reader: asyncio.StreamReader) -> Dict[str, str]:
    headers: Dict[str, str] = {}
    while True:
        line = (await reader.readline()).decode("latin-1").strip()
        if not line:
            return headers
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()


async def _read_body(reader: asyncio.StreamReader, headers: Dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        chunks = b""
        while True:
            size = int((await reader.readline()).split(b";")[0], 16)
            chunks += (await reader.readexactly(size + 2))[:size]
            if size == 0:
                return chunks
    length = headers.get("content-length")
    return await reader.read() if length is None else await reader.readexactly(int(length))


def _outgoing(address: Address, ask: Ask) -> Tuple[Optional[bytes], Dict[str, str]]:
    headers = {"Authorization": f"Bearer {address.token}", "Connection": "close", "Accept": "application/json"}
    if ask.body is None:
        return None, headers
    return json.dumps(ask.body, allow_nan=False).encode(), {**headers, "Content-Type": "application/json"}


def _result(ask: Ask, status: int, data: bytes) -> Any:
    try:
        answer = json.loads(data)
    except ValueError:
        # Something other than Curfew may answer.
        raise refusal(status if status >= 300 else 502, None) from None
    if 200 <= status < 300 or status in ask.good:
        return answer
    raise refusal(status, answer)


def _unreachable(address: Address, error: BaseException) -> Unreachable:
    return Unreachable(f"Curfew does not answer at {address.url}: {error or type(error).__name__}")
