"""`python3 -m curfew.host`, started by the agent with the protocol on file descriptor 3."""

from __future__ import annotations

import os
import socket
import sys
from typing import TextIO, cast

from .fork_server import ForkServer
from .line_stream import LineStream
from .service_file import LoadFailure, load_service
from .shared_worker import SharedWorker, prepare


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        # A worker inherits them: lines leave as they are written, and no text can fail to be printed.
        cast("TextIO", stream).reconfigure(  # type: ignore[attr-defined]
            encoding="utf-8", errors="backslashreplace", line_buffering=True
        )
    agent = LineStream(socket.socket(fileno=3))
    shared = os.environ.get("CURFEW_ISOLATION") == "shared"
    if shared:
        prepare()
    try:
        service = load_service()
    except LoadFailure as failure:
        agent.send({"type": "load_failed", "error": failure.report})
        return 1
    (SharedWorker if shared else ForkServer)(agent, service).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
