"""A screen in a process of its own, for a scene with a crowd: what it waits for is the server, not the crowd's process.

async with Apart() as apart:
    opened = await apart.opens("console", room, fay.cookies)
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from types import TracebackType
from typing import Any

from tests.harness.fetch import Http
from tests.harness.history import History
from tests.harness.phones import As, Manners, Screen
from tests.harness.server import Room

UP_S = 60
MEASURED = Manners(proves=False, keeps_bytes=False, dial_timeout_s=30)


@dataclass(frozen=True)
class Opened:
    """Monotonic seconds, the same in every process of a machine, and in a ``History``."""

    asked: float
    """For its page."""
    dialled: float
    """For the line it got."""
    up: float
    """It had its line."""


class Apart:
    """The process is ready once the block is entered, and gone after it."""

    async def __aenter__(self) -> Apart:
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        await self._do(time.monotonic)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self._pool.shutdown)

    async def opens(self, as_: As, room: Room, cookies: dict[str, str]) -> Opened:
        """Opens the screen until it has its line, and closes it; raises ``TimeoutError``, ``Unreachable``."""
        opened: Opened = await self._do(_open, as_, room, cookies)
        return opened

    async def _do(self, what: Callable[..., Any], *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._pool, what, *given)


def _open(as_: As, room: Room, cookies: dict[str, str]) -> Opened:
    return asyncio.run(_opened(as_, room, cookies))


async def _opened(as_: As, room: Room, cookies: dict[str, str]) -> Opened:
    history = History()
    screen = Screen("apart", as_, room.base, Http(room.address, cookies=cookies), history, MEASURED)
    asked = time.monotonic()
    await screen.open()
    screen.start()
    try:
        await screen.sees(lambda screen: screen.is_up, UP_S)
    finally:
        await screen.stop()
    up = next(record["t"] for record in history.of("up"))
    dialled = max(record["t"] for record in history.of("dial") if record["t"] < up)
    return Opened(asked, dialled, up)
