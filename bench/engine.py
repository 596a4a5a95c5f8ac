"""What a command costs the engine alone: read, decided, applied, looked at, compared, encoded; nothing stored or sent.

The real room on a writer that forgets. ``python -m bench.engine BATCHES LAYOUT INSTANCES`` prints what each batch cost.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from immutables import Map

from bench import processes
from bench.course import AGENDA, ZONES, board_course
from bench.figures import Figure, at_most, median_figure
from bench.phones import TEXT
from workshop import eventloop
from workshop.config import Limits
from workshop.core.activity import StepEntered
from workshop.rooms import messages as m
from workshop.rooms import room
from workshop.rooms.asking import Answer, Caller
from workshop.rooms.feeds import Frame
from workshop.rooms.live import Known, LiveRoom
from workshop.rooms.presence import Presence
from workshop.rooms.state import fresh_room
from workshop.rooms.views import Door, Names
from workshop.store.event_log import Batch, Committed, Outcome

PEOPLE, TEAMS, NOTES, BATCH = 100, 8, 600, 20
WINDOW_S = 0.06
BOARDS = (
    *((layout, "room") for layout in ZONES),
    ("matrix", "team"), ("rings", "team"), ("timeline", "team"), ("matrix", "person"), ("panes", "person"),
)  # fmt: skip
"""Every layout, and the boards of teams and persons that the course has."""


def measure(quick: bool) -> list[Figure]:
    batches = 6 if quick else 20
    figures: list[Figure] = []
    for layout, instances in BOARDS:
        cost = processes.answer_of("bench.engine", str(batches), layout, instances)
        name = f"{layout} of the {instances}, {NOTES} notes, {PEOPLE} people, batch of {BATCH}"
        figures += [
            median_figure(name, "ms a command", cost["ms"], at_most(1.5)),
            median_figure(name, "delta bytes a command", cost["bytes"]),
            median_figure(name, "audiences told a batch", cost["frames"]),
        ]
    return figures


class Forgetful:
    """A writer and a mailbox in one: everything is committed at once, nothing is kept."""

    def append(self, _batch: Batch, done: Callable[[Outcome], None]) -> None:
        done(Committed())

    def post(self, call: Callable[..., Any], *args: Any) -> None:
        call(*args)


class Screen:
    """A line that counts the frames it is given, each once for all screens."""

    frames: set[Frame] = set()

    def send(self, frame: Frame) -> None:
        self.frames.add(frame)

    def close(self, why: str) -> None:
        """Nothing is open."""


def main(batches: int, layout: str, instances: str) -> None:
    live = _room(layout, instances)
    zones = ZONES[layout]
    presence = Presence(live)
    people = list(live.state.members)
    presence.connect(Screen(), Caller("console", trainer="fay"))
    presence.connect(Screen(), Caller("projector"))
    for person in people:
        presence.connect(Screen(), Caller("phone", person=person))
    number = 0
    while number < NOTES - batches * BATCH // 2:
        _batch(live, people, number, zones)
        number += BATCH
    found: dict[str, list[float]] = {"ms": [], "bytes": [], "frames": []}
    eventloop.sleep(1)
    for _ in range(batches):
        eventloop.sleep(WINDOW_S)
        Screen.frames.clear()
        began = time.process_time()
        _batch(live, people, number, zones)
        found["ms"].append((time.process_time() - began) * 1_000 / BATCH)
        found["bytes"].append(sum(len(frame.body) for frame in Screen.frames) / BATCH)
        found["frames"].append(len(Screen.frames))
        number += BATCH
    print(json.dumps(found))


def _batch(live: LiveRoom, people: list[str], first: int, zones: list[str]) -> None:
    """So many phones send at once; back when all are answered."""
    answers: list[Answer | None] = []

    def ask(number: int) -> None:
        raw = {
            "id": f"bench-{number:06}", "type": "board/add_note", "block": "b.1", "text": TEXT.format(number),
            "zone": zones[number % len(zones)], "fields": {"evidence": f"上月 {number} 起"},
        }  # fmt: skip
        answers.extend(live.ask(Caller("phone", person=people[number % len(people)]), [raw]))

    for number in range(first, first + BATCH):
        eventloop.spawn(ask, number)
    while len(answers) < BATCH:
        eventloop.sleep(0)
    if not all(answer and "ok" in answer for answer in answers):
        raise RuntimeError(f"not every note was taken: {answers}")


def _room(layout: str, instances: str) -> LiveRoom:
    state = fresh_room(board_course(layout, instances), AGENDA)
    people = [f"p{n:03}" for n in range(PEOPLE)]
    teams = [f"t{n + 1}" for n in range(TEAMS)]
    happened: Iterable[Any] = [
        *(m.PersonJoined(person=person, at=0) for person in people),
        m.TeamsDrawn(teams=teams, team_of={person: teams[n % TEAMS] for n, person in enumerate(people)}),
        m.BlockOpened(block="b.1", at=0),
        StepEntered(block="b.1", step="write", at=0),
    ]
    for event in happened:
        state = room.apply(state, None, event)
    names = Names(Map({(person, 0): f"学员 {person}" for person in people}))
    nothing: Any = Forgetful()
    unhurried = Limits(note_burst=100_000)
    return LiveRoom(
        "r", Known(state, 0, names, {}, door=Door("Measured", "12345678")), nothing, nothing, nothing, unhurried
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
