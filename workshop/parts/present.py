"""Teams present one after the other, and those who listen rate them: the same on a board and on a sheet.

On a sheet of one's own it is people who come forward. Whoever has a turn is its ``unit``: a team's id, or a person's.
A turn is waiting, then ``presenting`` with a time of its own, then ``rating``, then ``done``; or it is ``skipped``.
What listeners give is hidden until the turn is done, and nobody rates themselves or their own team. A kind gives every
message here a type of its own (``own``) and keeps one ``Show`` for each stage in which somebody presents.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, ClassVar, Final, Literal

from immutables import Map
from pydantic import Field

from workshop.core.activity import (
    By,
    Command,
    Event,
    Message,
    Ms,
    PersonId,
    RoomView,
    TeamId,
    Wording,
    shown_text,
    words,
)
from workshop.core.course import Mode, Step, Words
from workshop.core.errors import Refused
from workshop.core.frozen import replace
from workshop.core.patch import View
from workshop.core.report import Chart, Entry, Series, Text, label, still_said
from workshop.core.said import Kept, Said
from workshop.parts.length import check_length

FEWEST_RATINGS: Final = 3
"""With fewer ratings no average is shown: it would say who gave what."""

Unit = TeamId | PersonId

_MODES: Final[tuple[Mode, ...]] = ("full", "short")

TurnState = Literal["waiting", "presenting", "rating", "done", "skipped"]


class Criterion(Message):
    """One thing the listeners rate."""

    id: str
    zh: str
    en: str

    @property
    def words(self) -> Words:
        return Words(zh=self.zh, en=self.en)


class PresentConfig(Message):
    """How long each one presents, who does, and what the listeners give. ``who`` some: as many as the time allows;
    ``by`` person: people one by one, each for themselves."""

    seconds: int = Field(ge=30, le=600)
    who: Literal["all", "some", "volunteers"] = "all"
    by: Literal["team", "person"] = "team"
    rating: list[Criterion] = []
    rating_scale: int = Field(default=3, ge=2, le=5)
    comment_max: int = Field(default=0, ge=0, le=120)

    @property
    def asks(self) -> bool:
        """Whether the listeners give anything."""
        return bool(self.rating or self.comment_max)

    def misfits(self, steps: Iterable[Step]) -> Iterator[tuple[tuple[str], str]]:
        """Nobody has a turn where not one fits into the minutes of the steps: the place in this config, and why."""
        planned = [step.minutes for step in steps]
        for mode in _MODES:
            given = sum(60 * minutes.of(mode) for minutes in planned)
            if 0 < given < self.seconds:
                yield ("seconds",), f"nobody can present in {given:.0f} s ({mode})"


# --- wishes -------------------------------------------------------------------------------------------------------


class ByListener(Command):
    who: ClassVar[Literal["participant"]] = "participant"


class ByFacilitator(Command):
    who: ClassVar[Literal["facilitator"]] = "facilitator"


class NextTeam(ByFacilitator):
    """The next one in the queue begins, or the one that is named; a turn that is on ends."""

    unit: Unit | None = None


class EndTurn(ByFacilitator):
    """Whoever presents is done; now the listeners rate."""


class CloseRating(ByFacilitator):
    """The listeners have rated; what they gave is shown."""


class ReopenRating(ByFacilitator):
    """Listeners may rate this one again; what they gave is hidden again."""

    unit: Unit


class SkipTeam(ByFacilitator):
    """This one does not present, or does after all."""

    unit: Unit
    on: bool


class AddTurnTime(ByFacilitator):
    """More time, or less, for whoever presents."""

    seconds: int


class SetQueue(ByFacilitator):
    """Who presents, in this order."""

    units: list[Unit]


class DrawQueue(ByFacilitator):
    """So many are drawn by lot."""

    count: int


class Volunteer(ByListener):
    """I or my team would like to present, or would rather not."""

    on: bool


class RateTeam(ByListener):
    unit: Unit
    criterion: str
    value: int


class TellTeam(ByListener):
    """One line of feedback for those who present."""

    unit: Unit
    text: Said


# --- facts --------------------------------------------------------------------------------------------------------


class TurnMoved(Event):
    """A turn has come so far. ``ends_at`` is when the presenting is to end."""

    stage: str
    unit: Unit
    to: TurnState
    ends_at: Ms | None = None
    length_ms: Ms | None = None


class QueueSet(Event):
    stage: str
    units: list[Unit]


class TeamRated(Event):
    stage: str
    unit: Unit
    person: PersonId
    team: TeamId | None = None
    criterion: str
    value: int


class TeamTold(Event):
    stage: str
    unit: Unit
    line: str
    person: PersonId
    team: TeamId | None = None
    text: Kept


COMMANDS = (
    NextTeam, EndTurn, CloseRating, ReopenRating, SkipTeam, AddTurnTime, SetQueue, DrawQueue, Volunteer, RateTeam,
    TellTeam,
)  # fmt: skip
EVENTS = (TurnMoved, QueueSet, TeamRated, TeamTold)


def own(events: Iterable[Event], classes: Iterable[type[Event]]) -> list[Event]:
    """The same facts in the kind's own classes."""
    of = {base: one for one in classes for base in EVENTS if issubclass(one, base)}
    return [of[type(event)].model_validate(event.model_dump()) for event in events]  # type: ignore[index]


