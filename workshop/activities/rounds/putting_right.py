"""What takes a facilitator's deed back, what an event touches, and whose words it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from immutables import Map

from workshop.activities.rounds import messages as m
from workshop.activities.rounds.state import RoundsState
from workshop.core.activity import BlockOpened, Event, PersonId, StepEntered, Wording

Apply = Callable[[RoundsState, Any], RoundsState]


def reverse(before: RoundsState, event: Any, apply: Apply) -> list[Event]:
    """The events that make the rounds again what they were before this one."""
    match event:
        case StepEntered() | m.StepRestored():
            return [_step_again(before)] if apply(before, event) is not before else []
        case BlockOpened():
            return []
        case m.Seated():
            return [_seated_again(before, event)]
        case m.AbsentSet(person=person):
            return [m.AbsentSet(person=person, on=person in before.absent)]
        case m.DeckSet(group=group, people=people):
            return [m.DeckSet(group=group, cards=list(before.decks.get(group, ())), people=people)]
        case m.CaseChosen(round=round_, group=group, people=people):
            return [m.CaseChosen(round=round_, group=group, own=before.talk(group, round_).own, people=people)]
        case m.Stopped(round=round_, group=group, people=people):
            return [m.Stopped(round=round_, group=group, on=before.talk(group, round_).stopped, people=people)]
        case m.TwistReleased(round=round_, group=group, people=people):
            return [m.TwistReleased(round=round_, group=group, on=before.talk(group, round_).twist, people=people)]
        case m.BriefResent(round=round_, group=group, people=people):
            talk = before.talk(group, round_)
            return [
                m.BriefResent(round=round_, group=group, times=talk.resent, ready=sorted(talk.ready), people=people)
            ]
        case m.Reminded():
            return [m.Reminded(place=before.reminded)]
        case m.LineReleased(line=line):
            return [m.LineReleased(line=line, on=line in before.released)]
        case m.LineSpotlit():
            return [m.LineSpotlit(line=before.spotlit)]
        case _:
            raise TypeError(f"no facilitator causes {event!r}")


def _step_again(before: RoundsState) -> Event:
    seats = {
        str(round_): {group: list(people) for group, people in groups.items()}
        for round_, groups in before.seats.items()
    }
    return m.StepRestored(place=before.place, round=before.round, seats=seats, reminded=before.reminded)


def with_step_again(event: m.StepRestored) -> Map[int, Map[str, tuple[PersonId, ...]]]:
    """The groups of every round that had begun."""
    return Map(
        {
            int(round_): Map({group: tuple(people) for group, people in groups.items()})
            for round_, groups in event.seats.items()
        }
    )


def _seated_again(before: RoundsState, event: m.Seated) -> Event:
    seats = before.seats.get(event.round, Map())
    return m.Seated(
        round=event.round,
        groups={group: list(seats.get(group, ())) for group in event.groups},
        decks={group: list(before.decks.get(group, ())) for group in event.decks},
        had={person: before.had.get(person, 0) for person in event.had},
        people=event.people,
    )


def touches(event: Any) -> frozenset[str]:
    """The things an event changes, as paths."""
    match event:
        case m.Seated(groups=groups):
            return frozenset({"stage/seats", *(f"talk/{group}" for group in groups)})
        case m.AbsentSet(person=person):
            return frozenset({f"absent/{person}"})
        case m.DeckSet(group=group):
            return frozenset({f"stage/seats/deck/{group}"})
        case m.ReadySaid(group=group):
            return frozenset({f"talk/{group}/ready"})
        case m.BriefResent(group=group):
            return frozenset({f"talk/{group}/ready"})
        case m.Agreed(person=person):
            return frozenset({f"agreed/{person}"})
        case m.CaseChosen(group=group):
            return frozenset({f"talk/{group}/case"})
        case m.QuestionAsked(group=group) | m.QuestionSkipped(group=group):
            return frozenset({f"talk/{group}/question"})
        case m.Stopped(group=group):
            return frozenset({f"talk/{group}/stopped"})
        case m.TwistReleased(group=group):
            return frozenset({f"talk/{group}/twist"})
        case m.Reminded():
            return frozenset({"reminded"})
        case m.StepRestored():
            return frozenset({"stage"})
        case _:
            return _touched_words(event)


def _touched_words(event: Any) -> frozenset[str]:
    match event:
        case m.ItemRated(round=round_, by=by) | m.CardSent(round=round_, by=by):
            return frozenset({f"card/{round_}/{by}"})
        case m.SelfRated(round=round_, person=person):
            return frozenset({f"self/{round_}/{person}"})
        case m.Written(round=round_, person=person, field=field):
            return frozenset({f"line/{round_}/{person}/{field}"})
        case m.Chosen(round=round_, person=person, field=field):
            return frozenset({f"chosen/{round_}/{person}/{field}"})
        case m.Permitted(line=line):
            return frozenset({f"shown/{line}/may"})
        case m.LineReleased(line=line):
            return frozenset({f"shown/{line}/on"})
        case m.LineSpotlit():
            return frozenset({"spotlit"})
        case _:
            raise TypeError(f"not an event of rounds: {event!r}")


def wrote(event: Any) -> Wording | None:
    match event:
        case m.Written(round=round_, person=person, field=field):
            return Wording(f"{round_}.{person}.{field}", person)
        case _:
            return None
