"""Starts the same server with one of its protections taken away, so that a fault test can be seen to fail.

    python tests/faults/weakened.py NAME        (NAME is one of the functions below)

Each function changes our own modules in memory before anything is served.
"""

from __future__ import annotations

import inspect
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def replace(where: Any, name: str, by: Any) -> None:
    """Put something weaker in the place of what is there; what is not there any more cannot be weakened."""
    if not hasattr(where, name):
        raise AttributeError(f"{where!r} has no {name}: the protection is somewhere else now")
    setattr(where, name, by)


def answer_before_commit() -> None:
    """Acknowledges and shows at once, and writes a little later: fast, as many tools do it."""
    from workshop.store.event_log import Committed, Writer

    append, commit = Writer.append, Writer._commit

    def at_once(self: Any, batch: Any, done: Callable[[Any], None]) -> None:
        if batch.also:  # people must be able to come in, or there is nothing to see
            return append(self, batch, done)
        append(self, batch, lambda outcome: None)
        return done(Committed())

    def later(self: Any, jobs: Any) -> None:
        time.sleep(0.2)
        commit(self, jobs)

    replace(Writer, "append", at_once)
    replace(Writer, "_commit", later)


def no_dedupe() -> None:
    """Does not look whether a command was answered before."""
    from workshop.rooms import live
    from workshop.store import event_log
    from workshop.store.prepared import Prepared
    from workshop.store.tables import answers

    replace(live, "REMEMBERED_ANSWERS", 0)
    replace(live.LiveRoom, "_without_doubles", lambda self, batch: batch)
    replace(event_log, "_ADD_ANSWERS", Prepared(answers.insert().prefix_with("OR IGNORE")))


def no_compare_and_set() -> None:
    """``next`` goes on from wherever the room is, not from where the key was pressed."""
    from workshop.rooms import room

    replace(room, "_here", lambda state, block, step: None)


def no_goodbye() -> None:
    """SIGTERM ends the process where it stands."""
    from workshop import app

    replace(app, "_stop", lambda product: os._exit(0))


def no_http_twin() -> None:
    """Commands come by socket or not at all."""
    from workshop.web import sockets

    replace(sockets, "_commands", lambda *_, **__: sockets._json({"code": "web/not_here"}, 404))


def plain_packets() -> None:
    """Reads frames as the libraries read them."""
    import socketio.packet

    from workshop.web import strict

    replace(strict, "StrictPacket", socketio.packet.Packet)
    replace(strict, "StrictJSON", json)
    replace(strict, "Checked", lambda websocket: websocket)


def open_door() -> None:
    """Waits for ever for a ticket, and listens to whoever has none."""
    from workshop.web.sockets import Sockets

    replace(Sockets, "_expect_ticket", lambda self, eio_sid: None)
    replace(Sockets, "_hear", lambda self, eio_sid, data: self._server._handle_eio_message(eio_sid, data))


def no_vote_budget() -> None:
    """Counts nobody's dots."""
    from workshop.activities.board import voting

    replace(voting, "_together", lambda ballot, merged, person: {})


def no_secrets() -> None:
    """The wall shows what teams keep to themselves."""
    from workshop.activities.board.state import BoardState

    replace(BoardState, "is_on_wall", lambda self, note: True)


def no_base() -> None:
    """Differences do not say what they start from, and some get lost on the way."""
    from workshop.rooms import feeds

    tell, told = feeds.Feeds._tell, [0]

    def sometimes(self: Any, feed: Any) -> None:
        told[0] += 1
        feed.seq = 0
        if told[0] % 5:
            tell(self, feed)
        else:
            feed.view = self._look(feed.audience)

    replace(feeds.Feeds, "_tell", sometimes)


def no_memory_of_fetches() -> None:
    """Tells everybody the same, also those who have fetched since the others were last told, which is longer ago."""
    from workshop.rooms import feeds

    feeds.WINDOW_S = feeds.WALL_WINDOW_S = feeds.LONGEST_WINDOW_S = 0.3
    replace(feeds.Feeds, "fetched", lambda self, address: None)


def no_roles() -> None:
    """Anybody who is in the room may utter anything."""
    from workshop.rooms import asking, messages
    from workshop.rooms.kinds import kinds

    commands = [*messages.COMMANDS, *(c for kind in kinds().values() for c in kind.activity.commands)]
    for command in commands:
        command.who = "anyone"
    assert asking._ROOM_COMMANDS


def any_trainer() -> None:
    """Whoever is signed in facilitates every room."""
    from workshop.rooms.asking import Caller
    from workshop.store.seats import hashed
    from workshop.web import auth

    def facilitator(request: Any, room: Any, as_: Any) -> Caller | None:
        trainer = auth.trainer_of(request)
        right = hashed(auth.read_cookie(request, auth.STAFF))
        return Caller(as_, trainer=trainer.id, right=right) if trainer else None

    replace(auth, "owns", lambda request, room: auth.trainer_of(request) is not None)
    replace(auth, "_facilitator", facilitator)


