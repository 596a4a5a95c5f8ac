"""The talk: cards on which the room is split, a side and a reason each; or one question of the course."""

from __future__ import annotations

from typing import Any

from workshop.activities.sort import messages as m
from workshop.activities.sort.scoring import contested, sides
from workshop.activities.sort.state import Reason, SortState
from workshop.core.activity import By, Command, Event, Given, GivenItem, RoomView
from workshop.core.course import Input
from workshop.core.errors import Refused
from workshop.parts.length import check_length

LONGEST = 30
SHUFFLED_BY = 3
"""Unsigned reasons are shown this many at a time while people write, so that none can be matched to who just sent."""


def decide(state: SortState, command: Any, by: By, room: RoomView) -> list[Event]:
    match command:
        case m.TakeSide(card=handle, side=side):
            return _take_side(state, handle, side, by, room)
        case m.GiveReason():
            return _give_reason(state, command, by, room)
        case m.OpenTalk(card=handle):
            return _open(state, handle, room)
        case m.CloseTalk():
            _talking(state)
            return [m.TalkMoved(to="closed", card=state.talked)] if state.talk == "open" else []
        case m.HideReason(reason=reason):
            return _hide(state, reason, on=True)
        case m.RestoreReason(reason=reason):
            return _hide(state, reason, on=False)
        case _:
            raise TypeError(f"nothing to do with the talk: {command!r}")


# --- what is talked about -----------------------------------------------------------------------------------------


def agenda(state: SortState, room: RoomView) -> list[str]:
    """The cards to talk about, those first on which the room is most evenly split; none where the course asks."""
    if state.config.prompt:
        return []
    return contested(state, state.dealt(room.mode))[: state.config.discuss_hardest]


def subject(state: SortState, room: RoomView) -> str | None:
    """The card that is talked about now."""
    cards = agenda(state, room)
    return state.talked or (cards[0] if cards else None)


def onward(state: SortState, room: RoomView) -> Command | None:
    """The next card to talk about."""
    cards = agenda(state, room)
    now = subject(state, room)
    after = cards[cards.index(now) + 1 :] if now in cards else []
    return m.OpenTalk(type="sort/open_talk", card=state.handle(after[0])) if after else None


def line(room: RoomView) -> Input | None:
    """The input that takes a reason, where this step has one."""
    return room.step.input("reason") if room.step else None


def longest(state: SortState, room: RoomView) -> int:
    entry = line(room)
    return (entry.max_chars if entry else None) or (state.config.talk.max if state.config.talk else LONGEST)


# --- what may be read ---------------------------------------------------------------------------------------------


def is_shown(state: SortState, reason: Reason | None) -> bool:
    """Whether the whole room may read it now."""
    return reason is not None and state.reach == "room" and not reason.hidden and reason.id in arrived(state)


def arrived(state: SortState) -> frozenset[str]:
    """The reasons that may be read by others than who wrote them."""
    inside = [reason for reason in state.reasons.values() if not reason.hidden]
    if not state.unsigned or state.talk != "open":
        return frozenset(reason.id for reason in inside)
    found: set[str] = set()
    for card in {reason.card for reason in inside}:
        of_card = sorted((reason for reason in inside if reason.card == card), key=lambda reason: reason.arrival)
        found |= {reason.id for reason in of_card[: len(of_card) - len(of_card) % SHUFFLED_BY]}
    return frozenset(found)


def gives(state: SortState, select: str) -> Given:
    """``reasons``: what people said to the room; ``cards``: those that were revealed, the most contested first."""
    if select == "reasons":
        said = (reason for reason in state.reasons.values() if reason.text and is_shown(state, reason))
        return Given({r.id: _given(state, r) for r in said})
    if select == "cards":
        cards = [state.table.cards[card][1] for card in contested(state, state.revealed)]
        return Given({c.id: GivenItem(c.zh, fields={"zh": c.zh, "en": c.en}) for c in cards})
    return Given()


def _given(state: SortState, reason: Reason) -> GivenItem:
    signed = not state.unsigned
    return GivenItem(reason.text, reason.side, reason.person if signed else None, reason.team if signed else None)


# --- decide -------------------------------------------------------------------------------------------------------


def _talking(state: SortState) -> None:
    if state.phase != "talk":
        raise Refused("sort/not_talking")


def _taking_part(state: SortState, by: By, room: RoomView) -> str:
    if state.phase != "talk" or state.talk != "open":
        raise Refused("sort/not_talking")
    if room.locked:
        raise Refused("room/locked")
    if by.person is None:
        raise Refused("room/participants_only")
    return by.person


def _side(state: SortState, card: str, side: str | None) -> str:
    if side is None or side not in sides(state, card):
        raise Refused("sort/choose_side")
    return side


def _talked_about(state: SortState, handle: str, room: RoomView) -> str:
    """The card that is talked about now; another one came too late."""
    card = state.card(handle)
    if card is None or state.config.prompt or card != subject(state, room):
        raise Refused("sort/other_card")
    return card


def _take_side(state: SortState, handle: str, side: str, by: By, room: RoomView) -> list[Event]:
    person = _taking_part(state, by, room)
    card = _talked_about(state, handle, room)
    side = _side(state, card, side)
    if state.sides.get((card, person)) == side:
        return []
    reason = state.reason_of(person, card)
    return [m.SideTaken(card=card, person=person, side=side), *_moved_over(reason, side, by)]


def _moved_over(reason: Reason | None, side: str, by: By) -> list[Event]:
    """A reason goes where its writer goes."""
    if reason is None:
        return []
    return [
        m.ReasonGiven(reason=reason.id, text=reason.text, person=reason.person, team=reason.team, card=reason.card,
                      side=side, at=reason.at),
    ]  # fmt: skip


def _give_reason(state: SortState, command: m.GiveReason, by: By, room: RoomView) -> list[Event]:
    person = _taking_part(state, by, room)
    entry = line(room)
    if entry is None:
        raise Refused("sort/not_talking")
    card = side = None
    if not state.config.prompt:
        card = _talked_about(state, command.card or "", room)
        side = _side(state, card, command.side or state.sides.get((card, person)))
    check_length(command.text, longest(state, room), entry.min_chars or 0)
    old = state.reason_of(person, card)
    if old and (old.text, old.side) == (command.text, side):
        return []
    signed = not state.unsigned
    return [
        m.ReasonGiven(reason=old.id if old else by.fresh_id(), text=command.text, person=person, card=card, side=side,
                      team=by.team if signed else None, at=by.now if signed else None),
    ]  # fmt: skip


def _open(state: SortState, handle: str | None, room: RoomView) -> list[Event]:
    _talking(state)
    card = state.talked
    if handle is not None:
        card = state.card(handle)
        if card is None or state.config.prompt or card not in state.dealt(room.mode):
            raise Refused("sort/no_such_card")
    moved = m.TalkMoved(to="open", card=card)
    return [moved] if (state.talk, state.talked) != ("open", card) else []


def _hide(state: SortState, reason_id: str, *, on: bool) -> list[Event]:
    reason = state.reasons.get(reason_id)
    if reason is None or state.reach not in ("room", "team"):
        raise Refused("sort/no_such_reason")
    return [m.ReasonHidden(reason=reason.id, on=on)] if reason.hidden != on else []