# --- what is known ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """What a listener told those who presented."""

    id: str
    text: str
    rank: int


@dataclass(frozen=True)
class Turn:
    state: TurnState = "waiting"
    ends_at: Ms | None = None
    length_ms: Ms | None = None
    ratings: Map[PersonId, Map[str, int]] = field(default_factory=Map)
    lines: Map[PersonId, Line] = field(default_factory=Map)
    team_of: Map[PersonId, TeamId | None] = field(default_factory=Map)
    told: int = 0

    @property
    def is_on(self) -> bool:
        return self.state in ("presenting", "rating")

    @property
    def heard_from(self) -> int:
        return len({*self.ratings, *self.lines})


@dataclass(frozen=True)
class Show:
    """One stage in which somebody presents. ``queue`` is empty until somebody set, drew or volunteered."""

    queue: tuple[Unit, ...] = ()
    turns: Map[Unit, Turn] = field(default_factory=Map)

    def turn(self, unit: Unit) -> Turn:
        return self.turns.get(unit, Turn())

    def on(self) -> Unit | None:
        """Whose turn it is."""
        return next((unit for unit, turn in sorted(self.turns.items()) if turn.is_on), None)


def everybody(config: PresentConfig, room: RoomView) -> list[Unit]:
    """Who can have a turn: the teams by their number, or the people who are here in the order in which they came."""
    if config.by == "team":
        return sorted(room.teams, key=lambda team: room.teams[team].number)
    here = (person for person in room.people.values() if not person.removed)
    return [person.id for person in sorted(here, key=lambda person: person.rank)]


def queue(show: Show, config: PresentConfig, room: RoomView) -> list[Unit]:
    """Who presents, in order: those in the queue, then, where all do, the others."""
    able = everybody(config, room)
    known = set(able)
    chosen = [unit for unit in show.queue if unit in known]
    others = able if config.who == "all" else [unit for unit in sorted(show.turns) if unit in known]
    return chosen + [unit for unit in others if unit not in chosen]


def own_unit(config: PresentConfig, person: PersonId | None, team: TeamId | None) -> Unit | None:
    """The turn that is a person's own: that of their team, or theirs."""
    return team if config.by == "team" else person


def next_up(show: Show, config: PresentConfig, room: RoomView) -> Unit | None:
    return next((unit for unit in queue(show, config, room) if show.turn(unit).state == "waiting"), None)


# --- what may happen ----------------------------------------------------------------------------------------------


Decide = Callable[[Show, PresentConfig, str, Any, By, RoomView], list[Event]]


def decide(show: Show, config: PresentConfig, stage: str, command: Command, by: By, room: RoomView) -> list[Event]:
    """What follows from a wish that is one of ours; raises ``Refused``."""
    does = next(does for of, does in _DECIDES.items() if isinstance(command, of))
    return does(show, config, stage, command, by, room)


def _known(unit: Unit, config: PresentConfig, room: RoomView) -> Unit:
    if unit not in everybody(config, room):
        raise Refused("room/no_such_team" if config.by == "team" else "room/no_such_person")
    return unit


def _on(show: Show, state: TurnState | None = None) -> Unit:
    unit = show.on()
    if unit is None or (state and show.turn(unit).state != state):
        raise Refused("present/nobody_presents")
    return unit


def _next(show: Show, config: PresentConfig, stage: str, command: NextTeam, by: By, room: RoomView) -> list[Event]:
    unit = _known(command.unit, config, room) if command.unit else next_up(show, config, room)
    if unit is None:
        raise Refused("present/nobody_left")
    now = show.on()
    if unit == now:
        return []
    ended: list[Event] = [TurnMoved(stage=stage, unit=now, to="done")] if now else []
    length = config.seconds * 1_000
    return [*ended, TurnMoved(stage=stage, unit=unit, to="presenting", ends_at=by.now + length, length_ms=length)]