def any_room() -> None:
    """A ticket is good in every room."""
    from sqlalchemy import select

    from workshop.rooms.hub import Hub
    from workshop.store.seats import hashed
    from workshop.store.tables import people

    def person_with(self: Hub, room_id: str, ticket: str) -> str | None:
        with self.database.reading.connect() as connection:
            return connection.execute(select(people.c.id).where(people.c.ticket == hashed(ticket))).scalar()

    replace(Hub, "person_with", person_with)


def eternal_tickets() -> None:
    """Whoever was sent out keeps the ticket."""
    from workshop.rooms.hub import Hub
    from workshop.store import seats

    def person_with(self: Hub, room_id: str, ticket: str) -> str | None:
        return seats.holder(self.database, room_id, ticket) if ticket else None

    replace(Hub, "person_with", person_with)


def open_desk() -> None:
    """The desk asks nobody to sign in, and every room is everybody's."""
    from workshop.web import desk

    replace(desk, "mine", lambda room_id: desk.hub().find(room=room_id))


def no_csrf() -> None:
    """Takes forms from wherever they come."""
    from workshop.web import security

    replace(security, "_refuse_forgeries", lambda: None)


def head_is_no_get() -> None:
    """Functions that tell GET from POST are handed HEAD as it is."""
    from workshop.web import security

    replace(security, "_look_without_touching", lambda: None)


def no_haste() -> None:
    """Sends the front end uncompressed, nothing before it is asked for, and no picture with the page."""
    from whitenoise.responders import StaticFile

    from workshop.web import assets, pages

    plain = StaticFile.get_alternatives

    replace(StaticFile, "get_alternatives", staticmethod(lambda headers, files: plain(headers, files)[-1:]))
    replace(assets.Assets, "files", ())
    replace(pages, "look", lambda *_: None)
    replace(pages, "in_page", lambda _: None)


def no_escaping() -> None:
    """Pages write what they are given as it is."""
    from flask import Flask

    replace(Flask, "select_jinja_autoescape", lambda self, name: False)


def slow_disk() -> None:
    """Takes nothing away, but a commit lasts a quarter of a second and holds few commands, so that many wait."""
    from workshop.rooms import live
    from workshop.store.event_log import Writer

    commit = Writer._commit

    def slowly(self: Any, jobs: Any) -> None:
        time.sleep(0.25)
        commit(self, jobs)

    replace(live, "MOST_AT_ONCE", 16)
    replace(Writer, "_commit", slowly)


def quick_pings() -> None:
    """Takes nothing away, but asks every two seconds who is still there, and waits as long for the answer."""
    from workshop.web import sockets

    replace(sockets, "PING_S", 2)


def stands_still() -> None:
    """Takes nothing away, but the event loop stands still for more than half a second every second."""
    from workshop import app, eventloop

    serve = app.eventloop.serve

    def _stand_still() -> None:
        while True:
            eventloop.sleep(1)
            time.sleep(0.6)

    def serving(sock: Any, wsgi: Any) -> None:
        eventloop.spawn(_stand_still)
        serve(sock, wsgi)

    replace(eventloop, "serve", serving)


def stands_still_unwatched() -> None:
    """The same, and nobody looks."""
    from workshop.eventloop.watchdog import Watchdog

    stands_still()
    replace(Watchdog, "start", lambda self: None)


def normal_sync() -> None:
    """Syncs the write-ahead log at checkpoints only."""
    _synchronous("NORMAL")


def no_sync() -> None:
    """Leaves it to the kernel when anything reaches the disk."""
    _synchronous("OFF")


def _synchronous(how: str) -> None:
    from workshop.store import database

    connected = database._for_writing

    def weaker(connection: Any, record: Any) -> None:
        connected(connection, record)
        connection.cursor().execute(f"PRAGMA synchronous={how}")

    replace(database, "_for_writing", weaker)


def failed_is_not_saved() -> None:
    """Takes a commit that failed for one that did not happen, and says so."""
    from workshop.core.errors import Refused
    from workshop.rooms import asking, live
    from workshop.store.event_log import Full

    not_stored = live.LiveRoom._not_stored

    def certain(self: Any, batch: Any, outcome: Any) -> None:
        if isinstance(outcome, Full):
            return not_stored(self, batch, outcome)
        for intent in batch:
            intent.answered.deliver(asking.no(intent.id, Refused("room/storage")))
        self._learn()
        return None

    replace(live.LiveRoom, "_not_stored", certain)


