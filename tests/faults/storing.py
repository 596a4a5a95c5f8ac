"""Stores one batch after the other with the product's own writer, and notes each one that was acknowledged.

    python tests/faults/storing.py FOLDER COMMANDS [WEAKER]

FOLDER holds the database with some rooms in it; the notes go to FOLDER/acks, one line each.
"""

from __future__ import annotations

import os
import queue
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

from tests.faults.weakened import WEAKER
from workshop.store.database import open_database
from workshop.store.event_log import Batch, Committed, LoggedEvent, Outcome, StoredAnswer, Writer
from workshop.store.tables import rooms

CHECKPOINT_PAGES = 50
"""A twentieth of the product's, so that a short run sees many checkpoints: they are where an image can go wrong."""


def main(folder: Path, commands: int, weaker: str | None) -> None:
    if weaker:
        WEAKER[weaker]()
    database = open_database(f"sqlite:///{folder / 'workshop.db'}")
    event.listen(database.writing, "connect", _checkpoint_often)
    with database.reading.connect() as connection:
        heads: dict[str, int] = dict(connection.execute(select(rooms.c.id, rooms.c.seq)).tuples().all())
    acks = os.open(folder / "acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    writer, stored = Writer(database), queue.SimpleQueue[tuple[str, int, Outcome]]()

    def append(room: str) -> None:
        head = heads[room]
        writer.append(_batch(room, head), lambda outcome: stored.put((room, head, outcome)))

    for room in heads:
        append(room)
    for _ in range(commands):
        room, head, outcome = stored.get()
        assert isinstance(outcome, Committed), outcome
        os.write(acks, f"{room} {head}\n".encode())
        heads[room] = head + 2
        append(room)
    os._exit(0)  # as a power cut ends it: nothing is closed


def _batch(room: str, head: int) -> Batch:
    events = [LoggedEvent(head + n, None, b'{"text":"%s"}' % (b"%d " % head * 40), 1) for n in (1, 2)]
    return Batch(room, head, events, [StoredAnswer("Ann", str(head), b"hash", b"{}")])


def _checkpoint_often(connection: Any, _record: Any) -> None:
    connection.cursor().execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else None)
