"""A long time at speed: a hall that stays and writes, and short rooms that open, fill, vote, lose phones and are gone.

Nothing may grow with the time: memory, open files, tasks of the event loop, the write-ahead log, the waiting.
"""

from __future__ import annotations

import asyncio
import html
import json
import random
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench import processes
from bench.crowds import workers
from bench.figures import Figure, at_most, median_figure, percentile
from bench.phones import Crowd, Phone, Place, enough_files
from bench.processes import Server
from bench.visits import FIELD
from tests.harness.fetch import Address, Answer, Http

HALL, EDITS_A_S, DROPS_A_S = 150, 4.0, 1.0
GUESTS, ROOMS_AT_ONCE, NOTES_EACH = 40, 2, 1
PAUSE_S = 3.0
"""Between two steps of a short room."""
LOOK_EVERY_S = 10.0
QUIET_S = 45.0
"""A closed socket is held until its ping's sleep is over."""
WARM_UP = 0.5


def measure(minutes: float) -> list[Figure]:
    """The slope is that of the second half: in the first one caches fill, and a burst finds its room."""
    with ExitStack() as running:
        data = running.enter_context(processes.folder())
        server = running.enter_context(processes.life(data, "--people", str(HALL)))
        life = running.enter_context(workers(Life, server.place("workshop")))[0]
        seen = [_look(server, data)]
        life.begin("live", minutes * 60)
        until = time.monotonic() + minutes * 60
        while time.monotonic() < until:
            time.sleep(LOOK_EVERY_S)
            seen.append(_look(server, data))
            print(json.dumps(asdict(seen[-1])), file=sys.stderr, flush=True)
        lived: Lived = life.end()
        time.sleep(QUIET_S)
        after = _look(server, data)
    return _figures(minutes, seen, after, lived)


@dataclass(frozen=True)
class Look:
    """The server from outside at one moment. ``at`` in seconds."""

    at: float
    mb: float
    files: int
    tasks: int
    rooms: int
    screens: int
    wal_mb: float
    log_mb: float


@dataclass
class Lived:
    """What happened in a soak. ``acks`` are (when, how long) in seconds."""

    acks: list[tuple[float, float]] = field(default_factory=list)
    rooms: int = 0
    joins: int = 0
    drops: int = 0
    refused: int = 0


def _look(server: Server, data: Path) -> Look:
    inside = json.loads(server.place("workshop").get("/bench/inside"))
    wal, log = data / "workshop.db-wal", data / "workshop.db"
    return Look(
        at=time.monotonic(),
        mb=server.rss() / 1024**2,
        files=server.process.num_fds(),
        wal_mb=wal.stat().st_size / 1024**2 if wal.exists() else 0,
        log_mb=log.stat().st_size / 1024**2,
        **inside,
    )


def _figures(minutes: float, seen: list[Look], after: Look, lived: Lived) -> list[Figure]:
    name = f"{minutes:g} minutes: {HALL} in a hall, {lived.rooms} rooms, {lived.joins} joins"
    later = [look for look in seen if look.at >= seen[0].at + WARM_UP * (seen[-1].at - seen[0].at)]
    early_ms, late_ms = _drift([(at, 1_000 * took) for at, took in lived.acks])
    hours = [(look.at - later[0].at) / 3_600 for look in later]
    return [
        Figure(name, "MB/h", slope(list(zip(hours, (look.mb for look in later), strict=True))), target=at_most(1)),
        _over(name, "server MB", later, lambda look: look.mb),
        _over(name, "open files", later, lambda look: look.files),
        _over(name, "tasks", later, lambda look: look.tasks),
        _over(name, "WAL MB", later, lambda look: look.wal_mb, at_most(64)),
        Figure(name, "database MB", after.log_mb),
        Figure(name, "files more than hall, after", after.files - seen[0].files - after.screens, target=at_most(5)),
        Figure(name, "tasks more than hall, after", after.tasks - seen[0].tasks - 3 * after.screens, target=at_most(5)),
        Figure(name, "ack p95 ms, early", early_ms),
        Figure(name, "ack p95 ms, late", late_ms),
        Figure(name, "commands", len(lived.acks)),
        Figure(name, "refused", lived.refused, target=at_most(0)),
        Figure(name, "lines dropped", lived.drops),
    ]


def _over(name: str, what: str, looks: Iterable[Look], of: Callable[[Look], float], target: Any = None) -> Figure:
    return median_figure(name, what, [of(look) for look in looks], target)


def _drift(waits: list[tuple[float, float]]) -> tuple[float, float]:
    """The p95 of the first half and that of the second."""
    ordered = [took for _, took in sorted(waits)]
    middle = len(ordered) // 2
    return percentile(ordered[:middle], 95), percentile(ordered[middle:], 95)


def slope(points: list[tuple[float, float]]) -> float:
    """Of the straight line that lies closest."""
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    wide = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / wide if wide else 0.0


# --- the people ---------------------------------------------------------------------------------------------------


