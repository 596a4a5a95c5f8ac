"""How things are called: fields, options, roles, in the words of the course."""

from __future__ import annotations

from workshop.activities.rounds.briefs import interview
from workshop.activities.rounds.entries import CARD, option_ids
from workshop.activities.rounds.state import RoundsState
from workshop.core.activity import RoomView
from workshop.core.course import Input, Words
from workshop.core.library import Scorecard


def field_words(state: RoundsState, field: str, room: RoomView) -> Words | None:
    """What the course calls a field; None where it leaves that to us."""
    if field.startswith(CARD):
        return _card_field(state, field.removeprefix(CARD), room)
    entries = (entry for step in room.block.steps for entry in step.inputs if entry.id == field)
    found = next((entry.label for entry in entries if entry.label), None)
    captured = state.config.captured(field)
    return found or (captured.label if captured else None)


def _card_field(state: RoundsState, field: str, room: RoomView) -> Words | None:
    for card in scorecards(state, room):
        for known in card.fields:
            if known.id == field:
                return known.label
    return None


def scorecards(state: RoundsState, room: RoomView) -> list[Scorecard]:
    """Every scorecard of the block, once."""
    ids = [state.config.scorecard_of(round_) for round_ in range(state.config.rounds)]
    return [room.course.scorecards[card] for card in dict.fromkeys(filter(None, ids)) if card in room.course.scorecards]


def option_words(state: RoundsState, option: str, room: RoomView, entry: Input | None = None) -> Words | None:
    """What an option is called: as the capture says, as the secret card, the question, or the item of a scorecard."""
    captured = state.config.captured(entry.id) if entry else None
    named = {known.id: known.words for known in captured.options} if captured else {}
    if option in named:
        return named[option]
    cards = room.course.cases.get(state.config.cards or "")
    for card in cards.cards if cards else ():
        if card.type == option:
            return card.name or Words(zh=card.zh, en=card.en)
    asks = interview(state, room)
    questions = {question.id: question.words for question in asks.questions} if asks else {}
    items = {item.id: item.words for card in scorecards(state, room) for item in card.items}
    return questions.get(option) or items.get(option)


def options(state: RoundsState, entry: Input, room: RoomView) -> dict[str, Words]:
    """The options of a choice in their order."""
    found = ((option, option_words(state, option, room, entry)) for option in option_ids(state, entry))
    return {option: name or Words(zh=option, en=option) for option, name in found}