def commit_on_the_loop() -> None:
    """Writes where everybody waits for it."""
    from workshop.store.event_log import Writer, _Job

    def here(self: Any, batch: Any, done: Callable[[Any], None]) -> None:
        from workshop.store import event_log

        self._commit([_Job(lambda connection: event_log._append(connection, batch), done, lambda error: None)])

    replace(Writer, "append", here)


def full_is_stored() -> None:
    """Takes no notice of a disk that is full."""
    from workshop.store import event_log

    replace(event_log, "Full", event_log.Committed)


def wall_clock() -> None:
    """Measures by the time of day how long something lasts and when it ends."""
    from workshop import eventloop
    from workshop.rooms import clock, feeds, live

    replace(clock, "_ticks_ns", time.time_ns)
    replace(clock, "_STARTED_AT_NS", 0)
    for module in (eventloop, feeds, live):
        replace(module, "monotonic", time.time)


def looks_into_outboxes() -> None:
    """Takes nothing away, but says how much the fullest outbox holds, and lets the kernel hold next to nothing."""
    import weakref

    from workshop.eventloop import _shared, sleep, spawn
    from workshop.web import carrier

    boxes: weakref.WeakSet[Any] = weakref.WeakSet()

    class Watched(carrier.Outbox):
        def __init__(self, *given: Any) -> None:
            if not boxes:
                spawn(look)
            boxes.add(self)
            super().__init__(*given)

    def look() -> None:
        while True:
            sleep(0.5)
            fullest = max((box.size for box in boxes), default=0)
            sys.stderr.write(f"the fullest outbox holds {fullest} bytes\n")

    replace(_shared, "SOCKET_KERNEL_BYTES", 2_048)
    replace(carrier, "Outbox", Watched)


def endless_outboxes() -> None:
    """Keeps whatever a screen does not read, for as long as it does not read it."""
    from workshop.web.outbox import Outbox
    from workshop.web.sockets import Sockets

    made = Outbox.__init__

    def endless(self: Any, websocket: Any, most_packets: int, most_bytes: int, on_room: Any) -> None:
        made(self, websocket, 10**9, 10**9, on_room)

    looks_into_outboxes()
    replace(Outbox, "__init__", endless)
    replace(Sockets, "cut_slow", lambda self, now: None)


def no_allowance() -> None:
    """Reads whatever comes as fast as it comes."""
    from workshop.eventloop._shared import Meter

    replace(Meter, "took", lambda self, frames, size: 0.0)


def endless_messages() -> None:
    """Keeps the pieces of a message however many there are, and reads frames as the libraries read them."""
    from workshop.eventloop import _eventlet

    no_allowance()
    plain_packets()
    replace(_eventlet, "_counted", _eventlet._push)


def offers_compression() -> None:
    """Takes what a browser says about compression."""
    from workshop.web import sockets

    replace(sockets, "EXTENSIONS", "HTTP_NOTHING")


def no_count_of_guesses() -> None:
    """Forgets wrong codes."""
    from workshop.web.limits import Tries

    replace(Tries, "wrong_code", lambda self, address: None)


def no_line() -> None:
    """Everybody who comes in is served at once."""
    from workshop.web.turns import Turns

    replace(Turns, "wait", lambda self: True)


def no_way_past() -> None:
    """Consoles and projectors wait for their turn among the phones."""
    from workshop.web.arrivals import Arrivals

    person = Arrivals._person
    replace(Arrivals, "_person", lambda self, environ, room: person(self, environ, room) or "staff")


def chatty() -> None:
    """Logs every request and every command, as many servers do."""
    import logging

    from workshop.rooms.live import LiveRoom
    from workshop.web import sockets

    log = logging.getLogger("workshop.chatty")
    ask, routes = LiveRoom.ask, sockets.in_room_path

    def asked(self: Any, caller: Any, raw_commands: Any) -> Any:
        log.info("%s asks %s", caller, raw_commands)
        return ask(self, caller, raw_commands)

    def routed(app: Any, *given: Any) -> Any:
        serve = routes(app, *given)

        def serving(environ: Any, start_response: Any) -> Any:
            log.info("%s %s", environ["REQUEST_METHOD"], environ["PATH_INFO"])
            return serve(environ, start_response)

        return serving

    from workshop import app

    replace(LiveRoom, "ask", asked)
    replace(app, "in_room_path", routed)


WEAKER: dict[str, Callable[[], None]] = {
    name: thing
    for name, thing in globals().items()
    if inspect.isfunction(thing) and thing.__module__ == __name__ and name not in ("replace", "_synchronous")
}


def command(name: str) -> tuple[str, ...]:
    """The arguments that start the server without this protection."""
    assert name in WEAKER, name
    return (str(Path(__file__).resolve()), name)


def _main(name: str) -> int:
    from workshop import cli

    WEAKER[name]()
    return cli.main(["serve"])


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
