"""What placing a card costs the engine alone, in a room where everybody sorts at once; nothing stored or sent.

``python -m bench.sorts BATCHES`` prints what each batch cost: a hundred people, twenty cards each.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from typing import Any

from immutables import Map

from bench import processes
from bench.course import AGENDA, MINUTES, words
from bench.engine import PEOPLE, TEAMS, WINDOW_S, Forgetful, Screen
from bench.figures import Figure, at_most, median_figure
from workshop import eventloop
from workshop.config import Limits
from workshop.core.activity import PHONES, StepEntered
from workshop.core.course import Agenda, Block, Course, Slot, Step
from workshop.core.library import Card, Deck, Named
from workshop.rooms import messages as m
from workshop.rooms import room
from workshop.rooms.asking import Answer, Caller
from workshop.rooms.live import Known, LiveRoom
from workshop.rooms.presence import Presence
from workshop.rooms.state import fresh_room
from workshop.rooms.views import Door, Names

CARDS, BINS, BATCH = 20, ("a", "b", "c", "d"), 20
BLOCK = "s.1"


def measure(quick: bool) -> list[Figure]:
    cost = processes.answer_of("bench.sorts", str(6 if quick else 20))
    name = f"sort of {CARDS} cards, {PEOPLE} people, batch of {BATCH}"
    return [
        median_figure(name, "ms a placement", cost["ms"], at_most(1.5)),
        median_figure(name, "ms a revealed card", cost["reveal_ms"]),
        median_figure(name, "delta bytes a placement", cost["bytes"]),
    ]


def main(batches: int) -> None:
    live = _room()
    presence = Presence(live)
    people = list(live.state.members)
    presence.connect(Screen(), Caller("console", trainer="fay"))
    presence.connect(Screen(), Caller("projector"))
    for person in people:
        presence.connect(Screen(), Caller("phone", person=person))
    cards = list(live.view(PHONES)["block"][BLOCK]["cards"])
    places = [(person, card) for card in cards for person in people]
    measured = len(places) - batches * BATCH
    found: dict[str, list[float]] = {"ms": [], "bytes": [], "reveal_ms": []}
    for first in range(0, len(places), BATCH):
        if first >= measured:
            eventloop.sleep(WINDOW_S)
        Screen.frames.clear()
        began = time.process_time()
        _place(live, places[first : first + BATCH], first)
        if first >= measured:
            found["ms"].append((time.process_time() - began) * 1_000 / BATCH)
            found["bytes"].append(sum(len(frame.body) for frame in Screen.frames) / BATCH)
    live.facilitate("fay", "room/go_to", block=BLOCK, step="reveal")
    for card in cards:
        eventloop.sleep(WINDOW_S)
        began = time.process_time()
        live.facilitate("fay", "sort/reveal_card", block=BLOCK, card=card)
        found["reveal_ms"].append((time.process_time() - began) * 1_000)
    print(json.dumps(found))


def _place(live: LiveRoom, places: list[tuple[str, str]], first: int) -> None:
    """So many phones place a card at once; back when all are answered."""
    answers: list[Answer | None] = []

    def ask(person: str, card: str, number: int) -> None:
        wish = {"type": "sort/place", "block": BLOCK, "card": card, "bin": BINS[number % len(BINS)]}
        answers.extend(live.ask(Caller("phone", person=person), [{"id": f"bench-{number:06}", **wish}]))

    for n, (person, card) in enumerate(places):
        eventloop.spawn(ask, person, card, first + n)
    while len(answers) < len(places):
        eventloop.sleep(0)
    if not all(answer and "ok" in answer for answer in answers):
        raise RuntimeError(f"not every card was placed: {answers}")


def _room() -> LiveRoom:
    state = fresh_room(_course(), AGENDA)
    people = [f"p{n:03}" for n in range(PEOPLE)]
    teams = [f"t{n + 1}" for n in range(TEAMS)]
    happened: Iterable[Any] = [
        *(m.PersonJoined(person=person, at=0) for person in people),
        m.TeamsDrawn(teams=teams, team_of={person: teams[n % TEAMS] for n, person in enumerate(people)}),
        m.BlockOpened(block=BLOCK, at=0),
        StepEntered(block=BLOCK, step="play", at=0),
    ]
    for event in happened:
        state = room.apply(state, None, event)
    names = Names(Map({(person, 0): f"学员 {person}" for person in people}))
    nothing: Any = Forgetful()
    known = Known(state, 0, names, {}, door=Door("Measured", "12345678"))
    return LiveRoom("r", known, nothing, nothing, nothing, Limits(note_burst=100_000))


def _course() -> Course:
    deck = Deck(
        id="s.deck",
        title=words("A deck"),
        mode="bins",
        bins=tuple(Named(id=one, zh=one, en=one) for one in BINS),
        cards=tuple(
            Card(id=f"c{n}", zh=f"第 {n} 张卡片，十五个字左右", en=f"Card {n}", answer=(BINS[n % 4],), why=words("Why"))
            for n in range(CARDS)
        ),
    )
    block = Block(
        id=BLOCK, module="m", kind="sort", title=words("Sort"), privacy="aggregate", minutes=MINUTES,
        config={"deck": deck.id},
        steps=tuple(
            Step(id=name, phase=name, name=words(name), minutes=MINUTES, projector=words(name), phone=words(name))
            for name in ("play", "reveal")
        ),
    )  # fmt: skip
    agenda = Agenda(id=AGENDA, mode="full", title=words("A day"), slots=(Slot(block=BLOCK, minutes=600),))
    return Course(
        id="bench", title=words("Measured"), modules=(), agendas=(agenda,), blocks={BLOCK: block}, sorts={deck.id: deck}
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
