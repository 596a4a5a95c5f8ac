"""Runs a coroutine in a thread of its own, with a loop of its own.

The thread of the tests may have a loop already: a browser that another test drives keeps one running.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


def run(scene: Coroutine[Any, Any, T], within_s: float | None = None) -> T:
    """What the coroutine returns, or raises. Servers that it starts end with it.

    With ``within_s`` it is given up after so long, and the ``TimeoutError`` says where it waited.
    """
    outcome: Future[T] = Future()

    async def bounded() -> T:
        async with asyncio.timeout(within_s):
            return await scene

    def work() -> None:
        try:
            outcome.set_result(asyncio.run(bounded()))
        except BaseException as error:  # noqa: BLE001 (it is raised where the result is wanted)
            outcome.set_exception(error)

    threading.Thread(target=work, name="scene", daemon=True).start()
    return outcome.result()
