"""What rounds leave behind: sums for the client, released lines without names, and to each person what is theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workshop.activities.rounds import scoring
from workshop.activities.rounds.briefs import scorecard
from workshop.activities.rounds.entries import CARD
from workshop.activities.rounds.labels import field_words, options
from workshop.activities.rounds.state import Line, RoundsState
from workshop.core.activity import PersonId, RoomView
from workshop.core.report import (
    Chart,
    Count,
    Entry,
    Fact,
    Reader,
    Record,
    Report,
    Section,
    Series,
    Tally,
    Text,
    label,
    still_said,
)


def report(state: RoundsState, reader: Reader, room: RoomView) -> Report:
    sections = [*_for_room(state, room)]
    if reader.kind == "person" and reader.id:
        sections += [*_for_person(state, reader.id, room)]
    return Report(tuple(sections))


def stays_out(room: RoomView) -> bool:
    """Whether the course keeps the content of this block out of everything but the handbooks."""
    return room.block.check("no_export") is not None


# --- for everybody who gets a report ------------------------------------------------------------------------------


def _for_room(state: RoundsState, room: RoomView) -> Iterator[Section]:
    outputs = {output.id for output in room.block.outputs}
    yield Section(label("Taken part"), tallies=(_taken_part(state, room),), outputs=frozenset({"count"} & outputs))
    if stays_out(room):
        return
    charts = tuple(_chart(found) for found in scoring.means(state, room))
    if charts:
        yield Section(label("What observers saw"), charts=charts, outputs=frozenset({"means"} & outputs))
    yield from _sums(state, room, outputs)
    lines = tuple(_entry(state, field, line, room) for _, field, line in scoring.released(state))
    if lines:
        yield Section(label("Lines from the room"), entries=lines, outputs=_lines_outputs(state, room))


def _taken_part(state: RoundsState, room: RoomView) -> Tally:
    """How many people sat in a group in each round that was begun."""
    rows = tuple(
        Count(f"{round_ + 1}", sum(len(people) for people in groups.values()))
        for round_, groups in sorted(state.seats.items())
    )
    here = sum(not person.removed for person in room.people.values())
    return Tally(label("People by round"), rows, voters=len(_played(state)), of=here)


def _played(state: RoundsState) -> set[PersonId]:
    return {person for groups in state.seats.values() for people in groups.values() for person in people}


def _tally(state: RoundsState, title: Text, rows: Iterable[Count], field: str) -> Tally:
    """Rows count what was given in all rounds; who took part is counted once."""
    gave = {person for (_, person, of), line in state.lines.items() if of == field and line.text}
    gave |= {person for _, person, of in state.chosen if of == field}
    return Tally(title, tuple(rows), voters=len(gave), of=len(_played(state) | gave))


def _chart(found: scoring.Means) -> Chart:
    values = tuple(found.items[item.id] for item in found.card.items)
    return Chart(
        kind="bars",
        title=found.card.title,
        labels=tuple(item.words for item in found.card.items),
        series=(Series(label("Mean"), values),),
        most=found.card.scale.max,
        n=found.n,
    )


def _sums(state: RoundsState, room: RoomView, outputs: set[str]) -> Iterator[Section]:
    if state.config.guess and scoring.guesses_are_told(state):
        right, of = scoring.guesses(state)
        told = (Count(label("Guessed right"), right), Count(label("Guessed wrong"), of - right))
        tally = _tally(state, label("Guessed"), told, "guess")
        yield Section(label("Guesses"), tallies=(tally,), outputs=frozenset({"guess"} & outputs))
    for field, found in scoring.clouds(state, room):
        title = field_words(state, field, room) or room.block.title
        rows = (Count(text, n) for text, n in sorted(found.items(), key=lambda one: (-one[1], one[0])))
        yield Section(title, tallies=(_tally(state, title, rows, field),), outputs=frozenset({field}))
    for entry, taken in scoring.tallies(state, room):
        title = field_words(state, entry.id, room) or room.block.title
        rows = (Count(name, taken[option]) for option, name in options(state, entry, room).items())
        served = {entry.id, "hard"} if entry.id == "blind" else {entry.id}
        yield Section(title, tallies=(_tally(state, title, rows, entry.id),), outputs=frozenset(served & outputs))


def _entry(state: RoundsState, field: str, line: Line, room: RoomView) -> Entry:
    return Entry(still_said(line.text), group=field_words(state, field, room), anonymous=True)


def _lines_outputs(state: RoundsState, room: RoomView) -> frozenset[str]:
    """Outputs of lines that the room may read."""
    return frozenset(output.id for output in room.block.outputs if output.level == "room")


# --- for one person -----------------------------------------------------------------------------------------------


def _for_person(state: RoundsState, person: PersonId, room: RoomView) -> Iterator[Section]:
    """What others told me, and what I wrote myself."""
    outputs = {output.id for output in room.block.outputs}
    got = tuple(_received(state, person, room))
    if got:
        yield Section(label("Feedback I received"), records=got, outputs=frozenset({"cards"} & outputs))
    mine = tuple(_own(state, person, room))
    if mine:
        yield Section(label("What I wrote"), records=(Record(facts=mine),), outputs=frozenset({"handbook"} & outputs))


def _received(state: RoundsState, person: PersonId, room: RoomView) -> Iterator[Record]:
    for round_ in sorted(state.seats):
        lines = [
            Fact(_called(state, field, room), still_said(line.text))
            for (at, _, field), line in sorted(state.lines.items())
            if at == round_ and line.about == person and not field.startswith(CARD)
        ]
        if lines:
            yield Record(title=f"{round_ + 1}", facts=tuple(lines))
        for (at, by), card in sorted(state.cards.items()):
            if at == round_ and card.sent and card.about == person and by != person:
                yield _card(state, by, round_, room)


def _card(state: RoundsState, by: PersonId, round_: int, room: RoomView) -> Record:
    card, filled = scorecard(state, room, round_), state.cards[round_, by]
    if card is None:
        return Record()
    lines = ((field, state.lines.get((round_, by, CARD + field.id))) for field in card.fields)
    said = [Fact(field.label, still_said(line.text)) for field, line in lines if line]
    anchors = card.scale.labels
    seen = [
        Fact(item.words, anchors[filled.items[item.id] - card.scale.min])
        for item in card.items
        if item.id in filled.items and filled.items[item.id] - card.scale.min < len(anchors)
    ]
    return Record(title=card.title, facts=(*said, *seen))


def _own(state: RoundsState, person: PersonId, room: RoomView) -> Iterator[Fact]:
    for (_, by, field), line in sorted(state.lines.items(), key=lambda one: (one[0][0], one[1].at, one[0])):
        if by == person and not field.startswith(CARD):
            yield Fact(_called(state, field, room), still_said(line.text))


def _called(state: RoundsState, field: str, room: RoomView) -> Text:
    return field_words(state, field, room) or FIELDS.get(field) or room.block.title


FIELDS = {
    "keep": label("Please keep doing"),
    "try": label("Next time try"),
    "commit": label("My commitment"),
    "helped": label("Which question helped"),
    "event": label("What I look back on"),
    "felt": label("How it felt"),
    "line": label("One line for the room"),
}
"""How fields are called that the course leaves to us."""
