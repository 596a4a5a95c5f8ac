"""What facilitators did lately, and how each of it is taken back.

A deed is all that followed from one command of a facilitator. It can be taken back until something later has touched
the same things; taking back is a deed, too, and can be taken back. Nothing here is stored but the events themselves:
the log says which of them belong to one deed and which command caused it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from immutables import Map

from workshop.core.activity import BlockOpened, By, Event, Imported, Ms, PersonId, StepEntered
from workshop.core.errors import Refused
from workshop.core.frozen import replace
from workshop.rooms import messages as m
from workshop.rooms import room
from workshop.rooms.aliases import has_pseudonyms
from workshop.rooms.dayplan import text_of
from workshop.rooms.kinds import kinds
from workshop.rooms.state import RoomState

LATELY = 20
"""How many deeds can be taken back."""

Happened = tuple[str | None, Event]
"""The block an event belongs to (None: the room itself), and the event."""


@dataclass(frozen=True)
class Cause:
    """Which deed an event belongs to, by the seq of its first event, and which command did it.

    ``undoes`` is the deed that is taken back; ``redo`` says that this deed was a taking back itself.
    """

    deed: int
    does: str
    undoes: int | None = None
    redo: bool = False

    @property
    def text(self) -> str:
        """As the log keeps it, beside the deed."""
        return self.does if self.undoes is None else f"{'redo' if self.redo else 'undo'}:{self.undoes}:{self.does}"

    @staticmethod
    def of(deed: int, text: str) -> Cause:
        way, _, rest = text.partition(":")
        if not rest:
            return Cause(deed, text)
        undoes, _, does = rest.partition(":")
        return Cause(deed, does, int(undoes), redo=way == "redo")


@dataclass(frozen=True)
class Change:
    """One event of a deed, with the room as it was before."""

    seq: int
    block: str | None
    event: Event
    before: RoomState


@dataclass(frozen=True)
class Deed:
    """``earlier`` is what had been touched, and when, before the deed."""

    cause: Cause
    at: Ms
    changes: tuple[Change, ...]
    after: RoomState
    earlier: Map[str, int]
    undone: bool = False

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(path for change in self.changes for path in touches(change.before, change.block, change.event))


@dataclass(frozen=True)
class Deeds:
    """The last deeds, the undone ones among them, and by which event each thing was touched last."""

    lately: tuple[Deed, ...] = ()
    touched: Map[str, int] = field(default_factory=Map)

    def with_event(self, change: Change, after: RoomState, cause: Cause | None, at: Ms) -> Deeds:
        """After one more event; without a ``cause`` it is a participant's."""
        if cause is None:
            return Deeds(self.lately, _touched_by(self.touched, change))
        if self.lately and self.lately[-1].cause.deed == cause.deed:
            last = self.lately[-1]
            last = replace(last, changes=(*last.changes, change), after=after)
            lately, touched = (*self.lately[:-1], last), self.touched
        else:
            lately, touched = self._with_target_undone(cause)
            lately = (*lately, Deed(cause, at, (change,), after, self.touched))[-LATELY:]
        if cause.undoes is None or cause.redo:
            touched = _touched_by(touched, change)
        return Deeds(lately, touched)

    def _with_target_undone(self, cause: Cause) -> tuple[tuple[Deed, ...], Map[str, int]]:
        """What a deed had touched counts as untouched once it is taken back, so that the one before it can be."""
        target = self.find(cause.undoes)
        if target is None:
            return self.lately, self.touched
        lately = tuple(replace(deed, undone=True) if deed is target else deed for deed in self.lately)
        if cause.redo:
            return lately, self.touched
        touched = self.touched.mutate()
        for path in target.paths:
            touched.pop(path, None)
            if path in target.earlier:
                touched[path] = target.earlier[path]
        return lately, touched.finish()

    def find(self, deed: int | None) -> Deed | None:
        return next((known for known in self.lately if known.cause.deed == deed), None)

    def can_be_undone(self) -> Iterator[Deed]:
        return (deed for deed in self.lately if not deed.undone)


def took_back(deeds: Deeds, now: RoomState, wanted: int, by: By) -> tuple[list[Happened], Cause]:
    """The events that take a deed back, and their cause but for its deed; raises ``Refused``."""
    deed = deeds.find(wanted)
    if deed is None or deed.undone:
        raise Refused("undo/gone")
    last, paths = deed.changes[-1].seq, deed.paths
    if any(seq > last and _overlap(path, touched) for touched, seq in deeds.touched.items() for path in paths):
        raise Refused("undo/changed")
    back: list[Happened] = []
    for change in reversed(deed.changes):
        back += _reversed(change, deed, now, by)
    withdrawn = {event.block for _, event in back if isinstance(event, m.BlockWithdrawn)}
    back = [(block, event) for block, event in back if block is None or block not in withdrawn]
    if "position" in paths:
        back.append((None, _position(deed.changes[0].before)))
    _stays_on_a_step(now, back)
    was_undo = deed.cause.undoes is not None and not deed.cause.redo
    return back, Cause(0, deed.cause.does, deed.cause.deed, redo=was_undo)


