"""Who sees what of a sort. Every secret of a sort is kept in this file and nowhere else.

What is right, and why, is on the console from the start and nowhere else before its card is revealed. What one person
put where is on their own phone, what a pair or a team did with its members; everybody else gets counts, and those only
once the placing is over and enough have answered.
"""

from __future__ import annotations

from collections import Counter
from typing import assert_never

from workshop.activities.sort import talking
from workshop.activities.sort.scoring import FEWEST, answered, contested, distribution, scores, sides
from workshop.activities.sort.state import Answer, Reason, SortState
from workshop.core.activity import Audience, PersonId, RoomView, remembered, shown_text, words
from workshop.core.library import Deck
from workshop.core.patch import View

NO_TEAM = "-"
BEST = 3


def view(state: SortState, audience: Audience, room: RoomView) -> View:
    match audience.kind:
        case "projector":
            return {**_frame(state, room), **_revealed(state, room), **_progress(state, room), **_talk(state, room)}
        case "phones":
            return {**_frame(state, room), **_revealed(state, room), **_talk(state, room), **_hand(state, room)}
        case "console":
            return _console(state, room)
        case "group":
            return _shared_answer(state, audience.id or "", room) | _of_team(state, audience, room)
        case "circle":
            return _shared_answer(state, audience.id or "", room) | _members(state, audience.id or "", room)
        case "person":
            return _person(state, audience.id or "")
        case _:
            assert_never(audience.kind)


# --- what everybody sees ------------------------------------------------------------------------------------------


def _frame(state: SortState, room: RoomView) -> View:
    """Which phase it is, how many cards there are and how long there is; the decks with their bins."""
    config = state.config
    dealt = state.dealt(room.mode)
    frame: View = {
        "play": config.play,
        "tries": config.tries,
        "cards_n": len(dealt),
        "decks": remembered(state.table, ("decks", dealt), lambda: _decks(state, dealt)),
    }
    if state.phase:
        frame["phase"] = state.phase
    if state.phase == "brief" and dealt:
        frame["example"] = _example(state, dealt[0])
    seconds = _seconds(state, room)
    if seconds:
        frame["seconds"] = seconds
    if state.config.prompt:
        frame["prompt"] = words(state.config.prompt)
    return frame


def _decks(state: SortState, dealt: tuple[str, ...]) -> View:
    held = Counter(state.deck_of(card).id for card in dealt)
    return {
        deck.id: {"rank": n, "title": words(deck.title), "mode": deck.mode, "cards_n": held[deck.id]} | _bins(deck)
        for n, deck in enumerate(state.table.decks)
        if held[deck.id]
    }


def _bins(deck: Deck) -> View:
    return {"bins": {one.id: {"rank": n, "text": words(one.words)} for n, one in enumerate(deck.bins)}}


def _example(state: SortState, card: str) -> View:
    """What a card looks like; where it belongs is not said."""
    deck, shown = state.table.cards[card]
    return {"deck": deck.id, "text": words(shown.words)}


def _seconds(state: SortState, room: RoomView) -> int:
    """How long there is to place the cards: the minutes of the step, never longer than the sort itself says."""
    planned = sum(step.minutes.of(room.mode) * 60 for step in room.block.steps if state.phase_of.get(step.id) == "play")
    return round(min(planned, state.config.seconds or planned))


def _hand(state: SortState, room: RoomView) -> View:
    """The cards themselves, from the moment they are played; what is right comes with its card when it is revealed."""
    if state.phase in (None, "brief"):
        return {}
    dealt = state.dealt(room.mode)
    plain = remembered(state.table, ("hand", state.seed, dealt), lambda: _plain(state, dealt))
    shown = _shown_cards(state, room)
    return {"cards": {handle: shown.get(handle, card) for handle, card in plain.items()}}


def _plain(state: SortState, dealt: tuple[str, ...]) -> View:
    return {state.handle(card): _card(state, card, rank) for rank, card in enumerate(dealt)}


def _card(state: SortState, card: str, rank: int) -> View:
    deck, found = state.table.cards[card]
    return {"rank": rank, "deck": deck.id, "text": words(found.words)}


# --- what was revealed --------------------------------------------------------------------------------------------


def _revealed(state: SortState, room: RoomView) -> View:
    """The cards that were revealed, the one in the middle of the wall, and how everybody did once all are."""
    shown: View = {"cards": _shown_cards(state, room)}
    if state.lit:
        lit = state.reasons.get(state.lit)
        if lit and talking.is_shown(state, lit):
            shown["lit"] = lit.id
        elif state.lit in state.revealed:
            shown["lit"] = state.handle(state.lit)
    ranking = _ranking(state, room)
    if ranking:
        shown["ranking"] = ranking
    return shown


def _shown_cards(state: SortState, room: RoomView) -> View:
    """Made once for wall and phones, as long as nothing is revealed, corrected or placed."""
    if not state.revealed:
        return {}

    def make() -> View:
        rank = {card: n for n, card in enumerate(state.dealt(room.mode))}
        return {
            state.handle(card): _with_answer(state, card, rank[card], order, room)
            for order, card in enumerate(state.revealed)
            if card in rank
        }

    return remembered(state, ("shown", room.mode), make, room.people)


