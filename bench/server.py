"""The product with a room that is ready: people at their seats, tickets in hand, walls to write on.

Started by the bench as its own process. Everything goes through the same application as in ``run.py serve``; only the
room is made without the desk's forms, and the pace of a person is not limited.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

from bench.course import AGENDA, wall_course
from workshop import app as product_app
from workshop import eventloop
from workshop.app import Product, build
from workshop.config import Config, Limits
from workshop.rooms.clock import now_ms
from workshop.rooms.live import LiveRoom
from workshop.store import people

UNHURRIED = Limits(
    note_burst=100_000, notes_a_minute=100_000, move_burst=100_000, moves_a_second=100_000, room_people=5_000
)
TEAMS = 8
START_S = 100


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--core", type=int, default=-1)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--people", type=int, default=0)
    chosen = parser.parse_args()
    if chosen.core >= 0:
        os.sched_setaffinity(0, {chosen.core})
    product = build(Config(host="127.0.0.1", data_dir=chosen.data, limits=UNHURRIED))
    ready, live = room(product)
    ready["tickets"] = tickets(live, chosen.people)
    if chosen.people:
        live.facilitate(ready["trainer"], "room/draw_teams", count=TEAMS)
    live.facilitate(ready["trainer"], "room/open_block", block="b.1")
    product.app.add_url_rule("/bench/next", view_func=lambda: _next(live))
    listening = eventloop.listener("127.0.0.1", 0)
    print(json.dumps(ready | {"port": listening.getsockname()[1]}), flush=True)
    product_app.serve(product, listening)


def room(product: Product) -> tuple[dict[str, Any], LiveRoom]:
    """A trainer who is signed in, and her room; what the clients must know of both."""
    hub, now = product.hub, now_ms()
    fay = hub.write(lambda connection: people.add_first_trainer(connection, "Fay", "no password", now))
    staff = hub.write(lambda connection: people.start_session(connection, fay.id, now, hub.config.limits))
    row = hub.open_room(fay.id, wall_course(), AGENDA, "Measured")
    known = {"trainer": fay.id, "staff": staff, "room": row.id, "path": f"/r/{row.id}/", "join": row.join_token}
    return known, hub.live(row.id)


def tickets(live: LiveRoom, many: int) -> list[str]:
    """What so many people hold who came through the room's own door, all at once."""
    held: list[str] = []
    everybody: eventloop.Promise[bool] = eventloop.Promise()

    def sit(number: int) -> None:
        held.append(live.join(f"学员 {number}").ticket or "")
        if len(held) == many:
            everybody.deliver(True)

    for number in range(many):
        eventloop.spawn(sit, number)
    if many:
        everybody.wait(START_S)
    return held


def _next(live: LiveRoom) -> str:
    """A clean wall."""
    block = live.state.block or "b.0"
    following = f"b.{int(block.removeprefix('b.')) + 1}"
    live.facilitate("bench", "room/open_block", block=following)
    return following


if __name__ == "__main__":
    main()
