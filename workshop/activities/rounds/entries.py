"""What people at their phones may do in a step: say that they are ready, agree, play, stop, score, write, choose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workshop.activities.rounds import messages as m
from workshop.activities.rounds.briefs import (
    dealt_to,
    interview,
    other_of,
    owner,
    performer,
    scorecard,
    scorers,
    shared_fields,
    sheet_of,
)
from workshop.activities.rounds.state import Line, RoundsState
from workshop.core.activity import By, Event, PersonId, RoomView
from workshop.core.course import Input, Privacy
from workshop.core.errors import Quoting, Refused
from workshop.core.library import Scorecard
from workshop.parts.length import check_length
from workshop.parts.seating import Group

CARD = "card."
"""Fields of the scorecard are called ``card.quote``, so that they never meet a field of the step."""
TICKS = ("may_show", "publish")
"""Inputs by which a course lets people say that a line may be shown without names."""
LINE_LONGEST = 60
AT_WORK = ("prep", "play", "score", "feedback")


def decide(state: RoundsState, command: Any, by: By, room: RoomView) -> list[Event]:
    """What follows from a participant's command; raises ``Refused``."""
    if by.person is None:
        raise Refused("room/participants_only")
    if room.locked:
        raise Refused("room/locked")
    group = state.group_of(by.person)
    if group is None:
        raise Refused("rounds/no_seat")
    cast = state.cast(group)
    match command:
        case m.Agree(on=on):
            return _agree(state, by.person, cast, on, room)
        case m.Stop():
            return _stop(state, group, cast, room)
        case m.SayReady() | m.ShareCase() | m.DrawCase() | m.AskQuestion() | m.SkipQuestion():
            return _play(state, command, by.person, group, cast, room)
        case m.RateItem() | m.RateSelf() | m.SendCard():
            return _score(state, command, by.person, cast, room)
        case _:
            return _say(state, command, by.person, cast, by, room)


# --- before and while a group plays -------------------------------------------------------------------------------


def asks_consent(room: RoomView) -> bool:
    return room.block.check("consent") is not None


def may_stop(room: RoomView) -> bool:
    """Where the course asks for a stop key, or for consent, which somebody may take back."""
    return room.block.check("stop") is not None or asks_consent(room)


def _agree(state: RoundsState, person: PersonId, cast: Group, on: bool, room: RoomView) -> list[Event]:
    if not asks_consent(room):
        raise Refused("rounds/not_now")
    people = sorted(cast) if on else []
    if state.agreed.get(person, frozenset()) == frozenset(people):
        return []
    return [m.Agreed(person=person, people=people, group=sorted(cast))]


def _stop(state: RoundsState, group: str, cast: Group, room: RoomView) -> list[Event]:
    if not may_stop(room) or state.phase not in AT_WORK:
        raise Refused("rounds/not_now")
    if state.talk(group).stopped:
        return []
    return [m.Stopped(round=state.round, group=group, people=sorted(cast))]


def _play(state: RoundsState, command: Any, person: PersonId, group: str, cast: Group, room: RoomView) -> list[Event]:
    if state.phase not in AT_WORK:
        raise Refused("rounds/not_now")
    match command:
        case m.SayReady(on=on):
            known = person in state.talk(group).ready
            return [m.ReadySaid(round=state.round, group=group, person=person, on=on)] if known != on else []
        case m.ShareCase(on=on):
            return _share(state, person, group, cast, on, room)
        case m.DrawCase():
            _owns(state, person, cast)
            return _choose_case(state, group, cast, own=False)
        case _:
            return _interview(state, command, person, group, cast, room)


def _owns(state: RoundsState, person: PersonId, cast: Group) -> None:
    if state.config.case_choice != "own" or person != owner(cast):
        raise Refused("rounds/not_your_case")


def _choose_case(state: RoundsState, group: str, cast: Group, *, own: bool | None) -> list[Event]:
    if state.talk(group).own is own:
        return []
    return [m.CaseChosen(round=state.round, group=group, own=own, people=sorted(cast))]


def _share(state: RoundsState, person: PersonId, group: str, cast: Group, on: bool, room: RoomView) -> list[Event]:
    _owns(state, person, cast)
    if not on:
        return _choose_case(state, group, cast, own=None) if state.talk(group).own else []
    sheet = sheet_of(state, person, room)
    if sheet is None:
        raise Refused("rounds/no_sheet")
    fields = {field for role in state.config.own_share for field in shared_fields(state, role)}
    _without_names(" ".join(sheet.fields.get(field, "") for field in sorted(fields)), room)
    return _choose_case(state, group, cast, own=True)


def _without_names(text: str, room: RoomView) -> None:
    """A case of one's own tells of somebody who is not here, and never names anybody who is."""
    check = room.block.check("names")
    names = (person.name for person in room.people.values() if len(person.name) > 1)
    found = next((name for name in names if name.casefold() in text.casefold()), None)
    if check and check.level == "block" and found:
        raise Quoting("rounds/names", name=found)


