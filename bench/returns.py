"""The server is stopped and comes back, with a hall full of phones: how long until they are all there again."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from contextlib import ExitStack
from dataclasses import dataclass

from bench import processes
from bench.crowds import workers
from bench.figures import Figure, Target, at_most, median_figure, percentile
from bench.phones import CONSOLE, Crowd, Phone, Place, enough_files
from tests.harness.fetch import Address, Http, Unreachable

TARGETS: dict[tuple[int, str], Target] = {
    (300, "99 % back after that, s"): at_most(5),
    (1_000, "99 % back after that, s"): at_most(20),
    (300, "facilitator p95 ms"): at_most(500),
    (1_000, "facilitator p95 ms"): at_most(500),
}
FIRST_BACKOFF_S, LONGEST_BACKOFF_S, SMALL_ROOM_S, S_A_PERSON = 0.5, 15.0, 2.0, 0.02
"""As in ``static/src/wire/backoff.ts``: what a phone waits at most before it fetches, by socket or without."""
DIALS_APART_S = 1.0
SPREAD_S = 0.3
TIMEOUT_S = 90.0
ASK_EVERY_S = 0.1


def measure(people: int, repeats: int) -> list[Figure]:
    """Killed without a word, and told to stop: then every screen hears of it and when to come back."""
    found: list[Figure] = []
    for how, name in ((signal.SIGKILL, "killed"), (signal.SIGTERM, "told to stop")):
        tries = [_restart(people, how) for _ in range(repeats)]
        for what in tries[0]:
            target = TARGETS.get((people, what))
            values = [each[what] for each in tries]
            found.append(median_figure(f"{people} phones, server {name} and started", what, values, target))
    return found


@dataclass
class Back:
    """What the phones of one process, or the console, needed to come back, in seconds from the server's end."""

    after: list[float]
    dials: list[int]
    acked: list[float]


class Guests:
    """Screens that dial again as the front end does, and fetch what they missed."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.crowd = Crowd(place)
        self.longest_s = LONGEST_BACKOFF_S
        self._watching: list[asyncio.Task[tuple[float, int]]] = []
        self._asking: asyncio.Task[None] | None = None

    async def arrive(self, numbers: list[int], people: int) -> None:
        self.crowd.leaving = True  # a lost line is what is measured
        people = 0 if numbers == [CONSOLE] else people
        self.longest_s = min(LONGEST_BACKOFF_S, max(SMALL_ROOM_S, people * S_A_PERSON))
        enough_files(4 * len(numbers) + 500)
        await self.crowd.arrive(numbers)
        await asyncio.gather(*(self._fetch(phone) for phone in self.crowd.phones))
        self._watching = [asyncio.create_task(self._return(phone)) for phone in self.crowd.phones]

    async def come_back(self, ended: float) -> Back:
        """When all are back; the console then asks for something until it is told to stop."""
        found = await asyncio.wait_for(asyncio.gather(*self._watching), TIMEOUT_S)
        if self.crowd.phones[0].number == CONSOLE:
            self._asking = asyncio.create_task(self._ask())
        return Back([at - ended for at, _ in found], [dials for _, dials in found], [])

    async def acked(self) -> list[float]:
        assert self._asking is not None
        self._asking.cancel()
        await asyncio.sleep(1)
        return self.crowd.tally.acked

    async def _ask(self) -> None:
        on = True
        while True:
            self.crowd.phones[0].ask({"id": f"fay-{time.perf_counter_ns()}", "type": "room/show_teams", "on": on})
            on = not on
            await asyncio.sleep(ASK_EVERY_S)

    async def _return(self, lost: Phone) -> tuple[float, int]:
        """When this screen was whole again, and how often it dialled."""
        await lost.gone.wait()
        failures = dials = 0
        not_before = time.perf_counter() + lost.retry_s
        while True:
            pause = random.random() * min(self.longest_s, FIRST_BACKOFF_S * 2 ** min(failures, 10))
            await asyncio.sleep(max(pause, not_before - time.perf_counter()))
            not_before = time.perf_counter() + DIALS_APART_S
            failures, dials = failures + 1, dials + 1
            phone = Phone(self.crowd, lost.number)
            try:
                await self.crowd.dial(phone)
                if phone.number >= 0:
                    await asyncio.sleep(random.random() * SPREAD_S)
                await self._fetch(phone)
            except (OSError, Unreachable):
                phone.hang_up()
                continue
            self.crowd.phones[self.crowd.phones.index(lost)] = phone
            return time.perf_counter(), dials

    async def _fetch(self, phone: Phone) -> None:
        http = Http(Address("127.0.0.1", self.place.port))
        address = self.place.address("snapshot", phone.number)
        answer = await http.request("GET", address, headers={"Cookie": phone.cookie}, timeout_s=30)
        http.close()
        if answer.status != 200:
            raise Unreachable(f"{address}: {answer.status}")


def _restart(people: int, how: signal.Signals) -> dict[str, float]:
    with ExitStack() as running:
        data = running.enter_context(processes.folder())
        first = processes.life(data, "--people", str(people))
        server = first.__enter__()
        place = server.place("workshop")
        guests = running.enter_context(workers(Guests, place))
        facilitator = running.enter_context(workers(Guests, place))[0]
        for nth, guest in enumerate(guests):
            guest.begin("arrive", list(range(people))[nth :: len(guests)], people)
        for guest in guests:
            guest.end()
        facilitator.do("arrive", [CONSOLE], people)
        time.sleep(1)
        ended = time.perf_counter()
        server.process.send_signal(how)
        server.process.wait(30)
        first.__exit__(None, None, None)
        for guest in (*guests, facilitator):
            guest.begin("come_back", ended)
        again = running.enter_context(processes.life(data, "--port", str(place.port), "--again"))
        away_s = time.perf_counter() - ended
        console: Back = facilitator.end()
        backs: list[Back] = [guest.end() for guest in guests]
        acked = facilitator.do("acked")
        after = [at for back in backs for at in back.after]
        dials = [tries for back in backs for tries in back.dials]
        return {
            "server away, s": away_s,
            "99 % back after that, s": percentile(after, 99) - away_s,
            "facilitator back after that, s": console.after[0] - away_s,
            "facilitator p95 ms": 1_000 * percentile(acked, 95),
            "dials a phone": sum(dials) / len(dials),
            "server CPU s": again.cpu_s(),
        }
