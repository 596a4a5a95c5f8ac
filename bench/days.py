"""What a room holds after both days of the course with 24 simulated people, and how long it takes to come back.

``python -m bench.days FOLDER ROOM`` folds the stored room in FOLDER and prints the seconds of each try and the MB that
it takes in memory.
"""

from __future__ import annotations

import contextlib
import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from bench import processes, product
from bench.figures import Figure, at_most, median_figure
from workshop.app import settle
from workshop.rehearsal import command
from workshop.rooms import live
from workshop.rooms.clock import now_ms
from workshop.store import rooms
from workshop.store.database import open_database

AGENDA, QUICK_AGENDA, PEOPLE = "two_day", "one_day", 24
TRIES = 5
MB = 1_000_000


def measure(quick: bool) -> list[Figure]:
    agenda = QUICK_AGENDA if quick else AGENDA
    with product.installed() as (config, database, trainer):
        with product.serving(config) as server:
            before = server.memory_info().rss
            began = time.perf_counter()
            with contextlib.redirect_stdout(sys.stderr):
                if command.main(["--agenda", agenda, "--people", str(PEOPLE)], config, now_ms()):
                    raise RuntimeError("the rehearsal did not come to its end")
            took_s = time.perf_counter() - began
            after, times = server.memory_info().rss, server.cpu_times()
        [room] = rooms.rooms_of(database, trainer)
        folded = processes.answer_of("bench.days", str(config.data_dir), room.id)
    name = f"{agenda} with {PEOPLE}"
    return [
        Figure(name, "walked in s", took_s),
        Figure(name, "server CPU s", times.user + times.system),
        Figure(name, "server MB before", before / MB),
        Figure(name, "server MB after", after / MB, target=at_most(400)),
        Figure(name, "events", folded["events"]),
        median_figure(name, "folded in s", folded["seconds"], at_most(1.5)),
        Figure(name, "room MB", folded["mb"]),
    ]


def main(folder: str, room: str) -> None:
    database = open_database(f"sqlite:///{Path(folder) / 'workshop.db'}")
    live.load(database, room)
    gc.collect()
    settle()
    seconds, kept, before = [], list[Any](), psutil.Process().memory_info().rss
    for _ in range(TRIES):
        began = time.perf_counter()
        kept.append(live.load(database, room))
        seconds.append(time.perf_counter() - began)
    grown = psutil.Process().memory_info().rss - before
    print(json.dumps({"seconds": seconds, "mb": grown / MB / TRIES, "events": kept[-1].head}))
    database.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