def _interview(
    state: RoundsState, command: Any, person: PersonId, group: str, cast: Group, room: RoomView
) -> list[Event]:
    questions = interview(state, room)
    talk, ids = state.talk(group), [question.id for question in questions.questions] if questions else []
    if command.question not in ids or state.phase != "play":
        raise Refused("rounds/no_such_question")
    if asks_consent(room) and not state.has_agreed(cast):
        raise Refused("rounds/no_consent")
    people = sorted(cast)
    asked: list[Event] = [
        m.QuestionAsked(round=state.round, group=group, question=command.question, people=people),
    ]
    if isinstance(command, m.AskQuestion):
        if person != performer(state, cast):
            raise Refused("rounds/not_your_role")
        return asked if talk.question != command.question else []
    if person != performer(state, cast) and command.question != talk.question:
        raise Refused("rounds/no_such_question")
    skipped = m.QuestionSkipped(round=state.round, group=group, question=command.question, people=people)
    return [skipped] if command.question not in talk.skipped else []


# --- scoring ------------------------------------------------------------------------------------------------------


def scores_now(state: RoundsState, person: PersonId, cast: Group, room: RoomView) -> bool:
    """Whether somebody has a scorecard to fill in: observers from the talk on, a self-check after it."""
    if scorecard(state, room) is None or person not in scorers(state, room.block, cast):
        return False
    itself = person == performer(state, cast)
    return state.phase in (("score", "feedback") if itself else ("play", "score", "feedback"))


def rates_self(state: RoundsState, person: PersonId, cast: Group, room: RoomView) -> bool:
    """Whether the course asks the one whose talk it was to rate one item first."""
    return person == performer(state, cast) and self_scale(room) is not None


def self_scale(room: RoomView) -> Input | None:
    scales = (entry for step in room.block.steps for entry in step.inputs if entry.type == "scale")
    return next(scales, None)


def _score(state: RoundsState, command: Any, person: PersonId, cast: Group, room: RoomView) -> list[Event]:
    card = scorecard(state, room)
    about = performer(state, cast)
    if card is None or about is None:
        raise Refused("rounds/not_now")
    if isinstance(command, m.RateSelf):
        if not rates_self(state, person, cast, room) or state.phase not in ("score", "feedback"):
            raise Refused("rounds/not_now")
        _on_scale(card, command.item, command.value)
        rated = m.SelfRated(round=state.round, person=person, item=command.item, value=command.value)
        return [rated] if state.self_rated.get((state.round, person)) != (command.item, command.value) else []
    if not scores_now(state, person, cast, room):
        raise Refused("rounds/not_now")
    known = state.cards.get((state.round, person))
    if isinstance(command, m.RateItem):
        _on_scale(card, command.item, command.value)
        if known and known.about == about and known.items.get(command.item) == command.value:
            return []
        return [m.ItemRated(round=state.round, by=person, about=about, item=command.item, value=command.value)]
    missing = missing_on(state, card, person)
    if missing:
        raise Refused("rounds/card_open", missing=missing)
    return [] if known and known.sent else [m.CardSent(round=state.round, by=person, about=about)]


def _on_scale(card: Scorecard, item: str, value: int) -> None:
    if item not in {known.id for known in card.items}:
        raise Refused("rounds/no_such_item")
    if not card.scale.min <= value <= card.scale.max:
        raise Refused("rounds/off_scale", least=card.scale.min, most=card.scale.max)


def missing_on(state: RoundsState, card: Scorecard, by: PersonId) -> int:
    """How many items and lines a card still needs before it can be sent; a self-check needs only the items."""
    known = state.cards.get((state.round, by))
    items = sum(item.id not in known.items for item in card.items) if known else len(card.items)
    if known and known.about == by:
        return items
    lines = (field for field in card.fields if field.required)
    return items + sum((state.round, by, CARD + field.id) not in state.lines for field in lines)


# --- words and choices --------------------------------------------------------------------------------------------


def my_inputs(state: RoundsState, person: PersonId, room: RoomView) -> Iterable[Input]:
    """What this step asks of this person in their role."""
    role = state.role_of(person)
    return (entry for entry in (room.step.inputs if room.step else ()) if entry.role in (None, role))


def level_of(entry: Input | None, room: RoomView) -> Privacy:
    return (entry.privacy if entry else None) or room.block.privacy


def _say(state: RoundsState, command: Any, person: PersonId, cast: Group, by: By, room: RoomView) -> list[Event]:
    match command:
        case m.Write(field=field, text=text):
            if field.startswith(CARD):
                return _write_on_card(state, field, text, person, cast, by, room)
            return _write(state, field, text, person, cast, by, room)
        case m.Choose(field=field, option=option):
            return _choose(state, field, option, person, room)
        case m.Permit(field=field, on=on):
            return _permit(state, field, on, person, by, room)
        case _:
            raise TypeError(f"not a command of rounds: {command!r}")


