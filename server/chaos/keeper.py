"""Runs a program, and keeps hold of all that comes of it: on Linux whoever loses its parents becomes a child of this
process, whatever session, name and environment it drops. Once the program has ended, what is left of it is killed.

    python3 keeper.py PROGRAM ARGUMENT...    with CHAOS_KEEPER, the pid of this process, in the program's environment
"""

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36


def become_keeper() -> None:
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def children_of_mine() -> "list[int]":
    """All below this process, zombies too."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("latin1")
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[fields.rindex(")") + 2 :].split()[1])
    mine = {os.getpid()}
    while True:
        more = {pid for pid, parent in parents.items() if parent in mine} - mine
        if not more:
            return sorted(mine - {os.getpid()})
        mine |= more


def end_the_rest() -> None:
    while True:
        left = children_of_mine()
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            if not left:
                return


def main() -> int:
    become_keeper()
    program = subprocess.Popen(sys.argv[1:], env={**os.environ, "CHAOS_KEEPER": str(os.getpid())})
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: os.kill(program.pid, number))
    while True:
        pid, status = os.wait()
        if pid == program.pid:
            break
    end_the_rest()
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
