"""How long a room of a very long day takes to come back from its log: read, understood, folded.

``python -m bench.fold FOLDER EVENTS`` makes such a log in FOLDER and prints the seconds of each try.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
from sqlalchemy import Connection, insert

from bench import processes
from bench.course import AGENDA, wall_course
from bench.figures import Figure, at_most, median_figure
from workshop.activities.board.messages import talking, voting, writing
from workshop.app import settle
from workshop.core.activity import Event, StepEntered
from workshop.rooms import live
from workshop.rooms import messages as m
from workshop.store import people, rooms, seats
from workshop.store.database import Database, open_database
from workshop.store.migrate import migrate
from workshop.store.prepared import run
from workshop.store.seats import Seat
from workshop.store.tables import events

PEOPLE = 100
A_WALL = 5_000
"""Events of one wall: notes, second thoughts, dots, remarks."""
NOW = 1_790_000_000_000

Happened = tuple[str | None, Event]


def measure(quick: bool) -> list[Figure]:
    many = 20_000 if quick else 100_000
    with tempfile.TemporaryDirectory(prefix="workshop-bench-") as folder:
        seconds = processes.answer_of("bench.fold", folder, str(many), "3" if quick else "5")
    scaled = [second * 100_000 / many for second in seconds]
    return [median_figure("a room of 100,000 events", "folded in s", scaled, at_most(1.5))]


def main(folder: str, many: int, tries: int) -> None:
    url = f"sqlite:///{Path(folder) / 'workshop.db'}"
    migrate(url)
    database = open_database(url)
    room = _long_day(database, many)
    settle()
    print(json.dumps([_folded(database, room) for _ in range(tries)]))
    database.close()


def _folded(database: Database, room: str) -> float:
    began = time.perf_counter()
    live.load(database, room)
    return time.perf_counter() - began


def _long_day(database: Database, many: int) -> str:
    def write(connection: Connection) -> str:
        fay = people.add_first_trainer(connection, "Fay", "no password", NOW)
        room = rooms.open_room(connection, fay.id, wall_course(), AGENDA, "Measured", NOW, 0)
        for n in range(PEOPLE):
            for statement in seats.take_seat(room, Seat(f"p{n}", f"学员 {n}", "1234"), NOW):
                run(connection, statement)
        log = (event for event, _ in zip(_happened(random.Random(7)), range(many), strict=False))
        rows = [
            {"room": room, "seq": seq, "block": block, "data": orjson.dumps(event.model_dump(mode="json")), "at": NOW}
            for seq, (block, event) in enumerate(log, 1)
        ]
        assert len(rows) == many
        connection.execute(insert(events), rows)
        return room

    with database.writing.begin() as connection:
        return write(connection)


def _happened(dice: random.Random) -> Iterator[Happened]:
    for n in range(PEOPLE):
        yield None, m.PersonJoined(person=f"p{n}", at=NOW)
    teams = [f"t{n}" for n in range(1, 9)]
    yield None, m.TeamsDrawn(teams=teams, team_of={f"p{n}": teams[n % 8] for n in range(PEOPLE)})
    for block in wall_course().blocks:
        yield from _wall(block, dice)


def _wall(block: str, dice: random.Random) -> Iterator[Happened]:
    yield None, m.BlockOpened(block=block, at=NOW)
    yield None, StepEntered(block=block, step="write", at=NOW)
    written: dict[str, str] = {}
    for n in range(A_WALL // 2):
        author = f"p{n % PEOPLE}"
        if n < 10 or dice.random() < 0.75:
            written[f"{n:012x}"] = author
            yield block, writing.NoteAdded(
                note=f"{n:012x}", stage="write", zone="wall", text=f"{n} 每周一次，把做得好的事讲给同事听",
                author=author, team="t1", at=NOW,
            )  # fmt: skip
            continue
        note, author = dice.choice(list(written.items()))
        if dice.random() < 0.8:
            yield block, writing.NoteEdited(note=note, text="改过的想法，写得更清楚", zone="wall", author=author)
        else:
            del written[note]
            yield block, writing.NoteDeleted(note=note, author=author)
    yield None, StepEntered(block=block, step="vote", at=NOW)
    notes = list(written)
    for _ in range(A_WALL * 2 // 5):
        person, note = f"p{dice.randrange(PEOPLE)}", dice.choice(notes)
        yield block, voting.DotsPlaced(stage="vote", person=person, team="t1", target=note, dots=dice.randrange(4))
    yield None, StepEntered(block=block, step="talk", at=NOW)
    for n in range(A_WALL // 10 - 5):
        author = f"p{n % PEOPLE}"
        yield (
            block,
            talking.CommentAdded(comment=f"c{n:011x}", stage="talk", text="我同意", author=author, team="t1", at=NOW),
        )
    yield None, m.BlockClosed(block=block, at=NOW)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