def _stays_on_a_step(now: RoomState, back: list[Happened]) -> None:
    """A block may have another mode by now, in which the step that would be on again is none of it."""
    after = now
    for block, event in back:
        after = room.apply(after, block, event)
    if after.block and after.step and after.step not in room.path(after, after.course.blocks[after.block]):
        raise Refused("room/step_not_in_mode")


def _touched_by(touched: Map[str, int], change: Change) -> Map[str, int]:
    return touched.update(dict.fromkeys(touches(change.before, change.block, change.event), change.seq))


def _overlap(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}/") or other.startswith(f"{path}/")


# --- what an event touches ----------------------------------------------------------------------------------------


def touches(before: RoomState, block: str | None, event: Event) -> Iterable[str]:
    """The things an event changes, as paths; a block's own begin with its id."""
    if block is not None:
        activity = kinds()[before.course.blocks[block].kind].activity
        return [f"{block}/{path}" for path in activity.touches(event)]
    return _touched_in_room(event)


def _touched_in_room(event: Any) -> Iterable[str]:
    match event:
        case StepEntered(block=block) | BlockOpened(block=block):
            return ("position", f"{block}/stage")
        case m.BlockClosed() | m.BlockWithdrawn() | m.BlockResumed() | m.PositionRestored():
            return ("position",)
        case m.BlockSkipped(block=block):
            return (f"skipped/{block}",)
        case m.ModeSwitched():
            return ("mode",)
        case m.BlockModeSwitched(block=block):
            return (f"mode/{block}",)
        case m.AgendaArranged():
            return ("agenda",)
        case m.MinutesSet(block=block):
            return (f"minutes/{block}",)
        case m.TextEdited(block=block, target=target):
            return (f"text/{block}/{target}",)
        case m.TimerSet() | m.TimerCleared():
            return ("timer",)
        case m.Switched(what="locked" | "show_teams" as what):
            return (f"position/{what}",)
        case m.Switched(what=what):
            return (f"switch/{what}",)
        case m.JoiningSet():
            return ("joining",)
        case m.MessageSent(message=message) | m.MessageTakenBack(message=message):
            return (f"message/{message}",)
        case _:
            return _touched_people(event)


def _touched_people(event: Any) -> Iterable[str]:
    match event:
        case m.PersonJoined(person=person):
            return (f"person/{person}",)
        case m.PersonRemoved(person=person) | m.PersonReturned(person=person) | m.PersonAdmitted(person=person):
            return (f"person/{person}/in",)
        case m.PersonRenamed(person=person):
            return (f"person/{person}/name",)
        case m.HandRaised(person=person):
            return (f"person/{person}/hand",)
        case m.PersonForgotten(person=person):
            return (f"person/{person}",)
        case m.PersonMoved(person=person):
            return (f"teams/of/{person}",)
        case m.TeamNamed(team=team):
            return (f"teams/name/{team}",)
        case m.ScribeSet(team=team):
            return (f"teams/scribe/{team}",)
        case m.TeamsDrawn() | m.TeamsRestored():
            return ("teams",)
        case m.TextErased() | m.DoorChanged() | Imported():
            return ()
        case _:
            raise TypeError(f"not an event of the room: {event!r}")


# --- what takes an event back -------------------------------------------------------------------------------------


def _reversed(change: Change, deed: Deed, now: RoomState, by: By) -> list[Happened]:
    before, event = change.before, change.event
    match event:
        case _ if change.block is not None:
            return _reversed_in_block(before, change.block, event)
        case StepEntered(block=block):
            return _reversed_in_block(before, block, event)
        case BlockOpened(block=block):
            return _shut_again(change, block, deed, now, by)
        case m.BlockClosed(block=block):
            return [(None, _opened_again(before, block, by))] if before.runs[block].open else []
        case m.BlockWithdrawn(block=block):
            opened: list[Happened] = [(None, BlockOpened(block=block, at=before.runs[block].began))]
            opened += [(None, imported) for imported in before.runs[block].imported]
            if before.block == block and before.step:
                opened.append((None, StepEntered(block=block, step=before.step, at=by.now)))
            return opened
        case m.BlockResumed(block=block):
            return [(None, m.BlockClosed(block=block, at=before.runs[block].ended or by.now))]
        case Imported():
            return []  # a block that is as if it had never been opened holds no copy; another keeps it
        case m.PositionRestored():
            return []  # the position before the whole deed is restored at the end
        case _:
            return [(None, back) for back in _reversed_in_room(before, now, event, by)]


def _reversed_in_block(before: RoomState, block: str, event: Event) -> list[Happened]:
    activity = kinds()[before.course.blocks[block].kind].activity
    return [(block, back) for back in activity.reverse(before.runs[block].state, event)]


