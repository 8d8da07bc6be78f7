"""What can be done with services, as steps."""

from __future__ import annotations

from typing import Any, List, Mapping, Optional

from .errors import NotFound
from .steps import Ask, Json, Pause, Steps, all_rows, asked, given, path


def listed() -> Steps[List[Json]]:
    return all_rows("services")


def get(name: str) -> Steps[Json]:
    return asked(Ask("GET", path("services", name)))


def create(body: Mapping[str, Any]) -> Steps[Json]:
    made = yield Ask("POST", "/services", body)
    return (yield from get(made["name"]))


def register(name: str, manifest: Mapping[str, Any]) -> Steps[Json]:
    """The service as it is then."""
    yield Ask("PUT", path("services", name), manifest)
    return (yield from get(name))


def update(
    name: str,
    change: Mapping[str, Any],
    expected_revision: Optional[int],
    force: Optional[bool],
    apply: Optional[str],
) -> Steps[Json]:
    """The service as it is then."""
    body = {**change, **given(expectedRevision=expected_revision, force=force, apply=apply)}
    yield Ask("PATCH", path("services", name), body)
    return (yield from get(name))


def revisions(name: str, before: Optional[int]) -> Steps[List[Json]]:
    return list((yield Ask("GET", path("services", name, "revisions", before=before)))["rows"])


def order(name: str, verb: str, **fields: Any) -> Steps[Json]:
    """`pause`, `resume` or `roll-back`; the service as it is then."""
    yield Ask("POST", path("services", name, verb), given(**fields))
    return (yield from get(name))


def delete(name: str, force: Optional[bool]) -> Steps[Json]:
    return asked(Ask("DELETE", path("services", name, force=force)))


def try_again(name: str) -> Steps[bool]:
    return bool((yield Ask("POST", path("services", name, "try-again"), {}))["failing"])


def preview(name: str, policy: Mapping[str, Any]) -> Steps[Json]:
    return asked(Ask("POST", path("services", name, "preview"), {"policy": policy}))


def cooperation(name: str) -> Steps[Json]:
    return asked(Ask("GET", path("services", name, "cooperation")))


def statistics(name: str, hours: Optional[int]) -> Steps[Json]:
    return asked(Ask("GET", path("services", name, "statistics", hours=hours)))


def drills(name: str) -> Steps[List[Json]]:
    return list((yield Ask("GET", path("services", name, "drills")))["rows"])


def drill(name: str, body: Mapping[str, Any]) -> Steps[Json]:
    return asked(Ask("POST", path("services", name, "drills"), body))


def drilled(name: str, drill_id: str) -> Steps[Json]:
    """The drill once it has ended."""
    while True:
        found = [one for one in (yield from drills(name)) if one["id"] == drill_id]
        if not found:
            raise NotFound(f"Service {name} has no such drill among its newest.", 404, [])
        if found[0]["outcome"] is not None:
            return found[0]
        yield Pause(0.5)


def duplicate(name: str, new_name: str, revision: Optional[int], change: Mapping[str, Any]) -> Steps[Json]:
    body = {**change, **given(**{"as": new_name, "revision": revision})}
    made = yield Ask("POST", path("services", name, "duplicate"), body)
    return (yield from get(made["name"]))
