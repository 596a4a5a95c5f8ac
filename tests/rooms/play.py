"""A room without a database: the real rules, the real log and everybody's views, at the speed of a function call."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from workshop.core.activity import (
    CONSOLE,
    PHONES,
    PROJECTOR,
    Audience,
    By,
    Event,
    SlowCommand,
    person_audience,
    team_audience,
)
from workshop.core.course import Course
from workshop.core.errors import Refused
from workshop.core.patch import View
from workshop.core.report import CLIENT, Reader, Report, RoomReport
from workshop.rooms import messages as m
from workshop.rooms import places, room
from workshop.rooms.aliases import alias, has_pseudonyms
from workshop.rooms.asking import Caller, Intent, read
from workshop.rooms.kinds import kinds
from workshop.rooms.state import RoomState, fresh_room
from workshop.rooms.takeaway import room_report
from workshop.rooms.undo import Cause, Change, Deeds, took_back
from workshop.rooms.views import Door, Names, Picture

NOON = 1_700_000_000_000
DOOR = Door("A room", "12345678")
FAY = Caller("console", trainer="fay")
KEY = b"the key of the anonymous blocks!"

Happened = tuple[str | None, Event]


@contextmanager
def refused(code: str, **facts: Any) -> Iterator[None]:
    """The wish inside is refused with this code and exactly these facts."""
    with pytest.raises(Refused) as no:
        yield
    assert (no.value.code, no.value.facts) == (code, facts)


def refusal_of(wish: Callable[[], Any]) -> Refused | None:
    """Does it, and gives the refusal if there was one."""
    try:
        wish()
    except Refused as no:
        return no
    return None


class Voice:
    """Somebody who may wish for something, and what they see."""

    def __init__(self, play: "Play", caller: Caller, audience: Audience) -> None:
        self.play, self.caller, self.audience = play, caller, audience

    @property
    def id(self) -> str:
        return self.caller.person or ""

    def __call__(self, command: str, **fields: Any) -> list[Event]:
        """Wishes for this; a wish to a kind goes to the block that is on."""
        return self.play.hears(self.caller, command, fields)

    @property
    def sees(self) -> View:
        """Their own audience."""
        return self.play.sees(self.audience)

    @property
    def board(self) -> View:
        """The part of the block that is on in their own audience; for Fay the console's."""
        return self.play.shows(self.audience)


