"""What a screen is told when it asks for everything: by itself, or in the page that it begins with."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import Final

import orjson
from flask import Request, Response

from workshop.rooms.asking import Caller
from workshop.rooms.clock import now_ms
from workshop.rooms.hub import Hub

SMALL_BYTES: Final = 1_000
"""What fits into one packet gains nothing from being made smaller."""

QUICKLY: Final = 1
"""How hard gzip tries. A picture of a full wall takes half a millisecond so, and becomes five times smaller."""


@dataclass(frozen=True)
class Look:
    """The present views of everything a screen holds, encoded; ``etag`` is another when anything in it is."""

    etag: str
    body: bytes


def etag_for(hub: Hub, room_id: str, caller: Caller) -> str:
    live = hub.live(room_id)
    addresses = "+".join(audience.address for audience in live.audiences(caller))
    return f'"{live.head}.{addresses}"'


def look(hub: Hub, room_id: str, caller: Caller) -> Look:
    live = hub.live(room_id)
    etag = etag_for(hub, room_id, caller)
    pulse = orjson.dumps(hub.presence(room_id).lately(caller.kind))
    views = live.snapshot(live.audiences(caller))
    return Look(etag, b'{"seq":%d,"now":%d,"views":%s,"pulse":%s}' % (live.head, now_ms(), views, pulse))


def in_page(shown: Look) -> str:
    """As JSON that can stand in a page: whatever people wrote, it begins no tag and ends no script."""
    first = b'{"etag":%s,"snapshot":%s}' % (orjson.dumps(shown.etag), shown.body)
    return first.decode().replace("<", "\\u003c")


def squeezed(request: Request, response: Response) -> Response:
    """Compressed, for whoever takes it so. For answers that hold no token of the one who asked."""
    if request.accept_encodings["gzip"] > 0 and len(response.get_data()) > SMALL_BYTES:
        response.set_data(gzip.compress(response.get_data(), QUICKLY, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
