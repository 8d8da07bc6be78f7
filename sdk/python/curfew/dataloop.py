"""Names that services written for Dataloop annotate their arguments with, so that only their import line has to change.

Curfew has none of these objects. An argument that is annotated so gets the value that its input has: any JSON, for instance
the id of an item or `{"item_id": "…", "dataset_id": "…"}`. What it stands for is the service's to fetch."""

from __future__ import annotations

from typing import Any

from .context import ExecutionContext


class _Named:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        name = type(self).__name__
        raise TypeError(
            f"Curfew has no {name}: the class only annotates arguments, which get the JSON of their input"
        )


class Item(_Named):
    pass


class Dataset(_Named):
    pass


class Annotation(_Named):
    pass


class Project(_Named):
    pass


class Package(_Named):
    pass


class Task(_Named):
    pass


class Assignment(_Named):
    pass


class Model(_Named):
    pass


#: An argument named `context` gets it: execution_id, attempt, deadline, saved_state, service, revision.
Context = ExecutionContext
