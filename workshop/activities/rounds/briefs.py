"""What each role may read before and while it plays: its own card and nobody else's.

Whatever is sealed goes through ``brief``, which is asked for one person and looks at that person's role alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from workshop.activities.rounds.state import RoundsState
from workshop.core.activity import GivenItem, PersonId, RoomView, words
from workshop.core.course import Block, Input
from workshop.core.library import Case, QuestionSet, RoleCard, Scorecard, Script
from workshop.core.patch import View
from workshop.parts.seating import Group

SHEETS = "sheets"
"""What a block of sheets is asked for: each person's own."""


# --- who does what ------------------------------------------------------------------------------------------------


def card_input(block: Block) -> Input | None:
    """The course's wish for a scorecard: who fills it in, and how far it may be read."""
    return next((entry for step in block.steps for entry in step.inputs if entry.type == "form"), None)


def performer(state: RoundsState, group: Group) -> PersonId | None:
    """Whose conversation it is in this round."""
    return next(iter(state.with_role(group, state.config.practised)), None)


def scorers(state: RoundsState, block: Block, group: Group) -> list[PersonId]:
    """Who fills in the scorecard. A triad of two has no observer: both check for themselves."""
    entry = card_input(block)
    role = (entry and entry.role) or state.config.practised
    return state.with_role(group, role) or list(group[:2])


def other_of(state: RoundsState, group: Group, person: PersonId) -> PersonId | None:
    """For whom somebody writes: for the one whose conversation it is; that one, for their partner."""
    at_work = performer(state, group)
    if person != at_work:
        return at_work
    partners = (role for role in state.config.role_ids[:2] if role != state.config.practised)
    return next((other for role in partners for other in state.with_role(group, role)), None)


# --- what is on the shelves ---------------------------------------------------------------------------------------


def scorecard(state: RoundsState, room: RoomView, round_: int | None = None) -> Scorecard | None:
    round_ = state.round if round_ is None else round_
    return room.course.scorecards.get(state.config.scorecard_of(round_) or "")


def script(state: RoundsState, room: RoomView) -> Script | None:
    return room.course.scripts.get(state.config.script_of(state.round) or "")


def interview(state: RoundsState, room: RoomView) -> QuestionSet | None:
    return room.course.question_sets.get(state.config.interview or "")


def dealt_to(state: RoundsState, group: str, round_: int | None = None) -> str | None:
    """The case, or the type of the secret card, of a group in a round."""
    deck = state.decks.get(group, ())
    round_ = state.round if round_ is None else round_
    return deck[round_ % len(deck)] if deck else None


def case_of(state: RoundsState, group: str, room: RoomView) -> Case | None:
    """The course's case that a group plays, unless it plays its own."""
    return None if state.config.deals_cards else room.course.cases.get(dealt_to(state, group) or "")


def secret_card(state: RoundsState, group: str, role: str, room: RoomView) -> RoleCard | None:
    """The card a role acts from: paired with it by the plan, or drawn for the second role."""
    cards = room.course.cases.get(state.config.cards or "")
    if cards is None:
        return None
    plan = state.config.plan(state.round)
    drawn = dealt_to(state, group) if role == state.config.role_ids[1] else None
    wanted = drawn if state.config.deals_cards else (plan.pairing.get(role) if plan else None)
    return next((card for card in cards.cards if card.type == wanted), None)


# --- somebody's own case ------------------------------------------------------------------------------------------


def owner(group: Group) -> PersonId | None:
    """Whose own case a group may play: that of the first role."""
    return group[0] if group else None


def sheet_of(state: RoundsState, person: PersonId | None, room: RoomView) -> GivenItem | None:
    given = room.given.get(state.config.own_form or "")
    return next((item for item in given.items.values() if item.person == person), None) if given and person else None


def shared_fields(state: RoundsState, role: str) -> list[str]:
    """Which fields of the owner's sheet go to a role once it is shared; the owner reads them all."""
    return state.config.own_share.get(role, [])


def field_labels(state: RoundsState, room: RoomView) -> Iterator[tuple[str, View]]:
    """How the fields of the sheet are called."""
    block = room.course.blocks.get(state.config.own_form or "")
    form = room.course.forms.get(str(block.config.get("form", ""))) if block else None
    for section in form.sections if form else ():
        for field in section.fields:
            yield field.id, words(field.label)