def _end(show: Show, config: PresentConfig, stage: str, command: EndTurn, by: By, room: RoomView) -> list[Event]:
    return [TurnMoved(stage=stage, unit=_on(show, "presenting"), to="rating" if config.asks else "done")]


def _close(show: Show, config: PresentConfig, stage: str, command: CloseRating, by: By, room: RoomView) -> list[Event]:
    return [TurnMoved(stage=stage, unit=_on(show), to="done")]


def _skip(show: Show, config: PresentConfig, stage: str, command: SkipTeam, by: By, room: RoomView) -> list[Event]:
    unit = _known(command.unit, config, room)
    if show.turn(unit).state not in ("waiting", "skipped"):
        raise Refused("present/had_its_turn")
    to: TurnState = "skipped" if command.on else "waiting"
    return [TurnMoved(stage=stage, unit=unit, to=to)] if show.turn(unit).state != to else []


def _queued(show: Show, config: PresentConfig, stage: str, command: SetQueue, by: By, room: RoomView) -> list[Event]:
    return [QueueSet(stage=stage, units=[_known(unit, config, room) for unit in dict.fromkeys(command.units)])]


def _reopen(
    show: Show, config: PresentConfig, stage: str, command: ReopenRating, by: By, room: RoomView
) -> list[Event]:
    unit = command.unit
    if show.turn(unit).state != "done" or not config.asks:
        raise Refused("present/not_done")
    now = show.on()
    ended: list[Event] = [TurnMoved(stage=stage, unit=now, to="done")] if now else []
    return [*ended, TurnMoved(stage=stage, unit=unit, to="rating")]


def _more_time(
    show: Show, config: PresentConfig, stage: str, command: AddTurnTime, by: By, room: RoomView
) -> list[Event]:
    seconds = command.seconds
    if not -600 <= seconds <= 600:
        raise Refused("present/seconds", most=600)
    unit = _on(show, "presenting")
    turn = show.turn(unit)
    ends_at = max(by.now, turn.ends_at or by.now) + seconds * 1_000
    length = max(1_000, (turn.length_ms or 0) + seconds * 1_000)
    return [TurnMoved(stage=stage, unit=unit, to="presenting", ends_at=ends_at, length_ms=length)]


def _draw(show: Show, config: PresentConfig, stage: str, command: DrawQueue, by: By, room: RoomView) -> list[Event]:
    left = sorted(unit for unit in everybody(config, room) if show.turn(unit).state == "waiting")
    if not 1 <= command.count <= len(left):
        raise Refused("present/draw", most=len(left))
    return [QueueSet(stage=stage, units=random.Random(by.seed).sample(left, command.count))]


def _volunteer(
    show: Show, config: PresentConfig, stage: str, command: Volunteer, by: By, room: RoomView
) -> list[Event]:
    if config.who != "volunteers":
        raise Refused("present/nobody_asked")
    _open(room)
    mine = own_unit(config, by.person, by.team)
    if mine is None:
        raise Refused("room/participants_only")
    if show.turn(mine).state != "waiting":
        raise Refused("present/had_its_turn")
    others = [unit for unit in show.queue if unit != mine]
    units = [*others, mine] if command.on else others
    return [QueueSet(stage=stage, units=units)] if (mine in show.queue) != command.on else []


def _open(room: RoomView) -> None:
    if room.locked:
        raise Refused("room/locked")


def _given(
    show: Show, config: PresentConfig, stage: str, command: RateTeam | TellTeam, by: By, room: RoomView
) -> list[Event]:
    _open(room)
    if by.person is None:
        raise Refused("room/participants_only")
    if not show.turn(command.unit).is_on:
        raise Refused("present/not_now")
    if command.unit == own_unit(config, by.person, by.team):
        raise Refused("present/own_team")
    if isinstance(command, TellTeam):
        if not config.comment_max:
            raise Refused("present/not_asked")
        check_length(command.text, config.comment_max)
        return [
            TeamTold(stage=stage, unit=command.unit, line=by.fresh_id(), person=by.person, team=by.team,
                     text=command.text),
        ]  # fmt: skip
    if all(criterion.id != command.criterion for criterion in config.rating):
        raise Refused("present/not_asked")
    if not 1 <= command.value <= config.rating_scale:
        raise Refused("present/scale", most=config.rating_scale)
    if show.turn(command.unit).ratings.get(by.person, Map()).get(command.criterion) == command.value:
        return []
    return [
        TeamRated(stage=stage, unit=command.unit, person=by.person, team=by.team, criterion=command.criterion,
                  value=command.value),
    ]  # fmt: skip


