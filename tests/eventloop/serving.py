"""A server without the product, for the tests of the event loop: a few addresses and WebSockets.

python tests/eventloop/serving.py [PROTECTION TO TAKE AWAY...]        prints the engine and the port
"""

from __future__ import annotations

import importlib
import logging
import os
import struct
import sys
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from workshop import eventloop
from workshop.eventloop import Allowance, listener, sleep, spawn, write_now, write_rest

LONGEST = 16_384
HEAD_S, KEPT_ALIVE_S = 2, 3
SLOW_S = 0.02
"""In which nobody else is served."""
FRAMES = 1_500
LONG = bytes(range(256)) * 12_000
UNMETERED = Allowance(frames=10**6, frames_a_second=10**6, size=10**9, bytes_a_second=10**9)
SIZES = (5, 125, 126, 4_000, 65_535, 65_536, 70_000)


def words(number: int) -> str:
    """The text of a frame: its number, and as much of it as its size wants."""
    size = SIZES[number % len(SIZES)]
    return (f"{number} " * (size // (len(str(number)) + 1) + 1))[:size].ljust(5)


def app(environ: dict[str, Any], start_response: Any) -> Any:
    handler = {"/echo": echo, "/frames": frames, "/turns": turns, "/goodbye": goodbye}.get(environ["PATH_INFO"])
    if handler:
        return websocket(handler)(environ, start_response)
    match environ["PATH_INFO"]:
        case "/fails":
            raise ValueError("outside the application")
        case "/body":
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH", 0)))
        case "/long":
            body = LONG
        case "/descriptors":
            body = str(len(list(Path("/proc/self/fd").iterdir()))).encode()
        case "/slow":
            time.sleep(SLOW_S)
            body = b"done"
        case "/process":
            body = str(os.getpid()).encode()
        case _:
            body = b"here"
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def websocket(handler: Any) -> Any:
    """As Engine.IO makes one for every connection."""
    driver = importlib.import_module(f"engineio.async_drivers.{eventloop.NAME}")

    def patient(socket: Any) -> None:
        socket.socket.settimeout(40)
        handler(socket)

    return driver._async["websocket"](patient, SimpleNamespace(max_http_buffer_size=LONGEST))


def goodbye(socket: Any) -> None:
    socket.close()


def echo(socket: Any) -> None:
    while (message := socket.wait()) is not None:
        socket.send(message if isinstance(message, str) else f"{len(message)} bytes")


def frames(socket: Any) -> None:
    """Numbered frames, as the product sends them: straight to the socket if it is idle, else through a queue."""
    queue: deque[str] = deque()
    ways = {"at once": 0, "queued": 0}

    def write() -> None:
        while True:
            while queue:
                socket.send(queue.popleft())
            sleep(0.001)

    def tell() -> None:
        for number in range(FRAMES):
            text = words(number)
            at_once = not queue and write_if_idle(socket, packed(text.encode()))
            ways["at once" if at_once else "queued"] += 1
            if not at_once:
                queue.append(text)
            if number % 3 == 0:
                sleep(0.0005)
        queue.append(f"{ways['at once']} {ways['queued']}")

    spawn(write)
    spawn(tell)
    while socket.wait() is not None:
        pass


def write_if_idle(socket: Any, frame: bytes) -> bool:
    """Whether the frame is on its way; a task of its own writes what the kernel did not take at once."""
    rest = write_now(socket, frame)
    if rest:
        spawn(finish, socket, rest)
    return rest is not None


def finish(socket: Any, rest: bytes) -> None:
    with suppress(OSError):
        write_rest(socket, rest)


def turns(socket: Any) -> None:
    """Somebody waits behind half a frame, and somebody else looks all the time whether the socket is idle."""
    while write_if_idle(socket, packed(b"first" * 20_000)):
        pass
    spawn(socket.send, "second")
    while not write_if_idle(socket, packed(b"third")):
        sleep(0)
    while socket.wait() is not None:
        pass


def packed(payload: bytes) -> bytes:
    length = len(payload)
    if length < 126:
        return bytes([0x81, length]) + payload
    return struct.pack("!BBH" if length < 65_536 else "!BBQ", 0x81, 126 if length < 65_536 else 127, length) + payload


# --- protections that can be taken away ---------------------------------------------------------------------------

ENGINE = importlib.import_module(f"workshop.eventloop._{eventloop.NAME}")


def no_finish() -> None:
    """What the kernel did not take of a frame is lost."""
    original = write_rest
    globals()["write_rest"] = lambda socket, rest: original(socket, b"")


def no_turns() -> None:
    """Whoever has a frame writes it, also into the middle of another."""
    if eventloop.NAME == "gevent":
        from workshop.eventloop._gevent_websocket import WebSocket

        def at_once(self: Any, frame: bytes) -> bytes:
            self._writing = 0
            self._turn.release()
            return original(self, frame) or b""

        original = WebSocket.write_now
        WebSocket.write_now = at_once
    else:
        original_write = write_now

        def write(websocket: Any, frame: bytes) -> bytes | None:
            websocket._sendlock.counter = 1
            websocket._sendlock._waiters.clear()
            return original_write(websocket, frame)

        globals()["write_now"] = write


def no_order_at_the_door() -> None:
    """All who have come are taken at once."""
    if eventloop.NAME == "gevent":
        ENGINE.ACCEPT_AT_ONCE = 1_000
    else:
        del ENGINE.Listener.accept


def no_limit() -> None:
    """Only a frame is limited, not what many of them make together."""
    if eventloop.NAME == "gevent":
        from workshop.eventloop._gevent_websocket import WebSocket

        original = WebSocket._take_piece

        def take_piece(self: Any, piece: Any) -> None:
            self._length = 0
            original(self, piece)

        WebSocket._take_piece = take_piece
    else:
        ENGINE._counted = ENGINE._push


def no_hurry() -> None:
    """A request may take as long as it likes."""
    ENGINE.HEAD_S = ENGINE.KEPT_ALIVE_S = 3_600


def main(without: list[str]) -> None:
    logging.basicConfig(format="%(levelname)s %(message)s")
    ENGINE.HEAD_S, ENGINE.KEPT_ALIVE_S = HEAD_S, KEPT_ALIVE_S
    for name in without:
        globals()[name]()
    ENGINE.limit_messages(UNMETERED)
    sock = listener("127.0.0.1", 0)
    sys.stdout.write(f"{eventloop.NAME} {sock.getsockname()[1]}\n")
    sys.stdout.flush()
    eventloop.serve(sock, app)


if __name__ == "__main__":
    main(sys.argv[1:])
