"""Clients in processes of their own, one for each core that the server leaves free."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from bench import processes
from bench.phones import WALL, Crowd, Place, Tally

SETTLE_S = 0.7
"""After so long the last pulse is over."""


class Worker:
    """A process that keeps one object of the bench and does with it, one after the other, what it is told."""

    def __init__(self, core: int, kind: type[Any], *arguments: Any) -> None:
        ours, theirs = multiprocessing.get_context("spawn").Pipe()
        self._pipe: Connection = ours
        self._process = multiprocessing.get_context("spawn").Process(
            target=_work, args=(theirs, core, kind, arguments), daemon=True
        )
        self._process.start()
        theirs.close()

    def begin(self, name: str, *arguments: Any) -> None:
        self._pipe.send((name, arguments))

    def end(self) -> Any:
        """What came of it; raises what it raised."""
        answer = self._pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def do(self, name: str, *arguments: Any) -> Any:
        self.begin(name, *arguments)
        return self.end()

    def close(self) -> None:
        self._process.kill()
        self._process.join()


@contextmanager
def workers(kind: type[Any], *arguments: Any) -> Iterator[list[Worker]]:
    """One for each core of the clients."""
    started = [Worker(core, kind, *arguments) for core in processes.CLIENT_CORES]
    try:
        yield started
    finally:
        for worker in started:
            worker.close()


def _work(pipe: Connection, core: int, kind: type[Any], arguments: tuple[Any, ...]) -> None:
    if core >= 0:
        os.sched_setaffinity(0, {core})
    asyncio.run(_obey(pipe, kind(*arguments)))


async def _obey(pipe: Connection, worker: Any) -> None:
    while True:
        name, arguments = await asyncio.to_thread(pipe.recv)
        try:
            answer = await getattr(worker, name)(*arguments)
        except Exception as error:  # noqa: BLE001 - whoever asked is told
            answer = RuntimeError(repr(error))
        pipe.send(answer)


class Crowds:
    """All phones of one room and its projector, spread over the processes of the clients."""

    def __init__(self, place: Place, crowds: Sequence[Worker]) -> None:
        self.place, self._crowds, self.size = place, crowds, 0

    def arrive(self, phones: int) -> None:
        """So many more; with the first comes the projector."""
        numbers = [*([] if self.size else [WALL]), *range(self.size, self.size + phones)]
        self._all("arrive", [(numbers[nth :: len(self._crowds)],) for nth in range(len(self._crowds))])
        self.size += phones
        time.sleep(SETTLE_S)

    def leave(self) -> None:
        self._all("leave", [()] * len(self._crowds))
        self.size = 0

    def load(self, moments: Sequence[float], first_note: int, timeout_s: float = 30) -> Tally:
        """Add one note at each of these moments (seconds from now); back when all phones have all notes."""
        block = self.place.get("/bench/next").decode() if self.place.name == "workshop" else "b.1"
        time.sleep(SETTLE_S)
        start = time.perf_counter() + 0.3
        orders = [(start + moment, first_note + n) for n, moment in enumerate(moments)]
        until = start + max(moments) + timeout_s
        many = len(self._crowds)
        tallies = self._all("load", [(block, orders[nth::many], len(moments), until) for nth in range(many)])
        whole = Tally()
        for tally in tallies:
            whole.add(tally)
        return whole

    def _all(self, name: str, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
        for crowd, given in zip(self._crowds, arguments, strict=True):
            crowd.begin(name, *given)
        return [crowd.end() for crowd in self._crowds]


@contextmanager
def crowd_at(place: Place) -> Iterator[Crowds]:
    with workers(Crowd, place) as started:
        yield Crowds(place, started)