def _with_answer(state: SortState, card: str, rank: int, order: int, room: RoomView) -> View:
    shown = _card(state, card, rank) | {"revealed": order, "answer": dict.fromkeys(state.key(card), True)}
    why = state.table.cards[card][1].why
    if why:
        shown["why"] = words(why)
    if card in state.corrected:
        shown["corrected"] = True
    return shown | _placements(state, card, room)


def _placements(state: SortState, card: str, room: RoomView) -> View:
    """How the room placed a card: counts by bin; of teams who placed it where, if the block is for the room."""
    found: View = {"answered": answered(state, card)}
    shares = distribution(state, card)
    if shares:
        found["shares"] = dict(shares)
    if state.open_teams:
        found["teams"] = {
            unit: answer.placed[card]
            for unit, answer in state.answers.of.items()
            if unit in room.teams and card in answer.placed
        }
    return found


def _ranking(state: SortState, room: RoomView) -> View | None:
    """Teams or the best three, once every card is revealed. In a block that shows counts only nobody is named."""
    dealt = state.dealt(room.mode)
    if state.config.show_ranking == "none" or not dealt or not set(dealt) <= set(state.revealed):
        return None
    points = scores(state, dealt)
    rows = _of_teams(state, points, room) if state.config.show_ranking == "teams" else _best(state, points, room)
    rows.sort(key=lambda row: (-row["points"], row.get("team", ""), row.get("by", "")))
    for n, row in enumerate(rows):
        row["place"] = rows[n - 1]["place"] if n and row["points"] == rows[n - 1]["points"] else n + 1
    if state.config.show_ranking == "top3":
        rows = [row for row in rows if row["place"] <= BEST][: 2 * BEST]
    return {str(n): {"rank": n, **row} for n, row in enumerate(rows)} or None


def _of_teams(state: SortState, points: dict[str, int], room: RoomView) -> list[View]:
    """The points of each team; where everybody plays alone the mean of its members, if enough have played."""
    rows: list[View] = []
    for team in room.teams:
        if state.config.play == "team":
            found = [points[team]] if team in points else []
        else:
            found = [points[unit] for person in room.members(team) if (unit := _unit(state, person.id)) in points]
            found = found if len(found) >= FEWEST else []
        if found:
            rows.append({"team": team, "points": round(sum(found) / len(found), 1)})
    return rows


def _best(state: SortState, points: dict[str, int], room: RoomView) -> list[View]:
    rows: list[View] = []
    for unit, n in points.items():
        row: View = {"points": n}
        if unit in room.teams:
            row["team"] = unit
        elif room.block.privacy == "room":
            row["by"] = ", ".join(sorted(room.name(one) or "" for one in state.pairs.get(unit, {unit})))
        rows.append(row)
    return rows


def _unit(state: SortState, person: PersonId) -> str:
    return (state.pair_of(person) if state.config.play == "pair" else None) or person


# --- how far the placing is ---------------------------------------------------------------------------------------


def _progress(state: SortState, room: RoomView) -> View:
    """How many cards lie and how many have handed in, by team; nothing about where the cards lie."""
    if state.phase != "play":
        return {}
    placed: Counter[str] = Counter()
    done: Counter[str] = Counter()
    of: Counter[str] = Counter()
    if state.config.play == "team" and room.teams:
        of.update(list(room.teams))
    else:
        of.update(person.team or NO_TEAM for person in room.people.values() if not person.removed)
    for unit, answer in state.answers.of.items():
        members = state.pairs.get(unit, (unit,))
        for one in members:
            team = one if one in room.teams else room.team_of(one) or NO_TEAM
            if team in of:
                placed[team] += len(answer.placed)
                done[team] += answer.handed_in
    return {"progress": {team: {"placed": placed[team], "done": min(done[team], n), "of": n} for team, n in of.items()}}


# --- the talk -----------------------------------------------------------------------------------------------------


def _talk(state: SortState, room: RoomView) -> View:
    """The card that is talked about with its two sides, or the question; the reasons that the room may read."""
    if state.phase != "talk":
        return {}
    card = talking.subject(state, room)
    talk: View = {"state": state.talk, "longest": talking.longest(state, room), "unsigned": state.unsigned}
    talk["takes"] = talking.line(room) is not None
    talk["reach"] = state.reach
    if card and not state.config.prompt:
        talk["card"] = state.handle(card)
        talk["text"] = words(state.table.cards[card][1].words)
        talk["deck"] = state.deck_of(card).id
        taken = Counter(side for (of, _), side in state.sides.items() if of == card)
        talk["sides"] = {side: {"rank": n, "n": taken[side]} for n, side in enumerate(sides(state, card))}
    about = None if state.config.prompt else card
    talk["given"] = sum(reason.card == about for reason in state.reasons.values())
    shown = [reason for reason in state.reasons.values() if reason.card == about and talking.is_shown(state, reason)]
    talk["reasons"] = {reason.id: _reason(state, reason, room) for reason in shown}
    return {"talk": talk}