def options_of(state: RoundsState, room: RoomView) -> dict[str, dict[str, View]]:
    """The words of choices in the sheet, by field and option."""
    block = room.course.blocks.get(state.config.own_form or "")
    form = room.course.forms.get(str(block.config.get("form", ""))) if block else None
    fields = (field for section in form.sections for field in section.fields) if form else ()
    return {field.id: {option.id: words(option.words) for option in field.options} for field in fields if field.options}


def own_case(state: RoundsState, group: Group, role: str, room: RoomView) -> View:
    """The fields of the owner's sheet that this role may read, in the order of the sheet."""
    sheet = sheet_of(state, owner(group), room)
    labels, options = dict(field_labels(state, room)), options_of(state, room)
    is_owner = role == state.config.role_ids[0]
    wanted = list(sheet.fields if sheet and not labels else labels) if is_owner else shared_fields(state, role)
    shown: View = {}
    for rank, field in enumerate(wanted):
        text = sheet.fields.get(field) if sheet else None
        if text:
            shown[field] = {"rank": rank, "label": labels.get(field, {"zh": field, "en": field})}
            picked = _picked(options.get(field, {}), text)
            shown[field] |= {"words": picked} if picked else {"text": text}
    return shown


def _picked(options: dict[str, View], text: str) -> View | None:
    """What was chosen, in words; several options stand with commas between them."""
    chosen = [options[one] for one in text.split(",") if one in options]
    return (
        {"zh": "、".join(one["zh"] for one in chosen), "en": ", ".join(one["en"] for one in chosen)} if chosen else None
    )


# --- the brief ----------------------------------------------------------------------------------------------------


def brief(state: RoundsState, person: PersonId, room: RoomView) -> View:
    """What this person's role reads in this round."""
    group = state.group_of(person)
    if group is None:
        return {}
    cast = state.cast(group)
    role, talk = state.role_in(cast, person), state.talk(group)
    shown: View = {}
    if state.config.case_choice == "own" and talk.own is not False:
        if talk.own:
            shown["own"] = own_case(state, cast, role, room)
    else:
        shown |= _from_case(state, group, role, room)
    card = secret_card(state, group, role, room)
    if card:
        scene = room.course.cases[state.config.cards or ""].scene
        shown["card"] = {"text": words(card)} | ({"scene": words(scene)} if scene else {})
    if role == state.config.practised:
        shown |= _to_follow(state, room)
    return shown


def _from_case(state: RoundsState, group: str, role: str, room: RoomView) -> View:
    """The role's own brief of the course's case, its facts, and the twist once it is out."""
    case = case_of(state, group, room)
    if case is None:
        return {}
    shown: View = {"title": words(case.title)}
    if case.data:
        shown["facts"] = {
            f"f{n}": {"rank": n, "label": words(datum.label), "value": words(datum.value)}
            for n, datum in enumerate(case.data)
        }
    if role in case.briefs:
        shown["text"] = words(case.briefs[role])
    if case.twist and state.talk(group).twist and role == twist_role(state, case):
        shown["twist"] = words(case.twist)
    return shown


def twist_role(state: RoundsState, case: Case) -> str:
    """On whose phone the twist appears: the role the case names, else the partner, who brings it into the talk."""
    return case.twist_to or state.config.role_ids[1]


def _to_follow(state: RoundsState, room: RoomView) -> View:
    """The script, step by step with guide times, or the questions of the interview."""
    shown: View = {}
    follows = script(state, room)
    if follows:
        shown["script"] = {
            step.id: {
                "rank": rank,
                "minutes": step.minutes,
                "name": words(step.name),
                "lines": {f"l{n}": {"rank": n, "text": words(line)} for n, line in enumerate(step.lines)},
            }
            for rank, step in enumerate(follows.steps)
        }
    asks = interview(state, room)
    if asks:
        shown["questions"] = {
            question.id: {"rank": rank, "text": words(question.words)} for rank, question in enumerate(asks.questions)
        }
        shown["rules"] = {f"r{n}": {"rank": n, "text": words(rule)} for n, rule in enumerate(asks.rules)}
    return shown
