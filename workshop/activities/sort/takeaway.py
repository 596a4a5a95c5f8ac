"""What a sort leaves behind: how much of each card was right, what the room was split about, one's own result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workshop.activities.sort import talking
from workshop.activities.sort.scoring import (
    answered,
    contested,
    distribution,
    is_right,
    longest_run,
    score,
    scores,
    sides,
    tally,
)
from workshop.activities.sort.state import SortState
from workshop.core.activity import RoomView
from workshop.core.course import Words
from workshop.core.library import Deck
from workshop.core.report import (
    Chart,
    Entry,
    Fact,
    Reader,
    Record,
    Report,
    Section,
    Series,
    Table,
    Text,
    label,
    still_said,
)

ACCURACY, REASONS = "accuracy", "reasons"


def report(state: SortState, reader: Reader, room: RoomView) -> Report:
    """Nothing of a card that is still to be revealed, unless the block is over."""
    cards = [card for card in state.dealt(room.mode) if room.closed or card in state.revealed]
    sections: list[Section] = []
    if cards:
        sections.append(_accuracy(state, cards, room))
        sections += _team_scores(state, cards, room)
    if state.talk != "waiting" or (room.closed and state.reasons):
        sections.append(_talk(state, reader, room))
    if cards and reader.kind == "person":
        sections += _own_result(state, reader.id or "", cards, room)
    if cards and reader.kind == "team" and reader.id and state.answers.of.get(reader.id):
        sections.append(Section(label("What we put where"), records=(_result(state, reader.id, cards),)))
    return Report(tuple(sections))


def _outputs(room: RoomView, *wanted: str) -> frozenset[str]:
    return frozenset(output.id for output in room.block.outputs if output.id in wanted)


# --- by card ------------------------------------------------------------------------------------------------------


def _accuracy(state: SortState, cards: list[str], room: RoomView) -> Section:
    head: tuple[Text, ...] = (label("Card"), label("Right place"), label("Right"), label("Answers"))
    rows = tuple(
        (
            _text(state, card),
            _places(state, state.key(card), state.deck_of(card)),
            _share(state, card),
            str(answered(state, card)),
        )
        for card in cards
    )
    title = label("Right answers by card")
    return Section(
        title,
        question=state.table.decks[0].title,
        tables=(Table(title, head, rows),),
        charts=_chart(state, cards),
        outputs=_outputs(room, ACCURACY),
    )


def _chart(state: SortState, cards: list[str]) -> tuple[Chart, ...]:
    """The share that was right of every card that enough have placed."""
    told = [card for card in cards if _percent(state, card) is not None]
    if not told:
        return ()
    values = tuple(float(_percent(state, card) or 0) for card in told)
    n = max(answered(state, card) for card in told)
    series = Series(label("Right, in per cent"), values)
    return (
        Chart("bars", label("Right answers by card"), tuple(_text(state, card) for card in told), (series,), 100, n),
    )


def _percent(state: SortState, card: str) -> int | None:
    placed = tally(state.answers).get(card)
    if not placed or not _may_tell(state, card):
        return None
    return round(100 * sum(placed[one] for one in state.key(card)) / placed.total())


def _may_tell(state: SortState, card: str) -> bool:
    return distribution(state, card) is not None


def _share(state: SortState, card: str) -> Text:
    percent = _percent(state, card)
    return label("fewer than 3 answers") if percent is None else f"{percent} %"


def _text(state: SortState, card: str) -> Words:
    return state.table.cards[card][1].words


def _places(state: SortState, places: Iterable[str], deck: Deck) -> Text:
    """The bins by their names, in an order the number of the place."""
    found = [_place(place, deck) for place in places]
    return Words(zh=" / ".join(one.zh for one in found), en=" / ".join(one.en for one in found))


def _place(place: str, deck: Deck) -> Words:
    found = next((one.words for one in deck.bins if one.id == place), None)
    return found or Words(zh=place, en=place)


def _team_scores(state: SortState, cards: list[str], room: RoomView) -> list[Section]:
    """The points of the teams, where the course shows them."""
    if state.config.show_ranking == "none" or state.config.play != "team":
        return []
    points = scores(state, cards)
    rows = [
        (team.words, f"{points[team.id]} / {len(cards)}")
        for team in sorted(room.teams.values(), key=lambda team: (-points.get(team.id, 0), team.number))
        if team.id in points
    ]
    title = label("Points of the teams")
    head: tuple[Text, ...] = (label("Team"), label("Points"))
    return [Section(title, tables=(Table(title, head, tuple(rows)),))] if rows else []


# --- the talk -----------------------------------------------------------------------------------------------------


def _talk(state: SortState, reader: Reader, room: RoomView) -> Section:
    """The cards that were talked about with both sides, and what people said."""
    said = [
        reason
        for reason in sorted(state.reasons.values(), key=lambda reason: (reason.arrival, reason.id))
        if _may_read(state, reason.person, reader, room, hidden=reason.hidden)
    ]
    if state.unsigned:
        said.sort(key=lambda reason: reason.id)
    about = dict.fromkeys([*talking.agenda(state, room), *(reason.card for reason in said if reason.card)])
    entries = tuple(
        Entry(
            still_said(reason.text),
            "comment",
            group=_place(reason.side, state.deck_of(reason.card)) if reason.card and reason.side else None,
            team=_label_of(reason.team, room),
            author=None if state.unsigned else room.name(reason.person),
            anonymous=state.unsigned,
            minute=reason.at,
            remark=_text(state, reason.card) if reason.card else None,
        )
        for reason in said
    )
    return Section(
        label("Answers") if state.config.prompt else label("Cards the room was split about"),
        question=state.config.prompt,
        entries=entries,
        tables=() if state.config.prompt else (_split(state, list(about)),),
        hidden=sum(reason.hidden for reason in state.reasons.values()),
        outputs=_outputs(room, REASONS),
    )


def _split(state: SortState, cards: list[str]) -> Table:
    head: tuple[Text, ...] = (label("Card"), label("One side"), label("The other side"), label("Right place"))
    rows = []
    for card in contested(state, cards):
        deck = state.deck_of(card)
        both = [_with_count(state, card, side) for side in sides(state, card)]
        rows.append((_text(state, card), *both[:2], _places(state, state.key(card), deck)))
    return Table(label("Cards the room was split about"), head, tuple(row for row in rows if len(row) == len(head)))


def _with_count(state: SortState, card: str, side: str) -> Words:
    place, found = _place(side, state.deck_of(card)), distribution(state, card)
    if found is None:
        return place
    return Words(zh=f"{place.zh}（{found[side]}）", en=f"{place.en} ({found[side]})")


def _may_read(state: SortState, person: str, reader: Reader, room: RoomView, *, hidden: bool) -> bool:
    if reader.kind == "person" and reader.id == person:
        return True
    if hidden:
        return False
    same_team = reader.kind == "team" and room.team_of(person) == reader.id
    return state.reach == "room" or (state.reach == "team" and same_team)


def _label_of(team_id: str | None, room: RoomView) -> str | None:
    team = room.teams.get(team_id or "")
    return team.label if team else None


# --- one's own ----------------------------------------------------------------------------------------------------


def _own_result(state: SortState, person: str, cards: list[str], room: RoomView) -> list[Section]:
    """For the handbook: my points and my cards; of those who came too late to place any only the key."""
    unit = person
    if state.config.play == "team":
        unit = room.team_of(person) or person
    elif state.config.play == "pair":
        unit = state.pair_of(person) or person
    return [Section(label("My result"), records=(_result(state, unit, cards),))]


def _result(state: SortState, unit: str, cards: list[str]) -> Record:
    placed: Mapping[str, str] = state.answer(unit).placed
    facts = []
    if placed:
        facts.append(Fact(label("Points"), f"{score(state, placed, cards)} / {len(cards)}"))
    for deck in state.table.decks:
        own = [card for card in cards if state.deck_of(card).id == deck.id]
        if placed and own and deck.mode == "order":
            facts.append(Fact(label("Longest run in the right order"), str(longest_run(state, placed, own))))
    return Record(facts=tuple(facts), tables=(_sheet(state, placed, cards),))


def _sheet(state: SortState, placed: Mapping[str, str], cards: list[str]) -> Table:
    head: tuple[Text, ...] = (label("Card"), label("My place"), label("Right place"), label("Right?"), label("Why"))
    return Table(label("My cards"), head, tuple(_line(state, placed, card) for card in cards))


def _line(state: SortState, placed: Mapping[str, str], card: str) -> tuple[Text, ...]:
    deck, found = state.table.cards[card]
    mine: Text = _place(placed[card], deck) if card in placed else ""
    verdict: Text = ""
    if card in placed:
        verdict = label("right") if is_right(state, card, placed[card]) else label("not right")
    return (found.words, mine, _places(state, state.key(card), deck), verdict, found.why or "")
