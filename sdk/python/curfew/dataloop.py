"""Names that services written for Dataloop annotate their arguments with, so that only their import line has to change.

Curfew has none of these objects. An argument that is annotated so gets the value that its input has: any JSON, for instance
the id of an item or `{"item_id": "…", "dataset_id": "…"}`. What it stands for is the service's to fetch."""

from __future__ import annotations

from typing import Any, Callable, NoReturn, TypeVar

from .context import ExecutionContext
from .service_runner import BaseServiceRunner

T = TypeVar("T")


class Word:
    """Something of Dataloop's that Curfew has not: it may be named, and says so on use."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __getattr__(self, name: str) -> "Word":
        if name.startswith("__"):
            raise AttributeError(name)
        return Word(f"{self._path}.{name}")

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(f"Curfew has no {self._path} of Dataloop's: it can be named here, and not used")

    __call__ = __bool__ = __contains__ = __getitem__ = __iter__ = __len__ = _refuse
    __eq__ = __ne__ = __str__ = _refuse
    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"<{self._path} of Dataloop's>"


class _Kind(type):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Word(f"{cls.__name__}.{name}")


class _Named(metaclass=_Kind):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        name = type(self).__name__
        raise TypeError(
            f"Curfew has no {name}: the class only annotates arguments, which get the JSON of their input"
        )


def named(name: str) -> type:
    """A class of that name."""
    return _Kind(name, (_Named,), {"__module__": __name__})


class Item(_Named):
    pass


class Dataset(_Named):
    pass


class Annotation(_Named):
    pass


class Project(_Named):
    pass


class Package(_Named):
    class decorators:
        """They tell Dataloop what a class offers: in Curfew its `curfew.json` does, and they change nothing."""

        @staticmethod
        def module(*args: Any, **kwargs: Any) -> Callable[[T], T]:
            return lambda decorated: decorated

        @staticmethod
        def function(*args: Any, **kwargs: Any) -> Callable[[T], T]:
            return lambda decorated: decorated


class Task(_Named):
    pass


class Assignment(_Named):
    pass


class Model(_Named):
    pass


#: An argument named `context` gets it: execution_id, attempt, deadline, saved_state, service, revision.
Context = ExecutionContext


class BaseModelAdapter(BaseServiceRunner):
    """A service like any other: Curfew has no models, and what Dataloop's adapter does with them is not there."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(
            f"{type(self).__name__} has no {name}: Curfew has no models, and no more of Dataloop's BaseModelAdapter than its name"
        )