_DECIDES: Mapping[type[Command], Decide] = {
    NextTeam: _next,
    EndTurn: _end,
    CloseRating: _close,
    ReopenRating: _reopen,
    SkipTeam: _skip,
    AddTurnTime: _more_time,
    SetQueue: _queued,
    DrawQueue: _draw,
    Volunteer: _volunteer,
    RateTeam: _given,
    TellTeam: _given,
}


def ahead(show: Show, config: PresentConfig, room: RoomView) -> type[Command] | None:
    """What the Next key does before it leaves the stage: one turn after the other, rated and shown."""
    unit = show.on()
    if unit is not None:
        return EndTurn if show.turn(unit).state == "presenting" and config.asks else CloseRating
    return NextTeam if next_up(show, config, room) else None


def apply(show: Show, event: Event) -> Show:
    match event:
        case QueueSet(units=units):
            return replace(show, queue=tuple(units))
        case TurnMoved(unit=unit, to=to):
            timed = to in ("presenting", "rating", "done")
            was = show.turn(unit)
            turn = replace(
                was,
                state=to,
                ends_at=event.ends_at or (was.ends_at if timed else None),
                length_ms=event.length_ms or (was.length_ms if timed else None),
            )
        case TeamRated(unit=unit, person=person):
            was = show.turn(unit)
            mine = was.ratings.get(person, Map()).set(event.criterion, event.value)
            turn = replace(was, ratings=was.ratings.set(person, mine), team_of=was.team_of.set(person, event.team))
        case TeamTold(unit=unit, person=person):
            was = show.turn(unit)
            line = Line(event.line, event.text, was.told)
            team_of = was.team_of.set(person, event.team)
            turn = replace(was, lines=was.lines.set(person, line), told=was.told + 1, team_of=team_of)
        case _:
            raise TypeError(f"not a fact about presenting: {event!r}")
    if turn == Turn():
        return replace(show, turns=show.turns.delete(unit)) if unit in show.turns else show
    return replace(show, turns=show.turns.set(unit, turn))


def reverse(before: Show, event: Event) -> list[Event]:
    match event:
        case QueueSet():
            return [QueueSet(stage=event.stage, units=list(before.queue))]
        case TurnMoved(unit=unit):
            turn = before.turn(unit)
            timed = {"ends_at": turn.ends_at, "length_ms": turn.length_ms}
            forgotten = [TurnMoved(stage=event.stage, unit=unit, to="waiting")] if turn.ends_at is None else []
            back = TurnMoved(stage=event.stage, unit=unit, to=turn.state, **timed)
            return [*forgotten, back] if turn.state != "waiting" or not forgotten else [back]
        case _:
            raise TypeError(f"no facilitator causes {event!r}")


def touches(event: Event) -> frozenset[str]:
    match event:
        case QueueSet(stage=stage):
            return frozenset({f"show/{stage}/queue"})
        case TurnMoved(stage=stage, unit=unit):
            return frozenset({f"show/{stage}/turn", f"show/{stage}/of/{unit}"})
        case TeamRated(stage=stage, unit=unit, person=person):
            return frozenset({f"show/{stage}/of/{unit}/by/{person}"})
        case TeamTold(stage=stage, unit=unit, person=person):
            return frozenset({f"show/{stage}/of/{unit}/by/{person}"})
        case _:
            raise TypeError(f"not a fact about presenting: {event!r}")


def wording(event: TeamTold) -> Wording:
    return Wording(event.line, event.person)


def concerns(event: TeamRated | TeamTold) -> frozenset[PersonId]:
    return frozenset({event.person})


def teams_of(show: Show, people: Iterable[PersonId]) -> Mapping[PersonId, TeamId | None]:
    """The team of each listener as it was when they gave something."""
    given = show.turn(show.on() or "").team_of
    return {person: given[person] for person in people if person in given}


# --- what is seen -------------------------------------------------------------------------------------------------


def view(show: Show, config: PresentConfig, room: RoomView) -> View:
    """For every screen: who is on, who comes, what the listeners are asked, and of those who are done what they were
    given. While a turn is on only the number of those who gave something is told."""
    shown: View = {
        "who": config.who,
        "seconds": config.seconds,
        "scale": config.rating_scale,
        "criteria": {one.id: {"rank": n, "title": words(one.words)} for n, one in enumerate(config.rating)},
        "queue": {
            unit: {"rank": n, "state": show.turn(unit).state} | _called(unit, config, room)
            for n, unit in enumerate(queue(show, config, room))
        },
    }
    if config.by == "person":
        shown["by"] = "person"
    if config.comment_max:
        shown["comment_max"] = config.comment_max
    unit = show.on()
    if unit is not None:
        shown["now"] = _on_now(unit, show.turn(unit))
    results = {unit: _result(turn, config) for unit, turn in sorted(show.turns.items()) if turn.state == "done"}
    if results and config.asks:
        shown["given"] = results
    return shown


