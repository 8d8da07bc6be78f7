"""Waits: each request is answered when there is something to tell, and a server that is away is asked again."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import Any, Callable, Optional, TypeVar

from .errors import ApiError, CurfewError, Unreachable, WaitTimeout
from .steps import Ask, Pause, Steps

#: Seconds that one answer is waited for before it is asked again.
HOLD = 30.0
#: Seconds beyond that until no answer counts as nobody there.
GRACE = 10.0
SHORTEST_PAUSE = 0.05
LONGEST_PAUSE = 2.0

T = TypeVar("T")


@dataclass(frozen=True)
class Patience:
    #: Seconds until WaitTimeout is raised; None: for ever.
    timeout: Optional[float] = None
    #: Seconds that Curfew may be away before Unreachable is raised. Executions go on meanwhile.
    away: float = 120.0
    hold: float = HOLD


def follow(ask: Callable[[float], Ask], done: Callable[[Any], Optional[T]], patience: Patience) -> Steps[T]:
    """Asks until `done` gives something. `ask` gets the seconds that the server may wait with its answer."""
    until = None if patience.timeout is None else monotonic() + patience.timeout
    outage = Outage(patience.away)
    while True:
        left = patience.hold if until is None else max(0.0, until - monotonic())
        held = min(patience.hold, left)
        try:
            question = ask(held)
            answer = yield Ask(question.method, question.path, question.body, held + GRACE)
            result = done(answer)
            if result is not None:
                return result
            outage.end()
        except CurfewError as error:
            # When both the time and the server are gone, nobody can say whether it has ended: that is the truth.
            if not may_pass(error) or left == 0:
                raise
            yield Pause(min(outage.next(error), left))
            continue
        if left == 0:
            raise WaitTimeout(f"It had not ended after {patience.timeout} s")


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