def _shut_again(change: Change, block: str, deed: Deed, now: RoomState, by: By) -> list[Happened]:
    """A block in which nobody has done anything since is as if it had never been opened."""
    was, run = change.before.runs.get(block), now.runs.get(block)
    if was is None:
        if run is None:
            return []
        untouched = run.state is deed.after.runs[block].state
        gone: Event = m.BlockWithdrawn(block=block) if untouched else m.BlockClosed(block=block, at=by.now)
        return [(None, gone)]
    back = _reversed_in_block(change.before, block, change.event)
    return [*back, (None, m.BlockClosed(block=block, at=was.ended or by.now))]


def _opened_again(before: RoomState, block: str, by: By) -> Event:
    """With its names forgotten a block that has pseudonyms can only be opened anew."""
    if has_pseudonyms(before.course.blocks[block]):
        return BlockOpened(block=block, at=by.now)
    return m.BlockResumed(block=block)


def _position(before: RoomState) -> Event:
    return m.PositionRestored(
        block=before.block,
        step=before.step,
        last=before.last,
        locked=before.locked,
        show_teams=before.show_teams,
    )


def _reversed_in_room(before: RoomState, now: RoomState, event: Any, by: By) -> list[Event]:
    match event:
        case m.BlockSkipped(block=block):
            return [m.BlockSkipped(block=block, on=block in before.skipped)]
        case m.ModeSwitched():
            return [m.ModeSwitched(mode=before.mode)]
        case m.BlockModeSwitched(block=block):
            return [m.BlockModeSwitched(block=block, mode=before.modes.get(block))]
        case m.AgendaArranged():
            lines = [m.SlotLine(block=s.block, at=s.at, minutes=s.minutes, day=s.day) for s in before.agenda.slots]
            return [m.AgendaArranged(slots=lines)]
        case m.MinutesSet(block=block):
            steps = before.course.blocks[block].steps
            step = steps[0].minutes.of(before.mode_of(block)) if len(steps) == 1 else None
            return [m.MinutesSet(block=block, minutes=before.minutes.get(block), step=step)]
        case m.TextEdited(block=block, target=target):
            words = text_of(before.course.blocks[block], target)
            return [m.TextEdited(block=block, target=target, zh=words.zh, en=words.en)] if words else []
        case m.TimerSet() | m.TimerCleared():
            timer = before.timer
            if timer is None:
                return [m.TimerCleared()]
            return [m.TimerSet(length_ms=timer.length_ms, ends_at=timer.ends_at, left_ms=timer.left_ms)]
        case m.Switched(what=what):
            return [m.Switched(what=what, on=getattr(before, what), at=by.now)]
        case m.JoiningSet():
            return [m.JoiningSet(to=before.joining)]
        case m.MessageSent(message=message, person=person):
            return [m.MessageTakenBack(message=message, person=person)]
        case m.MessageTakenBack(message=message, person=person):
            return [m.MessageTakenBack(message=message, person=person, on=before.said[message].back)]
        case _:
            return _reversed_people(before, now, event)


def _reversed_people(before: RoomState, now: RoomState, event: Any) -> list[Event]:
    match event:
        case m.PersonJoined(person=person) | m.PersonReturned(person=person):
            return [m.PersonRemoved(person=person)]
        case m.PersonRemoved(person=person):
            return [m.PersonReturned(person=person), *_scribe_again(before, now, person)]
        case m.PersonAdmitted(person=person):
            was = before.members[person]
            return [m.PersonAdmitted(person=person, team=was.team, on=not was.waits)]
        case m.PersonRenamed(person=person):
            return [m.PersonRenamed(person=person, n=before.members[person].name)]
        case m.HandRaised(person=person):
            return [m.HandRaised(person=person, at=before.members[person].hand)]
        case m.PersonMoved(person=person):
            moved = m.PersonMoved(person=person, team=before.members[person].team)
            return [moved] if now.members[person].removed else [moved, *_scribe_again(before, now, person)]
        case m.ScribeSet(team=team):
            return [m.ScribeSet(team=team, person=before.teams[team].scribe)] if team in now.teams else []
        case m.TeamNamed(team=team):
            return [m.TeamNamed(team=team, name=before.teams[team].name)] if team in now.teams else []
        case m.TeamsDrawn() | m.TeamsRestored():
            return _teams_again(before)
        case _:
            raise TypeError(f"nothing takes back {event!r}")


def _scribe_again(before: RoomState, now: RoomState, person: PersonId) -> list[Event]:
    """They write for their team again, unless somebody else does by now."""
    wrote_for = [team.id for team in before.teams.values() if team.scribe == person and team.id in now.teams]
    return [m.ScribeSet(team=team, person=person) for team in wrote_for if now.teams[team].scribe in (None, person)]


def _teams_again(before: RoomState) -> list[Event]:
    teams = before.teams.values()
    restored = m.TeamsRestored(
        teams={team.id: team.number for team in teams},
        scribes={team.id: team.scribe for team in teams if team.scribe},
        team_of={member.id: member.team for member in before.members.values() if member.team},
    )
    return [restored, *(m.TeamNamed(team=team.id, name=team.name) for team in teams if team.name)]
