"""A room that is there already, for whoever works on the product: never for the public."""

from __future__ import annotations

import tempfile
import webbrowser
from dataclasses import replace
from pathlib import Path

from workshop import eventloop
from workshop.app import Product, build, serve
from workshop.config import from_environment
from workshop.courses import loader
from workshop.rooms.clock import now_ms
from workshop.store import people

PEOPLE = ("王芳", "李雷", "韩梅梅", "陈建国", "赵敏", "Ann")
TRAINER = "fay"


def serve_seeded(password: str) -> int:
    """Serve a fresh room on localhost with a trainer, six people and two teams; opens three tabs."""
    folder = Path(tempfile.mkdtemp(prefix="workshop-dev-"))
    config = replace(from_environment(), host="127.0.0.1", data_dir=folder, public_url=None, database_url=None)
    product = build(config)
    room = _seed(product, password)
    address = f"http://localhost:{config.port}"
    print(f"{address}/sign-in   {TRAINER} / {password}   room {room}")
    sock = eventloop.listener(config.host, config.port)
    eventloop.spawn(_open_tabs, f"{address}/r/{room}")
    serve(product, sock)
    return 0


def _seed(product: Product, password: str) -> str:
    kept = people.hash_password(password)
    trainer = product.hub.write(lambda connection: people.add_first_trainer(connection, TRAINER, kept, now_ms()))
    pack = loader.available()[0]
    course = loader.load(pack.slug)
    row = product.hub.open_room(trainer.id, course, course.agendas[0].id, course.title.zh)
    live = product.hub.live(row.id)
    for name in PEOPLE:
        live.join(name)
    live.facilitate(trainer.id, "room/draw_teams", count=2)
    return row.id


def _open_tabs(room: str) -> None:
    eventloop.sleep(1)
    for page in ("/console", "/projector", "/"):
        eventloop.in_thread(webbrowser.open, room + page)
