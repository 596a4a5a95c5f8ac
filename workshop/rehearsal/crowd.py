"""Who is in the room: people come late, are sent out in the middle of a round, come back, and load their page anew."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any, Final

from workshop.core.rehearsal import Now, Wish
from workshop.rehearsal.person import Person
from workshop.rehearsal.screen import Screen

FEWEST: Final = 8
"""In a smaller room nobody comes late or goes: there would be nobody left to play with."""
ONE_IN: Final = 12
LATE_AT: Final = 3
RELOADS_EVERY: Final = 5
A_GOOD_TEAM: Final = 6

Ask = Callable[[Wish], Awaitable[dict[str, Any]]]
"""What the facilitator wishes for beside the Next key."""


class Crowd:
    """``here`` are the people whose phones are in the room; ``opened`` makes another page in somebody's browser."""

    def __init__(
        self, people: list[Person], join: str, dice: Random, opened: Callable[[Person], Screen], *, is_steady: bool
    ) -> None:
        self._join, self._dice, self._opened = join, dice, opened
        moves = len(people) >= FEWEST and not is_steady
        late = len(people) // ONE_IN + 1 if moves else 0
        self.here, self._late = people[: len(people) - late], people[len(people) - late :]
        self._out: Person | None = None
        self._moves, self._blocks, self._left = moves, list[str](), set[str]()

    @property
    def teams(self) -> int:
        """As many as the console suggests; nobody is a team alone."""
        return max(1 if len(self.here) < A_GOOD_TEAM else 2, round(len(self.here) / A_GOOD_TEAM))

    async def come(self) -> None:
        await asyncio.gather(*(person.screen.join(self._join, person.name) for person in self.here))
        for person in self.here:
            person.screen.start()

    async def come_and_go(self, now: Now | None, ask: Ask) -> None:
        """Look who comes and who goes, now that the room stands here."""
        if now is None or not self._moves:
            return
        if now.block not in self._blocks:
            self._blocks.append(now.block)
            await self._at_a_block(ask)
        if now.kind == "rounds" and now.phase == "play" and now.block not in self._left:
            self._left.add(now.block)
            await self._in_a_round(now.block, ask)

    async def _at_a_block(self, ask: Ask) -> None:
        """Whoever was sent out is let in again; one more comes late; somebody loads their page anew."""
        n = len(self._blocks)
        if self._out:
            person, self._out = self._out, None
            await ask(Wish("room/return_person", {"person": person.screen.person}, str(n)))
            await self._reload(person)
            self.here.append(person)
        elif n % RELOADS_EVERY == 0:
            await self._reload(self._dice.choice(self.here))
        if n >= LATE_AT and len(self._late) > 1:
            await self._arrive()

    async def _in_a_round(self, block: str, ask: Ask) -> None:
        """The last one comes in the middle of a conversation; somebody else is called away from theirs."""
        if self._late:
            await self._arrive()
        if self._out is None:
            person = self._out = self._dice.choice(self.here)
            self.here.remove(person)
            await ask(Wish("room/remove_person", {"person": person.screen.person}, block))
            await person.screen.stop()

    async def _arrive(self) -> None:
        person = self._late.pop(0)
        await person.screen.join(self._join, person.name)
        person.screen.start()
        self.here.append(person)

    async def _reload(self, person: Person) -> None:
        await person.screen.stop()
        person.screen = self._opened(person)
        await person.screen.open()
        person.screen.start()