def _write(
    state: RoundsState, field: str, text: str | None, person: PersonId, cast: Group, by: By, room: RoomView
) -> list[Event]:
    entry = next((e for e in my_inputs(state, person, room) if e.id == field and e.type in ("text", "longtext")), None)
    if entry is None:
        raise Refused("rounds/not_asked")
    if text is not None:
        captured = state.config.captured(field)
        longest = entry.max_chars or (captured and captured.max) or LINE_LONGEST
        check_length(text, longest, entry.min_chars or 0, code="rounds")
    for_other = level_of(entry, room) == "pair" and entry.role and not entry.anonymous
    about = other_of(state, cast, person) if for_other else None
    events = _written(state, field, text, person, about, by)
    if text is not None and level_of(entry, room) == "room" and room.step and state.phase == "summary":
        events += _permitted(state, field, True, person, by)
    return events


def _write_on_card(
    state: RoundsState, field: str, text: str | None, person: PersonId, cast: Group, by: By, room: RoomView
) -> list[Event]:
    card = scorecard(state, room)
    line = next((one for one in card.fields if CARD + one.id == field), None) if card else None
    if line is None or not scores_now(state, person, cast, room):
        raise Refused("rounds/not_asked")
    if text is not None:
        check_length(text, line.max, code="rounds")
    elif line.required and _card_is_sent(state, person):
        raise Refused("rounds/card_open", missing=1)
    return _written(state, field, text, person, performer(state, cast), by)


def _card_is_sent(state: RoundsState, person: PersonId) -> bool:
    card = state.cards.get((state.round, person))
    return card is not None and card.sent


def _written(
    state: RoundsState, field: str, text: str | None, person: PersonId, about: PersonId | None, by: By
) -> list[Event]:
    known = state.lines.get((state.round, person, field))
    if (known.text if known else None) == text:
        return []
    about = None if about == person else about
    role = state.role_of(person) or ""
    return [
        m.Written(round=state.round, person=person, field=field, text=text, role=role, about=about, at=by.now),
    ]


def _choose(state: RoundsState, field: str, option: str, person: PersonId, room: RoomView) -> list[Event]:
    entry = next((e for e in my_inputs(state, person, room) if e.id == field and e.type == "choice"), None)
    if entry is None:
        raise Refused("rounds/not_asked")
    if option not in option_ids(state, entry):
        raise Refused("rounds/no_such_option")
    known = state.chosen.get((state.round, person, field))
    if known and known.option == option:
        return []
    right = None
    if field == "guess" and state.config.guess:
        right = option == dealt_to(state, state.group_of(person) or "")
    return [m.Chosen(round=state.round, person=person, field=field, option=option, right=right)]


def option_ids(state: RoundsState, entry: Input) -> list[str]:
    if isinstance(entry.options, tuple):
        return list(entry.options)
    captured = state.config.captured(entry.id)
    return [option.id for option in captured.options] if captured else []


def _permit(state: RoundsState, field: str, on: bool, person: PersonId, by: By, room: RoomView) -> list[Event]:
    key = permitted_key(state, field, person, room)
    line = state.lines.get(key) if key else None
    if key is None or line is None:
        raise Refused("rounds/not_asked")
    return _permitted_line(state, key, line, on, by)


def permitted_key(state: RoundsState, field: str, person: PersonId, room: RoomView) -> tuple[int, PersonId, str] | None:
    """Which of my lines a tick of this step is about: those of this step, or my last one of an earlier step."""
    if field.startswith(CARD):  # whoever fills in the card, also where a group has no observer
        asked = any(entry.id in TICKS for entry in (room.step.inputs if room.step else ()))
        return (state.round, person, field) if asked and state.phase in ("score", "feedback") else None
    ticks = [entry.id for entry in my_inputs(state, person, room) if entry.type == "check" and entry.id in TICKS]
    here = {entry.id for entry in my_inputs(state, person, room) if entry.type in ("text", "longtext")}
    if not ticks:
        return None
    if field in here:
        return state.round, person, field
    if "publish" not in ticks or _is_private(field, room):
        return None
    mine = [key for key in state.lines if key[1:] == (person, field)]
    return max(mine, default=None)


def _is_private(field: str, room: RoomView) -> bool:
    entries = (entry for step in room.block.steps for entry in step.inputs if entry.id == field)
    return any(level_of(entry, room) == "self" for entry in entries)


def _permitted(state: RoundsState, field: str, on: bool, person: PersonId, by: By) -> list[Event]:
    known = state.lines.get((state.round, person, field))
    if known and known.permitted == on:
        return []
    line = (known and known.line) or by.fresh_id()
    return [m.Permitted(round=state.round, person=person, field=field, line=line, on=on)]


def _permitted_line(state: RoundsState, key: tuple[int, PersonId, str], line: Line, on: bool, by: By) -> list[Event]:
    if line.permitted == on:
        return []
    return [m.Permitted(round=key[0], person=key[1], field=key[2], line=line.line or by.fresh_id(), on=on)]