def _called(unit: Unit, config: PresentConfig, room: RoomView) -> View:
    """A team is known to every screen; who comes forward in person is told by name."""
    return {} if config.by == "team" else {"name": room.name(unit) or ""}


def _on_now(unit: Unit, turn: Turn) -> View:
    shown: View = {"unit": unit, "state": turn.state, "heard_from": turn.heard_from}
    if turn.state == "presenting" and turn.ends_at and turn.length_ms:
        shown["timer"] = {"ends_at": turn.ends_at, "length_ms": turn.length_ms}
    return shown


def _result(turn: Turn, config: PresentConfig) -> View:
    result: View = {"n": len(turn.ratings)}
    means = {one.id: _mean(turn, one.id) for one in config.rating if _raters(turn, one.id) >= FEWEST_RATINGS}
    if means:
        result["means"] = means
    if turn.lines:
        result["lines"] = {line.id: shown_text(line.text) | {"rank": line.rank} for line in turn.lines.values()}
    return result


def _raters(turn: Turn, criterion: str) -> int:
    return sum(criterion in given for given in turn.ratings.values())


def _mean(turn: Turn, criterion: str) -> float:
    values = [given[criterion] for given in turn.ratings.values() if criterion in given]
    return round(sum(values) / len(values), 1) if values else 0.0


def mine(show: Show, person: PersonId) -> View:
    """What I gave, by the one I gave it to."""
    given: View = {}
    for unit, turn in show.turns.items():
        own_part: View = {}
        if person in turn.ratings:
            own_part["ratings"] = dict(turn.ratings[person])
        if person in turn.lines:
            own_part["line"] = shown_text(turn.lines[person].text)
        if own_part:
            given[unit] = own_part
    return given


def done(show: Show, config: PresentConfig, room: RoomView) -> frozenset[PersonId]:
    """Who need do no more while somebody presents: whoever gave something, and those who present."""
    unit = show.on()
    if unit is None:
        return frozenset()
    presenters = {person.id for person in room.members(unit)} if config.by == "team" else {unit}
    turn = show.turn(unit)
    asked = {criterion.id for criterion in config.rating}
    rated = {person for person, given in turn.ratings.items() if asked <= set(given)}
    return frozenset(presenters | (rated if asked else set(turn.lines)))


def _safe_mean(turn: Turn, criterion: str) -> float:
    """The average, or nothing where it would say who gave what."""
    return _mean(turn, criterion) if _raters(turn, criterion) >= FEWEST_RATINGS else 0.0


# --- what is kept -------------------------------------------------------------------------------------------------


def charts(show: Show, config: PresentConfig, room: RoomView, title: Text) -> tuple[Chart, ...]:
    """The averages of the teams that were rated by three or more. Those of a person are nobody else's."""
    rated = [
        (team.label, turn)
        for team in sorted(room.teams.values(), key=lambda team: team.number)
        if (turn := show.turn(team.id)).state == "done"
        and any(_raters(turn, one.id) >= FEWEST_RATINGS for one in config.rating)
    ]
    if not rated or not config.rating:
        return ()
    series = tuple(Series(one.words, tuple(_safe_mean(turn, one.id) for _, turn in rated)) for one in config.rating)
    raters = {person for _, turn in rated for person in turn.ratings}
    labels = tuple(team for team, _ in rated)
    return (Chart("bars", title, labels, series, float(config.rating_scale), len(raters)),)


def entries(show: Show, room: RoomView, only: TeamId | None = None) -> tuple[Entry, ...]:
    """What listeners told the teams that presented, without names."""
    heading = label("Said to those who presented")
    teams = sorted(room.teams.values(), key=lambda team: team.number)
    told = (_told(show, team.id, heading, team.label) for team in teams if only in (None, team.id))
    return tuple(chain.from_iterable(told))


def told_me(show: Show, person: PersonId) -> tuple[Entry, ...]:
    """What listeners told one who came forward in person, without names: theirs to keep, and nobody else's."""
    return tuple(_told(show, person))


def _told(show: Show, unit: Unit, heading: Text | None = None, team: str | None = None) -> Iterator[Entry]:
    turn = show.turn(unit)
    if turn.state == "done":
        for line in sorted(turn.lines.values(), key=lambda line: line.rank):
            yield Entry(still_said(line.text), "comment", group=heading, team=team, anonymous=True)
