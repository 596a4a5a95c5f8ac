"""Puts the product together: configuration, database, rooms, pages and sockets. Concrete things meet only here."""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import re
import secrets
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from flask import Flask
from flask_socketio import SocketIO
from whitenoise import WhiteNoise

import workshop.web
from workshop import eventloop
from workshop.config import Config
from workshop.eventloop.watchdog import Watchdog
from workshop.rooms.hub import Hub
from workshop.rooms.kinds import kinds
from workshop.store.database import open_database
from workshop.store.migrate import migrate
from workshop.web.arrivals import Arrivals
from workshop.web.places import Places
from workshop.web.proxies import believing
from workshop.web.security import HEADERS
from workshop.web.sockets import Sockets, in_room_path, make_socketio, register, straight

log = logging.getLogger(__name__)
TOP = Path(__file__).resolve().parent.parent
LAST_WORDS_S = 0.3
DRAIN_S = 4.0
"""How long a server that is told to go waits for a slow disk; with its last words it is gone within five seconds."""
TIDY_S = 30.0
TIDY_AFTER = 200
TIDY_AT_LEAST_S = 600.0
"""How often it is asked whether there is much to collect; the closed sockets that are, and the longest wait."""
_HASHED = re.compile(r"/static/dist/.+-[\w-]{8}\.\w+$")


@dataclass(frozen=True)
class Product:
    """Everything that runs in one process."""

    app: Flask
    hub: Hub
    socketio: SocketIO
    sockets: Sockets
    wsgi: Any


def build(config: Config) -> Product:
    """Migrates the database and makes the product ready to serve."""
    share_one_heap()
    config.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    migrate(config.database)
    hub = Hub(open_database(config.database), config)
    app = Flask("workshop", root_path=str(TOP), template_folder="templates", static_folder=None)
    app.config.update(
        SECRET_KEY=config.secret_key or _kept_secret(config.data_dir / "secret"),
        MAX_CONTENT_LENGTH=config.limits.body_bytes,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=bool(config.public_url and config.public_url.startswith("https://")),
    )
    app.extensions["workshop.hub"] = hub
    workshop.web.register(app)
    socketio = make_socketio(app, config)
    sockets = Sockets(hub, socketio)
    register(app, hub, sockets)
    pages, lines = _with_static(app.wsgi_app), straight(app, socketio)
    inner = in_room_path(pages, lines, config, sockets.places, Arrivals(app, hub))
    app.wsgi_app = believing(inner, config.trusted_proxies)  # type: ignore[method-assign]
    return Product(app, hub, socketio, sockets, app)


def _with_static(app: Any) -> Any:
    """Built files for ever in the browser's cache, and the small hand-written ones among them for an hour."""
    files = WhiteNoise(
        app,
        max_age=3600,
        allow_all_origins=False,
        immutable_file_test=lambda path, url: bool(_HASHED.search(url)),
        add_headers_function=_say_of_a_file,
    )
    if (TOP / "static" / "dist").is_dir():
        files.add_files(str(TOP / "static" / "dist"), prefix="/static/dist/")
    return files


def _say_of_a_file(headers: Headers, path: str, url: str) -> None:
    """Less than of a page: a file is in no frame and leads nowhere, and a thin line carries this twenty times."""
    headers["X-Content-Type-Options"] = HEADERS["X-Content-Type-Options"]


def _kept_secret(path: Path) -> str:
    """The key that signs cookies: made at the first start, readable by its owner alone."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().strip()


def serve(product: Product, sock: Any) -> None:
    """Serve until SIGTERM or SIGINT; then say goodbye, write what waits, and exit."""

    def stop(*_: object) -> None:
        product.hub.mailbox.post(eventloop.spawn, _stop, product)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    eventloop.spawn(product.hub.sweep_for_ever)
    kinds()
    settle()
    eventloop.spawn(product.hub.watch_disk)
    eventloop.spawn(product.sockets.cut_slow_for_ever)
    Watchdog(product.hub.config.watchdog_ms).start()
    eventloop.spawn(_tidy_for_ever, product.sockets.places)
    eventloop.serve(sock, product.wsgi)


def settle() -> None:
    """What was made at start, the kinds first, lives for ever: the collector need not look again. p99 48 to 3.6 ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)


def _tidy_for_ever(places: Places) -> None:
    """Collect whole what closed sockets and old rooms left behind, once it is worth it.

    With these thresholds it would never happen by itself, and the server would grow by 12 MB a minute while phones
    come and go. Nobody is served meanwhile, 0.3 s with 300 phones: a class that stays together is left in peace.
    """
    then, gone = eventloop.monotonic(), places.given_back
    while True:
        eventloop.sleep(TIDY_S)
        now = eventloop.monotonic()
        if places.given_back - gone >= TIDY_AFTER or now - then >= TIDY_AT_LEAST_S:
            gc.collect()
            _trim()
            then, gone = now, places.given_back


def share_one_heap() -> None:
    """Before the first thread: let all threads of this process have their memory from the same heap.

    The C library of most Linux would give each its own, up to eight a core, and each of them grows until its thread
    has done the largest work there is. The twenty that read for the rooms took more than an hour to get there.
    """
    most_heaps = -8
    _c_library("mallopt", most_heaps, 1)


def _trim() -> None:
    """Hand what is free back to the system. The C library keeps it: 18 MB after some minutes of joins."""
    _c_library("malloc_trim", 0)


def _c_library(does: str, *args: int) -> None:
    """Ask the C library of most Linux; another one manages its memory as it likes."""
    function = getattr(ctypes.CDLL(None), does, None) if sys.platform == "linux" else None
    if function:
        function(*args)


def _stop(product: Product) -> None:
    """Nobody new is heard; whoever was heard already gets an answer, however slow the disk is."""
    product.sockets.restart()
    give_up = eventloop.monotonic() + DRAIN_S
    while product.sockets.asking and eventloop.monotonic() < give_up:
        eventloop.sleep(0.02)
    eventloop.sleep(LAST_WORDS_S)
    eventloop.in_thread(product.hub.close)
    os._exit(0)
