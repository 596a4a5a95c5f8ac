"""What each audience sees of a room: the room's own part, and the part of the block that is on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import attrgetter, is_, is_not
from typing import Any, Protocol, TypeVar

from immutables import Map

from workshop.core.activity import (
    CONSOLE,
    PHONES,
    PROJECTOR,
    Audience,
    Given,
    Ms,
    Person,
    PersonId,
    Progress,
    RoomView,
    Seat,
    TeamId,
    circle_audience,
    person_audience,
    remembered,
    shown_text,
    team_audience,
    words,
)
from workshop.core.course import LEVELS, Block, Mode, Privacy, Slide, Step, round_at
from workshop.core.frozen import replace
from workshop.core.patch import View
from workshop.rooms.aliases import is_anonymous
from workshop.rooms.dayplan import LONGEST, texts_of
from workshop.rooms.kinds import config_of, kinds, missing, steps_in
from workshop.rooms.room import AFTER, BEFORE, current_step, following, path, step_after
from workshop.rooms.state import Member, Notice, RoomState, Run, base_of
from workshop.rooms.undo import Deed, Deeds
from workshop.store.seats import look

T = TypeVar("T")
NOTICES_ON_PHONE, NOTICES_ON_CONSOLE = 3, 10
_by_rank = attrgetter("rank")
_NO_DEEDS = Deeds()
_NO_CIRCLES: Mapping[PersonId, tuple[str, ...]] = {}


class Alias(Protocol):
    """A person in a block, or in it towards somebody: themselves, a pseudonym, None once it is forgotten."""

    def __call__(self, block: str, person: PersonId, to: PersonId | None = None) -> PersonId | None: ...


@dataclass(frozen=True)
class Door:
    """What the room is called, and the code by which people come in. Beside the log: an old code is told nowhere.

    ``rehearsal``: its people are simulated, and every screen says so.
    """

    title: str = ""
    code: str = ""
    rehearsal: bool = False


NameKey = tuple[PersonId, int]
"""Somebody, and which of their names."""


@dataclass(frozen=True)
class Names:
    """What the log does not hold: how people are called, and the code that brings each back to their seat.

    A person can have several names one after the other; the room's ``Member.name`` says which of them holds.
    ``by_look`` is found from the names when it is not given: a thousand who come are not each compared with all.
    """

    name: Map[NameKey, str] = field(default_factory=Map)
    seat_code: Map[PersonId, str] = field(default_factory=Map)
    by_look: Map[str, tuple[NameKey, ...]] = field(default_factory=Map)

    def __post_init__(self) -> None:
        if self.name and not self.by_look:
            found: dict[str, tuple[NameKey, ...]] = {}
            for key, name in self.name.items():
                like = look(name)
                found[like] = (*found.get(like, ()), key)
            object.__setattr__(self, "by_look", Map(found))

    def of(self, member: Member) -> str:
        """How somebody is called; empty for somebody who was forgotten."""
        return self.name.get((member.id, member.name), "")

    def with_seat(self, person: PersonId, name: str, seat_code: str) -> Names:
        named = self.with_name(person, 0, name)
        return Names(named.name, self.seat_code.set(person, seat_code), named.by_look)

    def with_name(self, person: PersonId, n: int, name: str) -> Names:
        key, like = (person, n), look(name)
        by_look = self.by_look.set(like, (*self.by_look.get(like, ()), key))
        return Names(self.name.set(key, name), self.seat_code, by_look)

    def without(self, person: PersonId) -> Names:
        kept = {key: name for key, name in self.name.items() if key[0] != person}
        codes = self.seat_code.delete(person) if person in self.seat_code else self.seat_code
        return Names(Map(kept), codes)

    def is_taken(self, members: Mapping[PersonId, Member], like: str, but: PersonId | None = None) -> bool:
        """Whether somebody who was not forgotten goes by a name that looks so."""
        named = ((members.get(person), n) for person, n in self.by_look.get(like, ()) if person != but)
        return any(member is not None and member.name == n and not member.forgotten for member, n in named)

    def next_number(self, person: PersonId) -> int:
        n = 0
        while (person, n) in self.name:
            n += 1
        return n


class Picture:
    """A room's state with the names of its people, ready to be looked at by any audience.

    Made anew after each batch; ``before`` hands over what did not change.
    """

    def __init__(
        self,
        state: RoomState,
        names: Names,
        door: Door,
        alias: Alias,
        deeds: Deeds = _NO_DEEDS,
        before: Picture | None = None,
    ) -> None:
        if state.block is not None and state.block not in state.runs:  # between two events of a deed taken back
            state = replace(state, block=None, step=None)
        self.state, self.names, self.door, self.alias, self.deeds = state, names, door, alias, deeds
        self.parts: dict[str, tuple[tuple[object, ...], Any]] = before.parts if before else {}
        self._rooms: dict[str, RoomView] = {}

    def _made_from(self, part: str, *things: object, make: Callable[[], T]) -> T:
        """A part that is made again only when one of the things it is made from is another."""
        kept = self.parts.get(part)
        if kept is None or len(kept[0]) != len(things) or any(map(is_not, kept[0], things)):
            kept = self.parts[part] = (things, make())
        made: T = kept[1]
        return made

    @cached_property
    def people(self) -> Mapping[PersonId, Person]:
        """Everybody who ever came, in the order they came; looked at when somebody asks, not for every command."""
        return self._made_from("people", self.state.members, self.names, make=self._people)

    def _people(self) -> Mapping[PersonId, Person]:
        """Whoever is as before stays the same object, so that nothing is drawn anew."""
        _, known = self.parts.get("people", ((), {}))
        people: dict[PersonId, Person] = {}
        for member in sorted(self.state.members.values(), key=_by_rank):
            was, name = known.get(member.id), self.names.of(member)
            same = was is not None and _as_before(was, member, name)
            people[member.id] = was if same else Person(member.id, name, member.team, member.rank, not member.present)
        return known if len(people) == len(known) and all(map(is_, people.values(), known.values())) else people

    @property
    def team_members(self) -> Mapping[TeamId, list[Person]]:
        return self._made_from("team members", self.people, make=lambda: _by_team(self.people))

    @property
    def present(self) -> list[PersonId]:
        """Everybody who is in."""
        people = self.people.values()
        return self._made_from("present", self.people, make=lambda: [p.id for p in people if not p.removed])

    def anybody_before(self, at: Ms) -> bool:
        """Whether somebody took a seat before this moment."""
        first = next(iter(self.people), None)
        return first is not None and self.state.members[first].joined < at

    # --- what the kinds see -------------------------------------------------------------------------------------

    def room_view(self, block_id: str) -> RoomView:
        made = self._rooms.get(block_id)
        if made is None:
            made = self._rooms[block_id] = self._room_view(block_id)
        return made

    def _room_view(self, block_id: str) -> RoomView:
        """Made again when anything but the block itself has gone on: while people write, nothing has."""
        state = self.state
        runs = dict(state.runs)
        run = runs.pop(block_id, None)
        closed = run is None or not run.open
        room = [value for name, value in vars(state).items() if name != "runs"]
        make = partial(self._seen_from, block_id, closed=closed)
        kept = self._made_from(f"room of {block_id}", closed, self.people, *room, *runs.values(), make=make)
        return replace(kept, veil=partial(self.alias, block_id))

    def _seen_from(self, block_id: str, *, closed: bool) -> RoomView:
        state, block = self.state, self.state.course.blocks[block_id]
        return RoomView(
            course=state.course,
            block=block,
            step=current_step(state) if state.block == block_id else None,
            mode=state.mode_of(block_id),
            people=self.people,
            teams=state.teams,
            locked=state.locked or state.paused,
            closed=closed,
            round=round_at(state.step) if state.block == block_id else 0,
            timer=state.timer if state.block == block_id else None,
            given=self._given(block),
            seats=self._seats(block_id),
        )

    def _given(self, block: Block) -> Mapping[str, Given]:
        """What the sources of a block give now; no block is a source of its own."""
        sources = kinds()[block.kind].activity.sources(config_of(block))
        found: dict[str, Given] = {}
        for source in sources:
            run = self.state.runs.get(source.block)
            if run and source.block != block.id:
                part = f"{source.block} gives {source.select}"
                given = self._made_from(part, run.state, make=partial(self._gives, source.block, source.select))
                also = found.get(source.block)
                found[source.block] = Given({**also.items, **given.items}) if also else given
        return found

    def _gives(self, block: str, select: str) -> Given:
        activity = kinds()[self.state.course.blocks[block].kind].activity
        return activity.gives(self.state.runs[block].state, select)

    def _seats(self, block_id: str) -> tuple[Seat, ...]:
        """Who sat where in the other blocks, as these took place."""
        others = [(run.began, name, run.state) for name, run in self.state.runs.items() if name != block_id]
        found: list[Seat] = []
        for _, name, state in sorted(others, key=lambda other: other[:2]):
            activity = kinds()[self.state.course.blocks[name].kind].activity
            found += self._made_from(f"seats of {name}", state, make=partial(activity.seats, state))
        return tuple(found)

    @property
    def circles(self) -> Mapping[PersonId, tuple[str, ...]]:
        """The pairs or triads of the block that is on, by everybody who sits in one."""
        run = self.state.runs.get(self.state.block or "")
        if run is None:
            return _NO_CIRCLES
        return self._made_from("circles", run, self.state.members, make=self._circles)

    @property
    def circle_audiences(self) -> list[Audience]:
        """Every circle of the block that is on."""
        groups = sorted({group for mine in self.circles.values() for group in mine})
        return [circle_audience(self.state.block or "", group) for group in groups]

    def _circles(self) -> Mapping[PersonId, tuple[str, ...]]:
        block = self.state.block or ""
        activity = kinds()[self.state.course.blocks[block].kind].activity
        groups = activity.groups(self.state.runs[block].state)
        if not groups:
            return _NO_CIRCLES
        found: dict[PersonId, tuple[str, ...]] = {}
        for person in self.state.members:
            known_as = self.alias(block, person)
            mine = tuple(sorted(group for group, people in groups.items() if known_as in people))
            if mine:
                found[person] = mine
        return found

    @cached_property
    def progress(self) -> Progress:
        """How far the step is that is on; counted when somebody looks, not for every command."""
        block = self.state.block
        run = self.state.runs.get(block) if block else None
        if block is None or run is None or current_step(self.state) is None:
            return Progress()
        activity = kinds()[self.state.course.blocks[block].kind].activity
        return activity.progress(run.state, self.room_view(block))

    def waiting(self) -> tuple[int, int]:
        """How many of how many have not done yet what this step asks."""
        if self.progress.per is None:
            return 0, 0
        expected = self._expected()
        if self.progress.per == "person" and self._anonymous():  # pseudonyms can be counted, not compared
            return max(0, len(expected) - len(self.progress.done)), len(expected)
        return len(expected) - len(self.progress.done.intersection(expected)), len(expected)

    def _expected(self) -> list[str]:
        return list(self.state.teams) if self.progress.per == "team" else self.present

    # --- the audiences ------------------------------------------------------------------------------------------

    def view(self, audience: Audience) -> View:
        """``audience`` carries real person ids; pseudonyms are looked up here."""
        match audience.kind:
            case "console":
                return self._console()
            case "projector":
                return self._projector()
            case "phones":
                return self._phones()
            case "group":
                return self._team(audience.id or "")
            case "circle":
                return self._with_block({}, audience) if audience.of == self.state.block else {}
            case "person":
                return self._person(audience.id or "")

    def audiences_of(self, person: PersonId) -> tuple[Audience, ...]:
        """Everything one phone holds: nothing for somebody who was sent out, their own part while they wait."""
        member = self.state.members.get(person)
        if member and member.removed:
            return ()
        if member and member.waits:
            return (person_audience(person, None),)
        team = member.team if member else None
        circles = (circle_audience(self.state.block or "", group) for group in self.circles.get(person, ()))
        return (PHONES, person_audience(person, None), *([team_audience(team)] if team else []), *circles)

    def _phones(self) -> View:
        state = self.state
        view = self._common()
        step = current_step(state)
        if state.block:
            view["now"] = self._now(words(step.phone) if step else None)
        else:
            ahead = following(state, state.last)
            if ahead and not state.ended:
                view["coming"] = words(state.course.blocks[ahead].title)
        return self._with_block(self._with_notices(view, "phones"), PHONES)

    def _projector(self) -> View:
        state = self.state
        view = self._common() | {"code": self.door.code, "course": words(state.course.title)}
        if state.blank:
            view["blank"] = True
        view["counts"] = self._counts()
        step = current_step(state)
        if state.block:
            view["now"] = self._now(words(step.projector) if step else None)
        if state.show_teams:
            view["show_teams"] = True
        if state.show_teams or (state.block is None and not state.runs):
            view["lobby"] = {
                person.id: {"name": person.name, "rank": person.rank} | ({"team": person.team} if person.team else {})
                for person in self.people.values()
                if not person.removed
            }
        return self._with_block(self._with_notices(view, "wall"), PROJECTOR)

    def _console(self) -> View:
        state = self.state
        view = self._common() | {
            "code": self.door.code,
            "course": words(state.course.title),
            "mode": state.mode,
            "joining": "closed" if state.ended else state.joining,
            "agenda": self._made_from(
                "agenda",
                state.block,
                state.skipped,
                state.mode,
                len(state.runs),
                state.agenda,
                state.course,
                state.modes,
                state.minutes,
                make=self._agenda,
            ),
            "reserve": self._made_from("reserve", state.agenda, state.course, make=self._reserve),
            "people": self._roll(),
            "next": self._ahead(),
            "undo": self._made_from("undo", self.deeds.lately, make=self._undo),
            "messages": self._made_from("messages", state.said, make=self._messages),
        }
        for switch in ("blank", "show_teams"):
            if getattr(state, switch):
                view[switch] = True
        step = current_step(state)
        if state.block:
            block = state.course.blocks[state.block]
            view["now"] = self._now(words(step.projector) if step else None) | {"privacy": _readers(block, step)}
            if step:
                view["now"] |= {"phone": words(step.phone), "minutes": state.step_minutes(block, step)}
            view["texts"] = self._made_from("texts", block, make=partial(_texts, block))
            if block.facilitator_tips:
                view["now"]["tips"] = words(block.facilitator_tips)
            view["steps"] = self._steps(block)
        if self.progress.per:
            view["progress"] = self._standing()
        return self._with_block(view, CONSOLE)

    def _team(self, team_id: TeamId) -> View:
        team = self.state.teams.get(team_id)
        if team is None:
            return {}
        shown: View = {"id": team.id, "number": team.number, "members": self._members(team_id)}
        if team.name:
            shown["name"] = team.name
        if team.scribe:
            shown |= {"scribe": team.scribe, "scribe_name": self._name(team.scribe)}
        return self._with_block(self._with_notices({"team": shown}, f"team:{team_id}"), team_audience(team_id))

    def _members(self, team_id: TeamId) -> View:
        everybody = self.team_members.get(team_id, [])

        def make() -> View:
            return {person.id: {"name": person.name, "rank": person.rank} for person in everybody}

        return self._made_from(f"members of {team_id}", self.people, make=make)

    def _person(self, person: PersonId) -> View:
        member = self.state.members.get(person)
        if member is None or member.removed:
            return {}
        me: View = {"id": person, "name": self.names.of(member)}
        if member.waits:
            return {"me": me | {"waits": True}, "title": self.door.title}
        if member.hand is not None:
            me["hand"] = member.hand
        if person in self.names.seat_code:
            me["seat_code"] = self.names.seat_code[person]
        if member.team:
            me["team"] = member.team
        for circle in self.circles.get(person, ())[:1]:
            me["circle"] = circle
        view: View = self._with_notices({"me": me}, f"person:{person}")
        block = self.state.block
        known_as = self.alias(block, person) if block else None
        return self._with_block(view, person_audience(known_as, member.team)) if known_as else view

    # --- parts --------------------------------------------------------------------------------------------------

    def _common(self) -> View:
        """What every shared audience sees of the room."""
        state = self.state
        phase = "ended" if state.ended else "running" if state.runs else "lobby"
        teams = self._made_from("teams", state.teams, self.names, make=self._teams)
        view: View = {"title": self.door.title, "state": phase, "teams": teams}
        if self.door.rehearsal:
            view["rehearsal"] = True
        if state.timer:
            timer = {"length_ms": state.timer.length_ms, "ends_at": state.timer.ends_at}
            view["timer"] = timer if state.timer.left_ms is None else timer | {"left_ms": state.timer.left_ms}
        for switch in ("locked", "paused"):
            if getattr(state, switch):
                view[switch] = True
        page = self._page()
        if page:
            view["slide"] = page
        return view

    def _name(self, person: PersonId) -> str:
        member = self.state.members.get(person)
        return self.names.of(member) if member else ""

    # --- what the facilitator said and did ----------------------------------------------------------------------

    def _with_notices(self, view: View, to: str) -> View:
        """The last lines that were said to this audience."""
        latest = self._made_from("notices", self.state.said, make=self._by_audience).get(to)
        return view | {"messages": latest} if latest else view

    def _by_audience(self) -> Mapping[str, View]:
        kept: dict[str, View] = {}
        for notice in sorted(self.state.said.values(), key=_when_said, reverse=True):
            for to, most in _said_to(notice):
                shown = kept.setdefault(to, {})
                if len(shown) < most:
                    shown[notice.id] = shown_text(notice.text) | {"at": notice.at}
        return kept

    def _messages(self) -> View:
        shown = [notice for notice in sorted(self.state.said.values(), key=_when_said) if not notice.back]
        return {notice.id: _message(notice) for notice in shown[-NOTICES_ON_CONSOLE:]}

    def _undo(self) -> View:
        return {str(deed.cause.deed): _deed(deed, rank) for rank, deed in enumerate(self.deeds.can_be_undone())}

    # --- the parts of the room ----------------------------------------------------------------------------------

    def _page(self) -> View | None:
        """The page of the course that the room itself shows before or after a block."""
        block = self.state.block
        slide = self._slide(self.state.course.blocks[block], self.state.step or "") if block else None
        if slide is None:
            return None
        points = {str(n): {"rank": n, "text": words(point)} for n, point in enumerate(slide.points)}
        return {"title": words(slide.title), "points": points}

    def _slide(self, block: Block, step: str) -> Slide | None:
        for prefix, key in ((BEFORE, "slides_before"), (AFTER, "slides_after")):
            if step.startswith(prefix):
                return self.state.course.slides[block.config[key][int(step.removeprefix(prefix))]]
        return None

    def _step_name(self, block: Block, step_id: str) -> View:
        """How a step is called; a page before or after a block has the title of its slide."""
        step, slide = block.step(step_id), self._slide(block, step_id)
        return words(step.name if step else slide.title if slide else block.title)

    def _teams(self) -> View:
        teams: View = {}
        for team in self.state.teams.values():
            teams[team.id] = {"number": team.number}
            if team.name:
                teams[team.id]["name"] = team.name
            if team.scribe:
                teams[team.id]["scribe"] = self._name(team.scribe)
        return teams

    def _now(self, ask: View | None) -> View:
        state = self.state
        block = state.course.blocks[state.block or ""]
        mode = state.mode_of(block.id)
        now = self._made_from("now", block, state.step, mode, make=partial(self._where, block, mode))
        return now | {"ask": ask or words(block.title)}

    def _where(self, block: Block, mode: Mode) -> View:
        """Which step of which block it is, and how far that is."""
        state = self.state
        steps = path(state, block)
        step = current_step(state)
        at = steps.index(state.step) + 1 if state.step in steps else 1
        shown: View = {"id": state.step or "", "phase": step.phase if step else "page", "n": at, "of": len(steps)}
        shown["name"] = words(step.name if step else block.title)
        if step and step.rounds(mode) > 1:
            shown |= {"round": round_at(state.step) + 1, "rounds": step.rounds(mode)}
        now: View = {"block": block.id, "kind": block.kind, "title": words(block.title), "step": shown}
        if block.beat:
            now["beat"] = words(block.beat)
        return now

    def _with_block(self, view: View, audience: Audience) -> View:
        """The view with the part of the block that is on, drawn by its kind for this audience."""
        state = self.state
        run: Run | None = state.runs.get(state.block) if state.block else None
        if run is None or state.block is None or (state.blank and audience.kind == "projector"):
            return view
        activity = kinds()[state.course.blocks[state.block].kind].activity
        shown = activity.view(run.state, audience, self.room_view(state.block))
        if shown:
            view["block"] = {state.block: shown}
        return view

    def _counts(self) -> View:
        counts: View = {"people": len(self.present)}
        if self.progress.per:
            waiting, of = self.waiting()
            counts |= {"done": of - waiting, "of": of}
        return counts

    def _standing(self) -> View:
        """Who has done this step. In an anonymous block only numbers by team."""
        waiting, of = self.waiting()
        standing: View = {"per": self.progress.per, "done": of - waiting, "of": of}
        if self.progress.per == "team":
            standing["missing"] = {team: True for team in self._expected() if team not in self.progress.done}
            return standing
        by_team: View = {}
        for team, members in self.team_members.items():
            by_team[team] = {"done": 0, "of": len(members)}
        for unit in self.progress.done:
            team_id = self.progress.team_of.get(unit) or self._team_of(unit)
            if team_id in by_team:
                by_team[team_id]["done"] += 1
        if by_team:
            standing["by_team"] = by_team
        if not self._anonymous():
            standing["missing"] = {unit: True for unit in self._expected() if unit not in self.progress.done}
        return standing

    def _team_of(self, person: PersonId) -> TeamId | None:
        found = self.people.get(person)
        return found.team if found else None

    def _anonymous(self) -> bool:
        block = self.state.block
        return block is not None and is_anonymous(self.state.course.blocks[block])

    def _roll(self) -> View:
        """Everybody, with what they have done; in an anonymous block that stays out."""
        told = self.progress.per == "person" and not self._anonymous()
        roll: View = {}
        for person in self.people.values():
            done = told and person.id in self.progress.done
            n = self.progress.counts.get(person.id, 0) if told else 0
            member = self.state.members[person.id]
            roll[person.id] = remembered(person, (done, n), partial(_on_roll, person, member, done, n), member)
        return roll

    def _agenda(self) -> View:
        state = self.state
        rail: View = {}
        for rank, slot in enumerate(state.agenda.slots):
            block = state.course.blocks[slot.block]
            line: View = {"rank": rank, "block": block.id, "title": words(block.title), "kind": block.kind}
            line |= {"minutes": state.minutes_of(slot), "day": slot.day, "state": self._standing_of(block)}
            if block.minutes.short:
                line["short"] = block.minutes.short
            if block.minutes.full:
                line["full"] = block.minutes.full
            if block.optional:
                line["optional"] = True
            if slot.block in state.modes:
                line["mode"] = state.modes[slot.block]
            if slot.at:
                line["at"] = slot.at
            needs = missing(block)
            if needs:
                line["needs"] = dict.fromkeys(needs, True)
            rail[block.id] = line
        return rail

    def _reserve(self) -> View:
        """What the course holds beside the plan and can run."""
        state = self.state
        planned = {slot.block for slot in state.agenda.slots}
        spare = [b for b in state.course.blocks.values() if b.id not in planned and base_of(b.id) == b.id]
        return {
            block.id: {"rank": rank, "title": words(block.title), "kind": block.kind, "minutes": minutes}
            for rank, block in enumerate(spare)
            if not missing(block) and (minutes := block.minutes.of(state.mode) or block.minutes.full)
        }

    def _standing_of(self, block: Block) -> str:
        state = self.state
        if missing(block):
            return "not_yet"
        if block.id == state.block:
            return "now"
        if block.id in state.skipped:
            return "skipped"
        if not steps_in(block, state.mode_of(block.id)):
            return "not_in_mode"
        return "done" if block.id in state.runs else "ahead"

    def _steps(self, block: Block) -> View:
        steps = path(self.state, block)
        at = steps.index(self.state.step) if self.state.step in steps else 0
        rail: View = {}
        for rank, step_id in enumerate(steps):
            step = block.step(step_id)
            rail[step_id] = {
                "rank": rank,
                "name": self._step_name(block, step_id),
                "minutes": self.state.step_minutes(block, step) if step else 0,
                "state": "done" if rank < at else "now" if rank == at else "ahead",
            }
            if step and step.rounds(self.state.mode_of(block.id)) > 1:
                rail[step_id]["round"] = round_at(step_id) + 1
        return rail

    def _ahead(self) -> View:
        """What the Next key does, so that it can be written on the key."""
        state = self.state
        if state.ended:
            return {"does": "nothing"}
        if state.block:
            block, run = state.course.blocks[state.block], state.runs.get(state.block)
            activity = kinds()[block.kind].activity
            inside = activity.ahead(run.state, self.room_view(state.block)) if run else None
            if inside:
                return {"does": "ahead", "command": inside.model_dump(mode="json", exclude_none=True)}
            step_id = step_after(state, 1)
            if step_id:
                move: View = {"does": "step", "name": self._step_name(block, step_id)}
                begins = round_at(step_id) > round_at(state.step)
                return move | ({"round": round_at(step_id) + 1} if begins else {})
        onward = following(state, state.block or state.last)
        if onward:
            return {"does": "block" if state.block else "open", "name": words(state.course.blocks[onward].title)}
        return {"does": "step" if state.block else "end"}


def _on_roll(person: Person, member: Member, done: bool, n: int) -> View:
    line: View = {"name": person.name, "rank": person.rank, "joined": member.joined}
    if person.team:
        line["team"] = person.team
    for mark in ("removed", "waits", "forgotten"):
        if getattr(member, mark):
            line[mark] = True
    if member.hand is not None and member.present:
        line["hand"] = member.hand
    if done:
        line["done"] = True
    if n:
        line["n"] = n
    return line


def _readers(block: Block, step: Step | None) -> Privacy:
    """How far what is given in this step is read: as its inputs say where they agree, else as the block says.

    An input narrows the level of its block; beside numbers of the whole room, and in a block that is everybody's own,
    it may be read as far as it says itself.
    """
    own = {entry.privacy or block.privacy for entry in step.inputs} if step else set()
    if len(own) != 1:
        return block.privacy
    (level,) = own
    return level if {"aggregate", "self"} & {level, block.privacy} else min(level, block.privacy, key=LEVELS.index)


def _texts(block: Block) -> View:
    """What of a block can be worded anew, and how long it may be."""
    return {
        target: words(text) | {"rank": rank, "longest": LONGEST[target.partition("/")[0]]}
        for rank, (target, text) in enumerate(texts_of(block).items())
    }


def _when_said(notice: Notice) -> tuple[Ms, str]:
    return notice.at, notice.id


def _said_to(notice: Notice) -> Iterable[tuple[str, int]]:
    """Who reads a line, and how many of the last ones they keep."""
    if notice.back:
        return ()
    if notice.person:
        return ((f"person:{notice.person}", NOTICES_ON_PHONE),)
    if notice.team:
        return ((f"team:{notice.team}", NOTICES_ON_PHONE),)
    return (("phones", NOTICES_ON_PHONE), *((("wall", 1),) if notice.wall else ()))


def _message(notice: Notice) -> View:
    shown = shown_text(notice.text) | {"at": notice.at}
    if notice.person:
        return shown | {"to": "person", "person": notice.person}
    if notice.team:
        return shown | {"to": "team", "team": notice.team}
    return shown | {"to": "all"} | ({"wall": True} if notice.wall else {})


def _deed(deed: Deed, rank: int) -> View:
    """What can be taken back, so that it can be written on the key."""
    line: View = {"rank": rank, "does": deed.cause.does, "at": deed.at}
    if deed.cause.undoes is not None and not deed.cause.redo:
        line["redo"] = True
    first = deed.changes[0]
    if first.block:
        line["block"] = first.block
    for key, fields in (("person", ("person",)), ("item", ("note", "question", "message"))):
        named = next((value for name in fields if isinstance(value := getattr(first.event, name, None), str)), None)
        if named and not named.startswith("~"):
            line[key] = named
    return line


def _as_before(person: Person, member: Member, name: str) -> bool:
    return person.name == name and person.team == member.team and person.removed is not member.present


def _by_team(people: Mapping[PersonId, Person]) -> Mapping[TeamId, list[Person]]:
    teams: dict[TeamId, list[Person]] = {}
    for person in people.values():
        if person.team and not person.removed:
            teams.setdefault(person.team, []).append(person)
    return teams