class Life:
    """Everybody who lives in a soak, in one process."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.address = Address("127.0.0.1", place.port)
        self.lived = Lived()
        self._until = 0.0

    async def live(self, seconds: float) -> Lived:
        enough_files(4_000)
        self._until = time.perf_counter() + seconds
        await asyncio.gather(self._hall(), *(self._rooms(nth) for nth in range(ROOMS_AT_ONCE)))
        return self.lived

    def _goes_on(self) -> bool:
        return time.perf_counter() < self._until

    # --- the hall ---

    async def _hall(self) -> None:
        """Everybody has one note and changes it again and again; now and then a line breaks and is dialled anew."""
        crowd = Crowd(self.place)
        crowd.leaving = True
        await crowd.arrive(list(range(HALL)))
        for number, phone in enumerate(crowd.phones):
            phone.add_note(number)
        await asyncio.sleep(5)
        notes = [await self._note_of(phone) for phone in crowd.phones]
        while self._goes_on():
            await asyncio.sleep(random.expovariate(EDITS_A_S + DROPS_A_S))
            seat = random.randrange(HALL)
            if random.random() < DROPS_A_S / (EDITS_A_S + DROPS_A_S):
                crowd.phones[seat].transport.abort()
                crowd.phones[seat] = await crowd.dial(Phone(crowd, seat))
                self.lived.drops += 1
                continue
            text = f"{random.random()} 改过的想法，写得更清楚"
            crowd.phones[seat].ask(
                {"id": _id(), "type": "board/edit_note", "block": "b.1", "note": notes[seat], "text": text}
            )
            self._take_acks(crowd)
        self._take_acks(crowd)

    async def _note_of(self, phone: Phone) -> str:
        return str(next(iter((await self._seen(self.place, phone.cookie))["mine"])))

    async def _seen(self, place: Place, cookie: str) -> dict[str, Any]:
        """The board as the phone with this cookie sees it: the room's part and the person's."""
        http = Http(self.address)
        answer = await http.request("GET", place.address("snapshot", 0), headers={"Cookie": cookie})
        http.close()
        views = json.loads(answer.body)["views"]
        mine = next(view for address, view in views.items() if address.startswith("person:"))
        return {**views["phones"]["block"]["b.1"], **mine.get("block", {}).get("b.1", {})}

    # --- the short rooms ---

    async def _rooms(self, nth: int) -> None:
        await asyncio.sleep(nth * 3 * PAUSE_S)
        while self._goes_on():
            await self._room()
            self.lived.rooms += 1

    async def _room(self) -> None:
        new = await self._page("/bench/new")
        place = Place("workshop", self.place.port, new["path"])
        crowd = Crowd(place)
        crowd.leaving = True
        await asyncio.gather(*(self._join(crowd, new["join"], number) for number in range(GUESTS)))
        for note, phone in enumerate(crowd.phones * NOTES_EACH):
            phone.add_note(note)
            await asyncio.sleep(PAUSE_S / GUESTS / NOTES_EACH)
        await self._lose_some(crowd)
        await self._press(f"/bench/on/{new['room']}")
        await asyncio.sleep(PAUSE_S / 2)
        notes = list((await self._seen(place, crowd.phones[0].cookie))["notes"])
        for phone in crowd.phones:
            phone.ask(
                {"id": _id(), "type": "board/place_dots", "block": "b.1", "stage": "vote", "dots": 1,
                 "note": random.choice(notes)}
            )  # fmt: skip
            await asyncio.sleep(PAUSE_S / GUESTS)
        await self._lose_some(crowd)
        await self._press(f"/bench/on/{new['room']}")
        await asyncio.sleep(PAUSE_S)
        self._take_acks(crowd)
        for phone in crowd.phones[: GUESTS // 2]:
            phone.hang_up()
        await self._press(f"/bench/over/{new['room']}")
        await asyncio.sleep(PAUSE_S)
        await crowd.leave()

    async def _join(self, crowd: Crowd, token: str, number: int) -> None:
        await asyncio.sleep(random.random() * PAUSE_S)
        http = Http(self.address)
        form = await http.get(f"/j/{token}", timeout_s=60)
        fields = {name: html.unescape(value) for name, value in FIELD.findall(form.text)}
        await http.send_form(form.path, {**fields, "name": f"学员 {number}"}, 60)
        crowd.phones.append(await crowd.dial(Phone(crowd, number, http.cookie_line)))
        http.close()
        self.lived.joins += 1

    async def _lose_some(self, crowd: Crowd) -> None:
        for nth, lost in enumerate(crowd.phones):
            if random.random() < 0.2:
                lost.hang_up()
                crowd.phones[nth] = await crowd.dial(Phone(crowd, lost.number, lost.cookie))
                self.lived.drops += 1

    # --- what all do ---

    @property
    def _http(self) -> Http:
        return Http(self.address)

    async def _page(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = (await self._press(path)).json()
        return found

    async def _press(self, path: str) -> Answer:
        answer = await self._http.get(path, timeout_s=60)
        if answer.status != 200:
            raise ConnectionError(f"{path}: {answer.status} {answer.text[:300]}")
        return answer

    def _take_acks(self, crowd: Crowd) -> None:
        now = time.monotonic()
        self.lived.acks += [(now, took) for took in crowd.tally.acked]
        self.lived.refused += crowd.tally.refused
        crowd.tally.acked.clear()
        crowd.tally.refused = 0
        crowd._parsed.clear()  # noqa: SLF001 - nobody counts deliveries here


def _id() -> str:
    return f"soak-{random.getrandbits(64):x}"