class Play:
    """A room in which things happen one after the other, a second apart."""

    def __init__(self, course: Course, people: tuple[str, ...] = ("Ann", "Ben", "Chen"), teams: int = 0) -> None:
        self.state: RoomState = fresh_room(course, course.agendas[0].id)
        self.names = Names()
        self.keys: dict[str, bytes] = {}
        self.deeds = Deeds()
        self.log: list[Happened] = []
        self.now = NOON
        self.wishes = 0
        self.done: list[str] = []
        self.fay = Voice(self, FAY, CONSOLE)
        self.people = [self.joins(name) for name in people]
        if teams:
            self.fay("room/draw_teams", count=teams)
            for n, voice in enumerate(self.people):
                self.fay("room/move_person", person=voice.id, team=f"t{n % teams + 1}")

    # --- what happens -------------------------------------------------------------------------------------------

    def joins(self, name: str) -> Voice:
        """Somebody takes a seat; the id is the name in small letters."""
        person = name.lower()
        self.names = self.names.with_seat(person, name, "0000")
        by = By("participant", None, None, self.now, f"seat-{person}")
        self.happen_in_room(room.decide(self.state, m.TakeSeat(person=person), by), by)
        return Voice(self, Caller("phone", person), person_audience(person, None))

    def hears(self, caller: Caller, command: str, fields: dict[str, Any]) -> list[Event]:
        return self.decided(self.read(caller, command, fields))

    def read(self, caller: Caller, command: str, fields: dict[str, Any]) -> Intent:
        if not command.startswith("room/"):
            fields = {"block": self.state.block} | fields
        return read(caller, {"id": f"wish-{self.wishes:04}", "type": command, **fields})

    def wished(self, caller: Caller, command: str, fields: dict[str, Any]) -> Intent | None:
        """The wish, if it can be read at all."""
        try:
            return self.read(caller, command, fields)
        except Refused:
            return None

    def decided(self, intent: Intent) -> list[Event]:
        """What follows from a wish, and that it followed."""
        self.now += 1_000
        self.wishes += 1
        by = self.by(intent)
        cause = Cause(len(self.log) + 1, intent.command.type) if by.facilitates else None
        if isinstance(intent.command, m.Undo):
            back, cause = took_back(self.deeds, self.state, intent.command.deed, by)
            cause = replace(cause, deed=len(self.log) + 1)
            for block, event in back:
                self.happen(block, [event], cause)
            self.take_places([event for _, event in back], by, cause)
            return [event for _, event in back]
        if intent.block is None:
            waiting, of = self.picture.waiting()
            events = room.decide(self.state, intent.command, by, waiting, of)
            self.happen_in_room(events, by, cause)
            return events
        run = self.state.runs.get(intent.block)
        if run is None:
            raise Refused("room/not_now")
        if isinstance(intent.command, SlowCommand):
            intent = replace(intent, command=intent.command.thought_over(run.state))
        view = self.picture.room_view(intent.block)
        events = self.activity(intent.block).decide(run.state, intent.command, by, view)
        self.happen(intent.block, events, cause)
        return events

    def by(self, intent: Intent) -> By:
        seed, caller = f"seed-{self.wishes}", intent.caller
        if caller.kind != "phone" or caller.person is None:
            return By("facilitator", None, None, self.now, seed)
        member = self.state.member(caller.person)
        team = self.state.teams.get(member.team or "")
        person = self.alias(intent.block, caller.person) if intent.block else caller.person
        return By("participant", person, member.team, self.now, seed, bool(team and team.scribe == caller.person))

    def happen_in_room(self, events: list[Event], by: By, cause: Cause | None = None) -> None:
        """In the room itself, and what follows for who sits where."""
        self.happen(None, events, cause)
        self.take_places(events, by, cause)

    def take_places(self, events: list[Event], by: By, cause: Cause | None) -> None:
        if places.may_change_places(events):
            for block, event in places.seated_anew(self.picture, by):
                self.happen(block, [event], cause)

    def happen(self, block: str | None, events: list[Event], cause: Cause | None = None) -> None:
        for event in events:
            if isinstance(event, m.BlockOpened) and has_pseudonyms(self.state.course.blocks[event.block]):
                self.keys.setdefault(event.block, KEY)
            if isinstance(event, m.BlockClosed | m.BlockWithdrawn):
                self.keys.pop(event.block, None)
            before, self.state = self.state, room.apply(self.state, block, event)
            self.log.append((block, event))
            self.deeds = self.deeds.with_event(Change(len(self.log), block, event, before), self.state, cause, self.now)

    def next(self, *, anyway: bool = True) -> list[Event]:
        return self.fay("room/next", block=self.state.block, step=self.state.step, anyway=anyway)

    def back(self) -> list[Event]:
        return self.fay("room/back", block=self.state.block, step=self.state.step)

    def to(self, step: str) -> None:
        """Fay goes to this step of the block that is on."""
        self.fay("room/go_to", block=self.state.block, step=step)

    # --- what is seen -------------------------------------------------------------------------------------------

    @property
    def picture(self) -> Picture:
        return Picture(self.state, self.names, DOOR, self.alias, self.deeds)

    def alias(self, block: str, person: str, to: str | None = None) -> str | None:
        return alias(self.state, self.keys, block, person, to)

    def activity(self, block: str) -> Any:
        return kinds()[self.state.course.blocks[block].kind].activity

    def block_state(self, block: str | None = None) -> Any:
        return self.state.runs[block or self.state.block or ""].state

    def sees(self, audience: Audience) -> View:
        return self.picture.view(audience)

    def shows(self, audience: Audience) -> View:
        """What the block that is on shows to this audience."""
        shown: View = self.sees(audience).get("block", {}).get(self.state.block, {})
        return shown

    @property
    def wall(self) -> View:
        return self.shows(PROJECTOR)

    @property
    def phones(self) -> View:
        return self.shows(PHONES)

    def team(self, team: str) -> View:
        return self.shows(team_audience(team))

    def audiences(self) -> list[Audience]:
        """Everybody who sees anything."""
        teams = [team_audience(team) for team in self.state.teams]
        people = (person_audience(person, None) for person in self.state.members)
        return [CONSOLE, PROJECTOR, PHONES, *teams, *people, *self.picture.circle_audiences]

    def everything(self) -> dict[str, View]:
        picture = self.picture
        return {audience.address: picture.view(audience) for audience in self.audiences()}

    def seen_by(self, secret: str) -> set[str]:
        """The addresses in whose view this text stands."""
        return {address for address, view in self.everything().items() if secret in repr(view)}

    def report(self, block: str, reader: Reader = CLIENT) -> Report:
        view = self.picture.room_view(block)
        found: Report = self.activity(block).report(self.state.runs[block].state, reader, view)
        return found

    def room_report(self, reader: Reader = CLIENT) -> RoomReport:
        return room_report(self.picture, NOON, 480, reader)

    def copy(self) -> "Play":
        """The same room, to go on differently."""
        other = object.__new__(Play)
        other.__dict__ = self.__dict__ | {"keys": dict(self.keys), "log": list(self.log), "done": []}
        other.fay = Voice(other, FAY, CONSOLE)
        other.people = [Voice(other, voice.caller, voice.audience) for voice in self.people]
        return other
