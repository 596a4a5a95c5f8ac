"""The wire: who is this, decode, hand over to the room, turn the result into the answer. No rule of any activity.

Commands come by socket or, with the same ids and the same handler, by HTTP. Views are fetched by HTTP; the socket
carries small deltas and hints. Everything works with WebSocket blocked.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Hashable
from typing import Any

import orjson
from flask import Flask, Response, request
from flask_socketio import SocketIO
from socketio.exceptions import ConnectionRefusedError as Refuse

from workshop import eventloop
from workshop.config import Config, Limits
from workshop.core.errors import Refused
from workshop.eventloop import Allowance, monotonic
from workshop.rooms.asking import Answer, Caller
from workshop.rooms.clock import now_ms
from workshop.rooms.feeds import Frame, frame
from workshop.rooms.hub import Hub
from workshop.rooms.live import LiveRoom
from workshop.web import strict
from workshop.web.arrivals import Arrivals
from workshop.web.auth import who
from workshop.web.carrier import Carrier, carry
from workshop.web.limits import too_often
from workshop.web.outbox import whole_frame
from workshop.web.places import Place, Places, Strikes
from workshop.web.security import HEADERS, allowed_origins, host_is_known
from workshop.web.snapshots import etag_for, look, squeezed

log = logging.getLogger(__name__)
_library = log.getChild("library")
_library.setLevel(logging.ERROR)  # a stranger can cause a warning with every frame

PING_S = 20
RETRY_MS = 500
LOOK_FOR_SLOW_EVERY_S = 2.0
TRY_AGAIN_S = 5
EXTENSIONS = "HTTP_SEC_WEBSOCKET_EXTENSIONS"
PLACE = "workshop.place"
"""Where a request that opens a socket keeps its place."""

_SOCKET_PATH = re.compile(r"/r/([0-9a-z]{1,16})/socket\.io/?")


Served = Callable[[dict[str, Any], Any], Any]
"""A WSGI application."""


def straight(app: Flask, socketio: SocketIO) -> Served:
    """The server of sockets without what its library puts before it: a copy of everything a browser said, for each."""
    server: Any = socketio.server  # type: ignore[attr-defined]

    def served(environ: dict[str, Any], start_response: Any) -> Any:
        environ["flask.app"] = app
        return server.handle_request(environ, start_response)

    return served


def in_room_path(app: Served, sockets: Served, config: Config, places: Places, arrivals: Arrivals) -> Served:
    """Serves sockets at ``/r/<room>/socket.io``, so that a proxy can send a whole room to one process.

    Compression is never offered: it doubles the memory of a phone and lets small frames swell to gigabytes. A name or
    a page of another server is refused before anything is done for it, and so is whoever finds no place or no turn.
    """

    def routed(environ: dict[str, Any], start_response: Any) -> Any:
        match = _SOCKET_PATH.fullmatch(environ.get("PATH_INFO", ""))
        if match is None:
            if environ.get("PATH_INFO", "").startswith("/socket.io"):
                environ["PATH_INFO"] = "/not-here"
            return app(environ, start_response)
        if not _comes_from_us(environ, config):
            return _refuse(start_response, "400 Bad Request", "web/malformed")
        try:
            arrivals.wait(environ, match[1])
            place = places.take(environ.get("REMOTE_ADDR", ""))
        except Refused as refused:
            return _refuse(start_response, "503 Service Unavailable", refused.code)
        environ["PATH_INFO"] = "/socket.io/"
        environ["workshop.room"] = match[1]
        environ[PLACE] = place
        environ.pop(EXTENSIONS, None)
        try:
            return sockets(environ, start_response)
        finally:
            places.give_back(place)

    return routed


def _comes_from_us(environ: dict[str, Any], config: Config) -> bool:
    """A browser names the page that dials; a programme that names none needs a ticket all the same."""
    origin = environ.get("HTTP_ORIGIN")
    return host_is_known(config, environ.get("HTTP_HOST", "")) and (origin is None or origin in allowed_origins(config))


def _refuse(start_response: Any, status: str, code: str) -> list[bytes]:
    body = orjson.dumps({"code": code, "facts": {}})
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **HEADERS}
    if status.startswith("503"):
        headers["Retry-After"] = str(TRY_AGAIN_S)
    start_response(status, list(headers.items()))
    return [body]


class SocketLine:
    """One connected screen. Whoever reads too slowly misses deltas, and fetches once when there is room again."""

    def __init__(self, carrier: Carrier, room_id: str, caller: Caller) -> None:
        self._carrier, self.room_id, self.caller = carrier, room_id, caller
        self._behind = False
        self.bad_frames = 0
        carrier.on_room = self._catch_up

    def send(self, frame: Frame) -> None:
        if not self._behind and not self._carrier.closed and not self._carrier.closing:
            self._behind = not self._carrier.put(_packed(frame))

    def _catch_up(self) -> None:
        """Once the outbox is empty one hint is enough: the screen fetches what it missed."""
        if self._behind:
            self._behind = False
            self.send(frame("sync", {"seq": 2**53 - 1}))

    def close(self, why: str) -> None:
        eventloop.spawn_later(0.2, self._carrier.close, wait=False)


def _packed(frame: Frame) -> bytes:
    """The frame as a Socket.IO packet in a whole WebSocket frame, made once for all screens."""
    if frame.packed is None:
        frame.packed = whole_frame(b'42["' + frame.event.encode() + b'",' + frame.body + b"]")
    packed: bytes = frame.packed
    return packed


def make_socketio(app: Flask, config: Config) -> SocketIO:
    """Socket.IO on WebSocket only, every frame checked; HTTP takes over where WebSocket is blocked."""
    limits = config.limits
    strict.harden(limits)
    eventloop.limit_messages(_incoming(limits))
    options: dict[str, Any] = {
        "async_mode": eventloop.NAME,
        "async_handlers": False,
        "max_http_buffer_size": limits.frame_bytes,
        "serializer": strict.StrictPacket,
        "json": strict.StrictJSON,
        "transports": ["websocket"],
        "cors_allowed_origins": lambda origin: origin in allowed_origins(config),
        "ping_interval": PING_S,
        "ping_timeout": PING_S,
        "manage_session": False,
        "logger": _library,
        "engineio_logger": _library,
    }
    socketio = SocketIO(app, **options)
    carry(socketio.server.eio, limits)  # type: ignore[attr-defined]
    return socketio


def _incoming(limits: Limits) -> Allowance:
    return Allowance(
        limits.incoming_frames, limits.incoming_frames_a_second, limits.incoming_bytes, limits.incoming_bytes_a_second
    )


class Sockets:
    """The connected screens of this process, by their Socket.IO session."""

    def __init__(self, hub: Hub, socketio: SocketIO) -> None:
        self._hub = hub
        self._limits = hub.config.limits
        self._server: Any = socketio.server  # type: ignore[attr-defined]
        self._lines: dict[str, SocketLine] = {}
        self.places, self._strikes = Places(self._limits), Strikes(self._limits)
        self.stopping = False
        self.asking = 0
        socketio.on_event("connect", self._connect)
        self._server.on("disconnect", self._disconnect)
        self._server.on("cmd", self._command)
        self._server.on("time", lambda sid, data: {"now": now_ms()})
        self._server.on(strict.BAD, self._bad)
        self._server.eio.on("connect", self._open)
        self._server.eio.on("message", self._hear)

    def _open(self, eio_sid: str, environ: dict[str, Any]) -> Any:
        eventloop.spawn_later(self._limits.ticket_wait_s, self._expect_ticket, eio_sid)
        return self._server._handle_eio_connect(eio_sid, environ)  # noqa: SLF001 (the handler that we stand before)

    def _hear(self, eio_sid: str, data: Any) -> None:
        """Nobody is heard before their ticket was seen, and nobody shows one twice."""
        socket = self._server.eio.sockets.get(eio_sid)
        knocks = isinstance(data, str) and data[:1] == "0"
        if socket and (socket.has_knocked if knocks else not self._is_in(eio_sid)):
            socket.close(wait=False)
            return
        if socket and knocks:
            socket.has_knocked = True
        self._server._handle_eio_message(eio_sid, data)  # noqa: SLF001 (the handler that we stand before)

    def _is_in(self, eio_sid: str) -> bool:
        return self._server.manager.sid_from_eio_sid(eio_sid, "/") is not None

    def _expect_ticket(self, eio_sid: str) -> None:
        socket = self._server.eio.sockets.get(eio_sid)
        if socket and not self._is_in(eio_sid):
            socket.close(wait=False)

    def _connect(self, auth: Any = None) -> None:
        """Who is this? A screen that may not look is refused before it hears anything."""
        room_id = request.environ.get("workshop.room", "")
        row = self._hub.find(room=room_id)
        caller = who(request, row, request.args.get("as", "")) if row else None
        if row is None or caller is None or self.stopping:
            raise Refuse("room/signed_out")
        if self._strikes.wait_s(_whose(room_id, caller)):
            raise Refuse("room/unreadable_screen")
        self._hub.live(room_id)
        place: Place = request.environ[PLACE]
        try:
            self.places.let_in(place, self._holders(room_id, caller))
        except Refused as refused:
            raise Refuse(refused.code) from None
        sid = request.sid  # type: ignore[attr-defined]
        carrier: Carrier = self._server.eio.sockets[self._server.manager.eio_sid_from_sid(sid, "/")]
        _forget_headers(request.environ)
        line = self._lines[sid] = SocketLine(carrier, room_id, caller)
        eventloop.spawn(self._welcome, sid, line, caller)

    def _holders(self, room_id: str, caller: Caller) -> list[tuple[Hashable, int]]:
        """Whose places a screen of this caller takes, and how many there are."""
        limits, whose = self._limits, _whose(room_id, caller)
        if caller.person:
            return [(whose, limits.sockets_a_person)]
        return [(whose, limits.sockets_a_session), ((room_id, "staff"), limits.staff_screens)]

    def _welcome(self, sid: str, line: SocketLine, caller: Caller) -> None:
        """After the handshake is answered: deltas must not overtake it."""
        if sid in self._lines:
            self._hub.presence(line.room_id).connect(line, caller)
            if caller.right:  # the room may have been folded meanwhile, and the session ended
                self._hub.put_out_revoked(line.room_id, frozenset({caller.right}))

    def _disconnect(self, sid: str, reason: Any = None) -> None:
        line = self._lines.pop(sid, None)
        if line:
            self._hub.left(line.room_id, line)

    def _command(self, sid: str, data: dict[str, Any]) -> Answer:
        line = self._lines.get(sid)
        if line is None or self.stopping:
            return _again(data)
        return self.ask(self._hub.live(line.room_id), line.caller, [data])[0]

    def ask(self, live: LiveRoom, caller: Caller, raw_commands: list[Any]) -> list[Answer]:
        """Every command with its answer; what is still unknown is answered ``busy``, which keeps it on the phone."""
        self.asking += 1
        try:
            answers = live.ask(caller, raw_commands)
        finally:
            self.asking -= 1
        return [answer or _again(raw) for answer, raw in zip(answers, raw_commands, strict=True)]

    def _bad(self, sid: str, data: Any = None) -> None:
        line = self._lines.get(sid)
        if line is None:
            return
        line.bad_frames += 1
        if line.bad_frames == self._limits.malformed_frames + 1:
            self._strikes.strike(_whose(line.room_id, line.caller))
            line.close("malformed")

    def cut_slow(self, now: float) -> None:
        """Close the sockets that took nothing of what waits for them for too long."""
        for carrier in list(self._server.eio.sockets.values()):
            outbox = carrier.outbox
            if outbox and outbox.stuck_s(now) > self._limits.slow_socket_s:
                log.info("a screen that reads too slowly is cut off")
                outbox.cut()

    def cut_slow_for_ever(self) -> None:
        """For a task of its own, as long as the server runs."""
        while True:
            eventloop.sleep(LOOK_FOR_SLOW_EVERY_S)
            self.cut_slow(monotonic())

    def restart(self) -> None:
        """Tell every screen that the server goes away; they come back at different moments."""
        self.stopping = True
        told = frame("restarting", {"retry_ms": RETRY_MS})
        for line in self._lines.values():
            line.send(told)


def _forget_headers(environ: dict[str, Any]) -> None:
    """What a browser tells of itself is some KB, twice, for as long as its socket is open."""
    for name in [name for name in environ if name.startswith("HTTP_") or name == "headers_raw"]:
        del environ[name]


def _whose(room_id: str, caller: Caller) -> Hashable:
    """The ticket or session behind a screen."""
    return (room_id, caller.person) if caller.person else caller.right


def _again(raw: Any) -> Answer:
    """The outcome is not known: ask again with the same id."""
    command_id = raw.get("id") if isinstance(raw, dict) else ""
    return {"id": command_id if isinstance(command_id, str) else "", "busy": True, "retry_ms": RETRY_MS}


# --- the same by HTTP ---------------------------------------------------------------------------------------------


def register(app: Flask, hub: Hub, sockets: Sockets) -> None:
    @app.get("/r/<room_id>/snapshot")
    def snapshot(room_id: str) -> Response:
        return _snapshot(hub, room_id)

    @app.post("/r/<room_id>/commands")
    def commands(room_id: str) -> Response:
        return _commands(hub, room_id, sockets)


def _json(body: Any, status: int = 200) -> Response:
    data = body if isinstance(body, bytes) else orjson.dumps(body)
    return Response(data, status, content_type="application/json", headers={"Cache-Control": "no-store"})


def _caller(hub: Hub, room_id: str) -> Caller | None:
    row = hub.find(room=room_id)
    return who(request, row, request.args.get("as", "")) if row else None


def _snapshot(hub: Hub, room_id: str) -> Response:
    """The present views of everything this screen holds; 304 when it has them already."""
    caller = _caller(hub, room_id)
    if caller is None:
        return _json({"code": "room/signed_out"}, 401)
    too_often("snapshots", _whose(room_id, caller))
    if caller.person:
        hub.presence(room_id).polled(caller.person)
    etag = etag_for(hub, room_id, caller)
    if request.headers.get("If-None-Match") == etag:
        response = Response(status=304)
    else:
        response = squeezed(request, _json(look(hub, room_id, caller).body))
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _commands(hub: Hub, room_id: str, sockets: Sockets) -> Response:
    """Up to ten commands with their answers. The custom header keeps other sites' forms out."""
    if request.headers.get("X-Workshop") != "1" or request.mimetype != "application/json":
        return _json({"code": "command/malformed"}, 400)
    caller = _caller(hub, room_id)
    if caller is None:
        return _json({"code": "room/signed_out"}, 401)
    too_often("posts", _whose(room_id, caller))
    try:
        raw = _commands_in(request.get_data())
    except (ValueError, TypeError):  # what is nested too deep is read, but not written again
        return _json({"code": "command/malformed"}, 400)
    if len(raw) > hub.config.limits.commands_a_post:
        return _json({"code": "command/too_many", "facts": {"most": hub.config.limits.commands_a_post}}, 413)
    if sockets.stopping:
        return _json({"answers": [_again(command) for command in raw]})
    return _json({"answers": sockets.ask(hub.live(room_id), caller, raw)})


def _commands_in(body: bytes) -> list[Any]:
    parsed = orjson.loads(body)
    commands = parsed.get("commands") if isinstance(parsed, dict) else None
    if not isinstance(commands, list):
        raise ValueError("no list of commands")  # noqa: TRY004 (what came in is wrong, not what we called)
    return [strict.loads(orjson.dumps(command)) for command in commands]
