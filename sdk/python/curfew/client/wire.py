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
    connection = connect(address, ask.patience)
    try:
        body, headers = _outgoing(address, ask)
        connection.request(ask.method, f"{address.base}/api/v1{ask.path}", body, headers)
        response = connection.getresponse()
        return _result(ask, response.status, response.read())
    except (OSError, http.client.HTTPException) as error:
        raise unreachable(address, error) from error
    finally:
        connection.close()


def connect(address: Address, seconds: float) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    return kind(address.host, address.port, timeout=seconds)


async def send_async(address: Address, ask: Ask) -> Any:
    """The same in an event loop."""
    body, headers = _outgoing(address, ask)
    text = request_text(address, ask.method, ask.path, headers, body)
    try:
        status, data = await asyncio.wait_for(_exchange(address, text), ask.patience)
    except (OSError, EOFError, ValueError, asyncio.TimeoutError) as error:
        raise unreachable(address, error) from error
    return _result(ask, status, data)


async def _exchange(address: Address, text: bytes) -> Tuple[int, bytes]:
    reader, writer = await connect_async(address)
    try:
        writer.write(text)
        await writer.drain()
        status = int((await reader.readline()).split()[1])
        headers = await read_headers(reader)
        return status, await read_body(reader, headers)
    except IndexError:
        raise EOFError("the connection was closed before an answer came") from None
    finally:
        writer.close()


async def connect_async(address: Address) -> Tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    secure = ssl.create_default_context() if address.scheme == "https" else None
    port = address.port or (443 if secure else 80)
    return await asyncio.open_connection(address.host, port, ssl=secure)


def request_text(
    address: Address, method: str, path: str, headers: Dict[str, str], body: Optional[bytes] = None
) -> bytes:
    host = address.host if address.port is None else f"{address.host}:{address.port}"
    lines = [f"{method} {address.base}/api/v1{path} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body or b'')}", "", ""]
    return "\r\n".join(lines).encode("latin-1") + (body or b"")


async def read_headers(reader: asyncio.StreamReader) -> Dict[str, str]:
    headers: Dict[str, str] = {}
    while True:
        line = (await reader.readline()).decode("latin-1").strip()
        if not line:
            return headers
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()


async def read_body(reader: asyncio.StreamReader, headers: Dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        chunks = b""
        while True:
            size = int((await reader.readline()).split(b";")[0], 16)
            chunks += (await reader.readexactly(size + 2))[:size]
            if size == 0:
                return chunks
    length = headers.get("content-length")
    return await reader.read() if length is None else await reader.readexactly(int(length))


def _headers(address: Address, accept: str) -> Dict[str, str]:
    return {"Authorization": f"Bearer {address.token}", "Connection": "close", "Accept": accept}


def stream_headers(address: Address) -> Dict[str, str]:
    return _headers(address, "text/event-stream")


def _outgoing(address: Address, ask: Ask) -> Tuple[Optional[bytes], Dict[str, str]]:
    headers = _headers(address, "application/json")
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


def unreachable(address: Address, error: BaseException) -> Unreachable:
    return Unreachable(f"Curfew does not answer at {address.url}: {error or type(error).__name__}")
