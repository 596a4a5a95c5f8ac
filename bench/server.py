"""The product with a room that is ready: people at their seats, tickets in hand, walls to write on.

Started by the bench as its own process. Everything goes through the same application as in ``run.py serve``; only the
room is made without the desk's forms, and the pace of a person is not limited.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Response, jsonify
from greenlet import greenlet

from bench.course import AGENDA, wall_course
from workshop import app as product_app
from workshop import eventloop
from workshop.app import Product, build
from workshop.config import Config, Limits
from workshop.rooms.clock import now_ms
from workshop.rooms.live import LiveRoom
from workshop.store import people

UNHURRIED = Limits(
    note_burst=100_000, notes_a_minute=100_000, move_burst=100_000, moves_a_second=100_000, room_people=5_000,
    sockets=20_000, sockets_an_address=20_000, strangers=20_000, strangers_an_address=20_000,
    incoming_frames=100_000, snapshot_burst=100_000, post_burst=100_000, form_burst=100_000, dial_burst=100_000,
    snapshots_a_second=100_000, posts_a_second=100_000, dials_a_second=100_000,
)  # fmt: skip
"""A hall that comes back to a server that was started again is let in as anywhere else."""
TEAMS, WALLS = 8, 60
START_S, AT_ONCE = 100, 500


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--core", type=int, default=-1)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--people", type=int, default=0)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--again", action="store_true", help="serve what the data holds already")
    chosen = parser.parse_args()
    if chosen.core >= 0:
        os.sched_setaffinity(0, {chosen.core})
    limits = UNHURRIED if chosen.again else replace(UNHURRIED, arrivals_a_second=100_000, arrival_burst=100_000)
    product = build(Config(host="127.0.0.1", data_dir=chosen.data, limits=limits))
    ready: dict[str, Any] = {}
    if not chosen.again:
        ready, live = room(product, chosen.people)
        _add_pages(product, ready["trainer"], live)
    listening = eventloop.listener("127.0.0.1", chosen.port)
    print(json.dumps(ready | {"port": listening.getsockname()[1]}), flush=True)
    product_app.serve(product, listening)


def room(product: Product, seated: int) -> tuple[dict[str, Any], LiveRoom]:
    """A trainer who is signed in, and her room with so many people; what the clients must know of it all."""
    hub, now = product.hub, now_ms()
    fay = hub.write(lambda connection: people.add_first_trainer(connection, "Fay", "no password", now))
    staff = hub.write(lambda connection: people.start_session(connection, fay.id, now, hub.config.limits))
    known, live = another_room(product, fay.id, seated)
    return known | {"trainer": fay.id, "staff": staff}, live


def another_room(product: Product, owner: str, seated: int = 0) -> tuple[dict[str, Any], LiveRoom]:
    row = product.hub.open_room(owner, wall_course(WALLS), AGENDA, "Measured")
    live = product.hub.live(row.id)
    held = tickets(live, seated)
    if seated:
        live.facilitate(owner, "room/draw_teams", count=TEAMS)
    live.facilitate(owner, "room/open_block", block="b.1")
    return {"room": row.id, "path": f"/r/{row.id}/", "join": row.join_token, "tickets": held}, live


def tickets(live: LiveRoom, many: int) -> list[str]:
    """What so many people hold who came through the room's own door, a few hundred at once."""
    parts = (range(first, min(many, first + AT_ONCE)) for first in range(0, many, AT_ONCE))
    return [ticket for numbers in parts for ticket in _sat_together(live, numbers)]


def _sat_together(live: LiveRoom, numbers: range) -> list[str]:
    held: list[str] = []
    everybody: eventloop.Promise[bool] = eventloop.Promise()

    def sit(number: int) -> None:
        held.append(live.join(f"学员 {number}").ticket or "")
        if len(held) == len(numbers):
            everybody.deliver(True)

    for number in numbers:
        eventloop.spawn(sit, number)
    everybody.wait(START_S)
    return held


# --- pages for the bench alone ------------------------------------------------------------------------------------


def _add_pages(product: Product, fay: str, live: LiveRoom) -> None:
    def following() -> str:
        """A clean wall."""
        number = int((live.state.block or "b.0").removeprefix("b.")) + 1
        live.facilitate(fay, "room/open_block", block=f"b.{number}")
        return f"b.{number}"

    def new() -> Response:
        return jsonify(another_room(product, fay)[0])

    def on(room_id: str) -> str:
        """The next step of the block, or the next block."""
        state = product.hub.live(room_id).state
        product.hub.live(room_id).facilitate(fay, "room/next", block=state.block, step=state.step, anyway=True)
        return product.hub.live(room_id).state.step or ""

    def over(room_id: str) -> str:
        product.hub.delete_room(room_id)
        return "gone"

    def inside() -> Response:
        return jsonify(_inside(product))

    pages = {"next": following, "new": new, "on/<room_id>": on, "over/<room_id>": over, "inside": inside}
    for path, page in pages.items():
        product.app.add_url_rule(f"/bench/{path}", view_func=page)


def _inside(product: Product) -> dict[str, int]:
    """What nobody sees from outside: tasks of the event loop, rooms in memory, open sockets."""
    tasks = sum(isinstance(thing, greenlet) and not thing.dead for thing in gc.get_objects())
    rooms = product.hub.all_live()
    return {"tasks": tasks, "rooms": len(rooms), "screens": sum(presence.screens() for _, presence in rooms)}


if __name__ == "__main__":
    main()
