"""Waits: each request is answered when there is something to tell, and a server that is away is asked again."""

from __future__ import annotations

from math import inf
from time import monotonic
from typing import Any, Callable, Optional, TypeVar

from .errors import ApiError, CurfewError, NoStream, Unreachable, WaitTimeout
from .steps import Ask, Listen, Pause, Steps

#: Seconds that one answer is waited for before it is asked again.
HOLD = 30.0
#: Seconds beyond that until no answer counts as nobody there.
GRACE = 10.0
SHORTEST_PAUSE = 0.05
LONGEST_PAUSE = 2.0

T = TypeVar("T")


class Patience:
    """How long is waited, from now on: one for several waits is for all of them together."""

    def __init__(self, timeout: Optional[float] = None, away: float = 120.0) -> None:
        #: Seconds until WaitTimeout is raised; None: for ever.
        self.timeout = timeout
        #: Seconds that Curfew may be away before Unreachable is raised. Executions go on meanwhile.
        self.away = away
        self._until = None if timeout is None else monotonic() + timeout

    def left(self) -> float:
        """Seconds; 0 when the time is up."""
        return inf if self._until is None else max(0.0, self._until - monotonic())

    def is_up(self) -> WaitTimeout:
        return WaitTimeout(f"It had not ended after {self.timeout} s")


def follow(
    ask: Callable[[float], Ask],
    done: Callable[[Any], Optional[T]],
    patience: Patience,
    hold: float = HOLD,
    stream: Optional[str] = None,
) -> Steps[T]:
    """Takes answers until `done` gives something: as they come by the path `stream` where there is one, else by asking again.
    `ask` gets the seconds that the server may wait with its answer."""
    outage = Outage(patience.away)

    def heard(answer: Any) -> Optional[T]:
        outage.end()
        return done(answer)

    while True:
        left = patience.left()
        held = min(hold, left)
        try:
            if stream is not None and left > 0:
                result = yield Listen(stream, heard, left)
            else:
                question = ask(held)
                result = heard((yield Ask(question.method, question.path, question.body, held + GRACE)))
            if result is not None:
                return result  # type: ignore[no-any-return]
        except NoStream:
            stream = None
            continue
        except CurfewError as error:
            # When both the time and the server are gone, nobody can say whether it has ended: that is the truth.
            if not may_pass(error) or left == 0:
                raise
            yield Pause(min(outage.next(error), left))
            continue
        if left == 0:
            raise patience.is_up()


def may_pass(error: CurfewError) -> bool:
    return isinstance(error, Unreachable) or (isinstance(error, ApiError) and error.status >= 500)


class Outage:
    """For how long nobody has answered."""

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._since: Optional[float] = None
        self._pause = SHORTEST_PAUSE

    def next(self, error: CurfewError) -> float:
        """Seconds until it is asked again. Raises `error` when it has been away for too long."""
        if self._since is None:
            self._since = monotonic()
        if monotonic() - self._since >= self._longest:
            raise error
        self._pause = min(LONGEST_PAUSE, self._pause * 2)
        return self._pause

    def end(self) -> None:
        self._since = None
        self._pause = SHORTEST_PAUSE
