"""Somebody leaves in the middle of a round: how long until the last one whose seat that changes sees the new one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from bench import product
from bench.figures import Figure, at_most, median_figure
from workshop.core.course import Agenda, Course, Slot
from workshop.courses import loader
from workshop.rehearsal.browser import Address, Browser
from workshop.rehearsal.screen import Screen
from workshop.rooms.clock import now_ms
from workshop.store import people, rooms

COURSE, AGENDA, IN_THE_MIDDLE = "customer-service-manager", "day", "play"
ROOMS: Final = (("pairs", "m4.q10", 24), ("triads", "m5.coach_drill", 24), ("triads", "m5.coach_drill", 60))
LEAVE, LEAVE_QUICKLY = 6, 3
MOST_S: Final = 3.0
GIVE_UP_S: Final = 30.0
REST_S: Final = 0.5

Seats = Mapping[str, tuple[str, str, frozenset[str]]]
"""By person: the group, the role, and who sits there, too."""


def measure(quick: bool) -> list[Figure]:
    found = []
    for how, block, many in ROOMS[:2] if quick else ROOMS:
        took, moved = _leavings(block, many, LEAVE_QUICKLY if quick else LEAVE)
        name = f"{many} people in {how}, one leaves"
        found += [
            median_figure(
                name, "ms until the last new seat is seen", [1_000 * s for s in took], at_most(1_000 * MOST_S)
            ),
            median_figure(name, "phones with a new seat", moved),
        ]
    return found


def _leavings(block: str, many: int, leave: int) -> tuple[list[float], list[int]]:
    with product.installed() as (config, database, fay):
        with database.writing.begin() as connection:
            staff = people.start_session(connection, fay, now_ms(), config.limits)
            room = rooms.open_room(connection, fay, _course(block), AGENDA, "Measured", now_ms(), 0)
        found = rooms.find(database, room=room)
        if found is None:
            raise RuntimeError("there is no room")
        with product.serving(config):
            address = Address("127.0.0.1", config.port)
            return asyncio.run(
                _Round(address, staff, f"/r/{room}/", f"/j/{found.join_token}", block).leave(many, leave)
            )


def _course(block: str) -> Course:
    course = loader.load(COURSE)
    day = Agenda(id=AGENDA, mode="full", title=course.title, slots=(Slot(block=block, minutes=60),))
    return course.model_copy(update={"agendas": (day,)})


@dataclass(frozen=True)
class _Round:
    address: Address
    staff: str
    base: str
    join: str
    block: str

    async def leave(self, many: int, leave: int) -> tuple[list[float], list[int]]:
        """One after the other; seconds and phones for each."""
        console = Screen("console", self.base, Browser(self.address, {"staff": self.staff}))
        phones = [Screen("phone", self.base, Browser(self.address)) for _ in range(many)]
        try:
            await console.open()
            console.start()
            for n, phone in enumerate(phones):
                await phone.join(self.join, f"学员 {n}")
                phone.start()
            await _asked(console, "room/go_to", block=self.block, step=IN_THE_MIDDLE)
            await asyncio.gather(*(_until(phone, partial(self._sits, phone)) for phone in phones))
            took, moved = [], []
            for gone in phones[:leave]:
                await asyncio.sleep(REST_S)
                phones.remove(gone)
                seconds, changed = await self._one_leaves(console, gone, phones)
                took.append(seconds)
                moved.append(changed)
            return took, moved
        finally:
            await asyncio.gather(*(screen.stop() for screen in (console, *phones)))

    async def _one_leaves(self, console: Screen, gone: Screen, phones: list[Screen]) -> tuple[float, int]:
        before = self.seats(console)
        began = time.perf_counter()
        answer = await _asked(console, "room/remove_person", person=gone.person)
        await _until(console, lambda: console.seqs["console"] >= answer["seq"])
        after = self.seats(console)
        moved = [phone for phone in phones if before[phone.person] != after[phone.person]]
        await asyncio.gather(*(_until(phone, partial(self._sees, after, phone)) for phone in moved))
        took = time.perf_counter() - began
        await gone.stop()
        return took, len(moved)

    def seats(self, screen: Screen) -> Seats:
        view = screen.views.get("console" if screen.as_ == "console" else "phones", {})
        groups: dict[str, Any] = view.get("block", {}).get(self.block, {}).get("groups", {})
        return {
            person: (group, seat["role"], frozenset(one["people"]))
            for group, one in groups.items()
            for person, seat in one["people"].items()
        }

    def _sits(self, phone: Screen) -> bool:
        return phone.person in self.seats(phone)

    def _sees(self, seats: Seats, phone: Screen) -> bool:
        """In the list of the groups, and in what the phone alone is told."""
        own = next((view for address, view in phone.views.items() if address.startswith("person:")), {})
        group = own.get("block", {}).get(self.block, {}).get("group")
        return group == seats[phone.person][0] and self.seats(phone).get(phone.person) == seats[phone.person]


async def _asked(console: Screen, command: str, **fields: Any) -> dict[str, Any]:
    answer = await console.ask(command, fields)
    if not answer.get("ok"):
        raise RuntimeError(f"{command}: {answer}")
    return answer


async def _until(screen: Screen, shows: Callable[[], bool]) -> None:
    give_up = time.monotonic() + GIVE_UP_S
    while not shows():
        if time.monotonic() > give_up:
            raise RuntimeError("a phone does not see its seat")
        await screen.changed(screen.changes, 1)