def _reason(state: SortState, reason: Reason, room: RoomView) -> View:
    """A reason as others read it. Without names its place says nothing about who was first."""
    name = None if state.unsigned else room.name(reason.person)

    def make() -> View:
        rank = int(reason.id[:6], 16) if state.unsigned else reason.arrival
        shown: View = shown_text(reason.text) | {"rank": rank}
        if reason.side:
            shown["side"] = reason.side
        if name:
            shown["by"] = name
        if reason.team and not state.unsigned:
            shown["team"] = reason.team
        return shown

    return remembered(reason, "room", make, name)


# --- the facilitator ----------------------------------------------------------------------------------------------


def _console(state: SortState, room: RoomView) -> View:
    """The whole key from the start; counts when the placing is over; every reason that others may read."""
    shown = {**_frame(state, room), **_revealed(state, room), **_progress(state, room), **_talk(state, room)}
    shown.pop("example", None)
    shown["cards"] = remembered(state, ("key", room.mode), lambda: _key(state, room), room.people)
    if state.pairs:
        shown["pairs"] = remembered(state, "pairs", lambda: _pairs(state, room), room.people)
    if state.phase == "talk" and not state.config.prompt:
        shown["talk"]["agenda"] = {
            state.handle(card): {"rank": n} for n, card in enumerate(talking.agenda(state, room))
        }
    if state.reasons:
        shown["reasons"] = _all_reasons(state, room)
    return shown


def _key(state: SortState, room: RoomView) -> View:
    dealt = state.dealt(room.mode)
    over = state.phase in ("reveal", "talk")
    revealed = {card: n for n, card in enumerate(state.revealed)}
    order = contested(state, dealt) if over else list(dealt)
    cards: View = {}
    for rank, card in enumerate(dealt):
        shown = _card(state, card, rank) | {"answer": dict.fromkeys(state.key(card), True), "order": order.index(card)}
        why = state.table.cards[card][1].why
        if why:
            shown["why"] = words(why)
        if card in revealed:
            shown["revealed"] = revealed[card]
        if card in state.corrected:
            shown["corrected"] = True
        cards[state.handle(card)] = shown | (_placements(state, card, room) if over else {})
    return cards


def _pairs(state: SortState, room: RoomView) -> View:
    return {
        pair: {"rank": n, "members": {one: room.name(one) or "" for one in sorted(members)}}
        for n, (pair, members) in enumerate(sorted(state.pairs.items()))
    }


def _all_reasons(state: SortState, room: RoomView) -> View:
    """With the hidden ones. Reasons that are for a pair or for their writer alone are not here."""
    if state.reach not in ("room", "team"):
        return {}
    shown: View = {}
    inside = talking.arrived(state)
    for reason in state.reasons.values():
        if reason.id in inside or reason.hidden:
            about = {"card": state.handle(reason.card)} if reason.card else {}
            hidden = {"hidden": True} if reason.hidden else {}
            shown[reason.id] = _reason(state, reason, room) | about | hidden
    return shown


# --- a team, a pair, a person -------------------------------------------------------------------------------------


def _shared_answer(state: SortState, unit: str, room: RoomView) -> View:
    """What a team or a pair has put where, and whose thumb it was."""
    answer = state.answers.of.get(unit)
    if answer is None:
        return {}

    def make() -> View:
        names = {state.handle(card): room.name(person) or "" for card, person in answer.by.items()}
        return _placed(state, answer) | ({"by": names} if names else {})

    return remembered(answer, ("shared", state.seed), make, room.people)


def _members(state: SortState, pair: str, room: RoomView) -> View:
    """Who plays together."""
    members = state.pairs.get(pair, frozenset())
    return {"members": {person: room.name(person) or "" for person in sorted(members)}} if members else {}


def _of_team(state: SortState, audience: Audience, room: RoomView) -> View:
    """Reasons that are for the team alone."""
    if state.reach != "team":
        return {}
    inside = talking.arrived(state)
    members = {person.id for person in room.members(audience.id or "")}
    found = {
        reason.id: _reason(state, reason, room)
        for reason in state.reasons.values()
        if reason.id in inside and reason.person in members
    }
    return {"reasons": found} if found else {}


def _placed(state: SortState, answer: Answer) -> View:
    shown: View = {"placed": {state.handle(card): where for card, where in answer.placed.items()}}
    if answer.handed_in:
        shown["handed_in"] = True
    if answer.hands:
        shown["hands"] = answer.hands
    return shown


def _person(state: SortState, person: PersonId) -> View:
    """My cards where I play alone, my sides, my lines."""
    answer = state.answers.of.get(person)
    shown: View = {}
    if answer:
        shown = {**remembered(answer, ("mine", state.seed), lambda: _placed(state, answer))}
    own = {state.handle(card): side for (card, of), side in state.sides.items() if of == person}
    if own:
        shown["sides"] = own
    lines = {
        state.handle(reason.card) if reason.card else "": shown_text(reason.text)
        for reason in state.reasons.values()
        if reason.person == person
    }
    if lines:
        shown["lines"] = lines
    return shown
