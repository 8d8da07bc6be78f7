"""Carries steps out."""

from __future__ import annotations

import asyncio
from time import sleep
from typing import Any, TypeVar, Union

from .address import Address
from .errors import CurfewError
from .steps import Ask, Listen, Pause, Steps
from .streams import listen, listen_async
from .wire import send, send_async

T = TypeVar("T")


class Run:
    """Calls that block."""

    def __init__(self, address: Address) -> None:
        self.address = address

    def __call__(self, steps: Steps[T]) -> T:
        try:
            step = next(steps)
            while True:
                try:
                    answer = self._take(step)
                except CurfewError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(answer)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]

    def _take(self, step: Union[Ask, Listen, Pause]) -> Any:
        if isinstance(step, Ask):
            return send(self.address, step)
        if isinstance(step, Listen):
            return listen(self.address, step)
        sleep(step.seconds)
        return None


class AsyncRun:
    """The same in an event loop."""

    def __init__(self, address: Address) -> None:
        self.address = address

    async def __call__(self, steps: Steps[T]) -> T:
        try:
            step = next(steps)
            while True:
                try:
                    answer = await self._take(step)
                except CurfewError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(answer)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]

    async def _take(self, step: Union[Ask, Listen, Pause]) -> Any:
        if isinstance(step, Ask):
            return await send_async(self.address, step)
        if isinstance(step, Listen):
            return await listen_async(self.address, step)
        await asyncio.sleep(step.seconds)
        return None
