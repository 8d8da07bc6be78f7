"""A real HTTP server that answers by a script; `sdk/conformance/README.md` says how a script reads."""

from __future__ import annotations

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

BASE = "/api/v1"
#: In a script: the answers to every request that has none of its own.
ANY = "*"


class ScriptedServer:
    """`asked` has every request that came: `{"request", "query", "body"}`."""

    def __init__(self, script):
        self._left = {request: list(answers) for request, answers in script.items()}
        self._turn = threading.Lock()
        self._end = threading.Event()
        self.asked = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                outer._answer(self)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self._end.set()
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, handler):
        address = urlsplit(handler.path)
        length = int(handler.headers.get("content-length") or 0)
        body = json.loads(handler.rfile.read(length)) if length else None
        query = {name: values if len(values) > 1 else values[0] for name, values in parse_qs(address.query).items()}
        request = f"{handler.command} {address.path[len(BASE):]}"
        with self._turn:
            self.asked.append({"request": request, "query": query, "body": body})
            answer = self._next(request)
        if answer == "cut":
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        if isinstance(answer, dict) and answer.get("held"):
            self._end.wait(float(query["timeout"] if "timeout" in query else (body or {})["timeout"]))
        if isinstance(answer, dict) and "stream" in answer:
            _stream(handler, answer)
            if answer["then"] == "open":
                self._end.wait()
            return
        _write(handler, answer)

    def _next(self, request):
        """The last answer stays."""
        answers = self._left.get(request)
        if answers is None and request.endswith("/follow"):
            # As of a Curfew without streams.
            return {"status": 404, "body": {"detail": f"There is nothing at {request}."}}
        answers = answers or self._left.get(ANY)
        if not answers:
            return {"status": 599, "body": {"detail": f"the script has no answer to {request}"}}
        return answers.pop(0) if len(answers) > 1 else answers[0]


def _write(handler, answer):
    cut = answer == "cut in answer"
    data = b"{" if cut else answer.get("text", json.dumps(answer.get("body"))).encode()
    handler.send_response(200 if cut else answer["status"])
    handler.send_header("content-length", str(len(data) + (100 if cut else 0)))
    handler.end_headers()
    handler.wfile.write(data)
    if cut:
        handler.wfile.flush()
        handler.connection.shutdown(socket.SHUT_RDWR)


def _stream(handler, answer):
    """Chunk by chunk, one of them cut in the midst of a line, as it may arrive."""
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("content-type", "text/event-stream")
    handler.send_header("transfer-encoding", "chunked")
    handler.end_headers()
    events = "".join(f"id: {at}\nevent: answer\ndata: {json.dumps(data)}\n\n" for at, data in enumerate(answer["stream"]))
    data = f"retry: 1000\n\n:\n\n{events}".encode()
    for part in (data[:25], data[25:]):
        if part:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            handler.wfile.flush()
    if answer["then"] == "cut":
        handler.connection.shutdown(socket.SHUT_RDWR)
    if answer["then"] == "close":
        handler.wfile.write(b"0\r\n\r\n")
