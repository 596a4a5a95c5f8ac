"""One simulated participant: looks at the phone, and does what the bot of the kind would do."""

from __future__ import annotations

import importlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from types import ModuleType
from typing import Any

import workshop.activities
from workshop.core.patch import View
from workshop.core.rehearsal import Now, Phone, Wish
from workshop.rehearsal.screen import Screen
from workshop.rehearsal.words import Voice


@dataclass
class Outcome:
    """What happened: where the day came by, what was refused, how often Next had to be pressed twice."""

    places: list[tuple[str, str]] = field(default_factory=list)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    gates: int = 0

    @property
    def blocks(self) -> list[str]:
        return list(dict.fromkeys(block for block, _ in self.places))


def bot(kind: str) -> ModuleType | None:
    """What a kind's ``rehearsal.py`` offers; None where a kind has none and its people only watch."""
    name = f"{workshop.activities.__name__}.{kind}.rehearsal"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != name:
            raise
        return None


class Hand:
    """What was asked at one place of the day: the same wish is made once there."""

    def __init__(self) -> None:
        self.did: Counter[str] = Counter()
        self._made: set[str] = set()
        self._at: tuple[str, str, str] | None = None

    def comes_to(self, now: Now) -> None:
        place = (now.block, now.step, now.phase)
        if place != self._at:
            self._at, self._made = place, set()
            self.did.clear()

    def new(self, wishes: list[Wish]) -> list[Wish]:
        found = []
        for wish in wishes:
            key = f"{wish.type} {sorted(wish.fields.items(), key=str)} {wish.occasion}"
            if key not in self._made:
                self._made.add(key)
                self.did[wish.type] += 1
                found.append(wish)
        return found


class Person:
    """One simulated participant: looks at the phone, and does what the kind's bot would do."""

    def __init__(self, screen: Screen, name: str, dice: Random, lang: str, outcome: Outcome) -> None:
        self.screen, self.name, self._dice, self._outcome = screen, name, dice, outcome
        self._say = Voice(lang, dice)
        self._hand = Hand()

    def phone(self) -> Phone | None:
        """What the phone shows; None while no block is on."""
        views = self.screen.views
        now = now_of(views.get("phones", {}))
        if now is None:
            return None
        own = next((view for address, view in views.items() if address.startswith("person:")), {})
        team = next((address[5:] for address in views if address.startswith("team:")), None)
        circle = next((view for address, view in views.items() if address.startswith("circle:")), {})
        return Phone(
            me=self.screen.person, team=team, writes=_writes(views, self.screen.person, team), now=now,
            shared=part_of(views.get("phones", {}), now.block), mine=part_of(own, now.block),
            ours=part_of(views.get(f"team:{team}", {}), now.block), circle=part_of(circle, now.block),
            room=views, did=self._hand.did, say=self._say, today=datetime.now(UTC).date(),
        )  # fmt: skip

    async def act(self) -> bool:
        """Whether there was something to do."""
        phone = self.phone()
        kind = bot(phone.now.kind) if phone else None
        if phone is None or kind is None or not hasattr(kind, "take_part"):
            return False
        self._hand.comes_to(phone.now)
        wishes = self._hand.new(kind.take_part(phone, self._dice))
        for one in wishes:
            await asked(self.screen, one, phone.now.block, self._outcome, getattr(kind, "RACES", frozenset()))
        return bool(wishes)


async def asked(screen: Screen, wish: Wish, block: str, outcome: Outcome, races: frozenset[str]) -> dict[str, Any]:
    fields = wish.fields if wish.type.startswith("room/") else {"block": block, **wish.fields}
    answer = await screen.ask(wish.type, fields)
    outcome.asked[wish.type] += 1
    if not answer.get("ok") and answer.get("code") not in races:
        outcome.refused[(wish.type, str(answer.get("code")))] += 1
    return answer


def now_of(view: View) -> Now | None:
    found = view.get("now")
    if not found:
        return None
    block = part_of(view, found["block"])
    step = found["step"]
    return Now(
        block=found["block"], kind=str(found.get("kind") or block.get("kind", "")), step=step["id"],
        phase=str(block.get("phase") or block.get("stage", {}).get("type") or step.get("phase", "")),
        round=int(step.get("round", 1)), rounds=int(step.get("rounds", 1)),
    )  # fmt: skip


def part_of(view: View, block: str) -> View:
    found: View = view.get("block", {}).get(block, {})
    return found


def _writes(views: dict[str, View], me: str, team: str | None) -> bool:
    """The scribe does; without one, whoever joined the team first."""
    found = views.get(f"team:{team}", {}).get("team", {})
    members = found.get("members", {})
    first = min(members, key=lambda one: (members[one]["rank"], one), default=me)
    return bool(found.get("scribe", first) == me)
