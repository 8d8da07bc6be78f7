"""What a call does, told step by step: one driver carries the steps out in a thread, another one in an event loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Dict, Generator, List, Mapping, Optional, Tuple, TypeVar, Union
from urllib.parse import quote, urlencode

from .errors import NotFound

#: Seconds until no answer counts as nobody there.
PATIENCE = 30.0
MOST_ON_PAGE = 200


@dataclass(frozen=True)
class Ask:
    """A request. It is answered by its JSON, or by a CurfewError that is thrown into the steps."""

    method: str
    path: str
    body: Optional[Mapping[str, Any]] = None
    patience: float = PATIENCE
    #: A status beside 2xx whose body is an answer, and no refusal.
    good: Tuple[int, ...] = ()


@dataclass(frozen=True)
class Listen:
    """A stream of answers, each told to `hear` until it gives something. It is answered by that, or by None when the time is up;
    a CurfewError is thrown into the steps when it was cut, NoStream when there is none."""

    path: str
    hear: Callable[[Any], Any]
    seconds: float


@dataclass(frozen=True)
class Pause:
    seconds: float


T = TypeVar("T")
Steps = Generator[Union[Ask, Listen, Pause], Any, T]
Json = Dict[str, Any]


def asked(ask: Ask) -> Steps[Json]:
    """One request, and its answer."""
    answer: Json = yield ask
    return answer


def path(*segments: str, **query: Any) -> str:
    """The path of these segments; what of the query is None is left out, and a list is given value by value."""
    for segment in segments:
        if segment in ("", ".", ".."):
            raise NotFound(f"There is nothing called {segment!r}.", 404, [])
    pairs = [(name, value) for name, value in query.items() if value is not None]
    text = urlencode([(name, _text(one)) for name, value in pairs for one in _listed(value)])
    return "/" + "/".join(quote(segment, safe="") for segment in segments) + (f"?{text}" if text else "")


def all_rows(*segments: str, most: Optional[int] = None) -> Steps[List[Json]]:
    """The rows of a list, page by page to its end, or until there are `most`."""
    rows: List[Json] = []
    cursor = None
    while True:
        limit = None if most is None else min(most - len(rows), MOST_ON_PAGE)
        page = yield Ask("GET", path(*segments, limit=limit, cursor=cursor))
        rows.extend(page["rows"])
        cursor = page.get("nextCursor")
        if not cursor or (most is not None and len(rows) >= most):
            return rows


def given(**fields: Any) -> Json:
    """Those that are not None."""
    return {name: value for name, value in fields.items() if value is not None}


def _listed(value: Any) -> Any:
    return value if isinstance(value, (list, tuple, set, frozenset)) else [value]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
