"""What a simulated participant or facilitator knows, and what they may wish for: the interface of ``rehearsal.py``.

A kind takes part in rehearsals with a file ``rehearsal.py`` in its folder, found by its name. It holds up to three
things, all of them optional:

``take_part(phone: Phone, dice: Random) -> list[Wish]``
    What this person does now, in this order, given what their phone shows. Asked again whenever the phone shows
    something new, and after the wishes were answered; an empty list means: nothing to do until something changes.

``lead(console: Console, dice: Random) -> list[Wish]``
    What the facilitator does beside the Next key, which the rehearsal presses by itself (``ahead`` of a kind included).
    Asked in the same way; Next waits until there is nothing left to do.

``RACES: frozenset[str]``
    Codes of refusals that are nobody's fault, because two phones may wish for the same thing at once.

The functions are pure: they decide from the view alone, as a person would from the screen, and every chance comes from
``dice``. ``phone.did`` counts what was asked in this step, so that a text that is not seen any more (it was handed in,
it is anonymous) is not written again and again: ``if phone.did["board/add_note"] < 2``. A wish for the same thing with
the same words is made once in a step, whatever the kind returns.

    def take_part(phone: Phone, dice: Random) -> list[Wish]:
        if phone.phase != "write" or phone.did["board/add_note"] >= 2:
            return []
        zone = dice.choice(sorted(phone.shared["zones"]))
        return [wish("board/add_note", text=phone.say("problem", longest=30), zone=zone)]
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol

from workshop.core.patch import View

Topic = Literal["problem", "action", "question", "reason", "praise", "feeling", "fact", "name", "role", "figure"]
"""What a sentence is for."""


class Say(Protocol):
    """Natural words of the trade, in the language of the rehearsal, no longer than the field takes."""

    def __call__(self, topic: Topic = "problem", *, longest: int = 30, shortest: int = 1, must: str = "") -> str:
        """A sentence; lengths are weighted (``parts.length``). ``must`` are words that it has to hold."""
        ...


@dataclass(frozen=True)
class Wish:
    """One command, without its id. A wish to a kind goes to the block that is on.

    ``occasion`` is not sent: it tells two wishes in the same words apart, where it is right to wish again.
    """

    type: str
    fields: dict[str, Any] = field(default_factory=dict)
    occasion: str = ""


def wish(type_: str, **fields: Any) -> Wish:
    """As in ``wish("quiz/answer", item="i01", value=4)``."""
    return Wish(type_, fields)


@dataclass(frozen=True)
class Now:
    """Where the room stands, as every screen shows it. ``step`` is the step's place, ``play#2`` when it comes again."""

    block: str
    kind: str
    step: str
    phase: str
    round: int
    rounds: int


@dataclass(frozen=True)
class Phone:
    """What one phone shows of the block that is on: the part for all phones, and those for me, my team, my circle.

    ``room`` is everything it shows, by the address of the audience.
    """

    me: str
    team: str | None
    writes: bool
    """Whether I write for my team."""
    now: Now
    shared: View
    mine: View
    ours: View
    circle: View
    room: dict[str, View]
    did: Counter[str]
    say: Say
    today: date

    @property
    def phase(self) -> str:
        return self.now.phase

    @property
    def step(self) -> str:
        return self.now.step.partition("#")[0]

    def is_one_of(self, n: int, of: int) -> bool:
        """Every ``of``-th person, always the same ones: people are of one mind all day."""
        return sum(map(ord, self.me)) % of == n


@dataclass(frozen=True)
class Console:
    """What the console shows: the block that is on, and the whole room around it."""

    now: Now
    shown: View
    room: View
    did: Counter[str]
    say: Say

    @property
    def phase(self) -> str:
        return self.now.phase

    @property
    def step(self) -> str:
        return self.now.step.partition("#")[0]

    @property
    def people(self) -> list[str]:
        """Everybody who is in."""
        roll = self.room.get("people", {})
        return [person for person, line in roll.items() if not line.get("removed") and not line.get("waits")]
