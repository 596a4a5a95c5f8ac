"""What may come in through a socket: small text frames with one of our events, and nothing else.

The library accepts more than that, and some of it brings a server down: piles of binary attachments, events named
``connect``, NaN that no browser can parse, objects nested 600 deep. RELIABILITY names each.
"""

from __future__ import annotations

from typing import Any, Final

import orjson
import socketio.packet

from workshop.config import Limits

EVENTS: Final = frozenset({"cmd", "time"})
BAD: Final = "_bad"
"""What a malformed frame becomes, so that it can be counted instead of logged with a stack."""

_EVENT, _TYPES, _REFUSED = 2, ("0", "1", "2"), -1


class _Bounds:
    """The limits of this process: Engine.IO keeps its JSON for a whole process, and so the bounds are kept as well."""

    def __init__(self) -> None:
        self.limits = Limits()


_bounds = _Bounds()


def loads(text: str | bytes, **_: Any) -> Any:
    """JSON as every browser reads it, not too long, not too deep, no number that a screen could not show.

    Raises ``ValueError``.
    """
    if len(text) > _bounds.limits.frame_bytes:
        raise ValueError("too long")
    value = orjson.loads(text)
    _check(value, _bounds.limits.json_depth)
    return value


def _check(value: Any, depth: int) -> None:
    if isinstance(value, (dict, list)):
        if depth == 0:
            raise ValueError("too deep")
        for inner in value.values() if isinstance(value, dict) else value:
            _check(inner, depth - 1)
    elif isinstance(value, (int, float)) and abs(value) >= _bounds.limits.json_integer:
        raise ValueError("number too large")


def dumps(value: Any, **_: Any) -> str:
    return orjson.dumps(value).decode()


class StrictJSON:
    """The ``json`` of Socket.IO and Engine.IO; the libraries keep it for the whole process."""

    loads = staticmethod(loads)
    dumps = staticmethod(dumps)


class StrictPacket(socketio.packet.Packet):
    """A Socket.IO packet that is one of ours, or the event ``_bad``."""

    uses_binary_events = False
    packet_type: int
    namespace: str | None
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The library takes an empty packet for an event without data; a blank is read, and found to be nothing."""
        if "encoded_packet" in kwargs:
            kwargs["encoded_packet"] = kwargs["encoded_packet"] or " "
        super().__init__(*args, **kwargs)

    def decode(self, encoded_packet: Any) -> int:
        try:
            attachments: int = super().decode(encoded_packet) if _is_text(encoded_packet) else _REFUSED
        except (ValueError, IndexError, TypeError, RecursionError):
            attachments = _REFUSED
        foreign = attachments == _REFUSED or self.namespace not in (None, "/")
        if foreign or (self.packet_type == _EVENT and not _is_ours(self.data)):
            self.packet_type, self.data, self.id, self.namespace = _EVENT, [BAD, {}], None, None
            return 0
        return attachments


def _is_text(encoded_packet: Any) -> bool:
    """Connect, disconnect or event: no attachments, and no acknowledgement, for the server never asks."""
    return isinstance(encoded_packet, str) and encoded_packet[:1] in _TYPES


def _is_ours(data: Any) -> bool:
    return (
        isinstance(data, list)
        and len(data) == 2
        and isinstance(data[0], str)
        and data[0] in EVENTS
        and isinstance(data[1], dict)
    )


class Checked:
    """A WebSocket that hands on only what Engine.IO can read; anything else ends the connection quietly."""

    def __init__(self, websocket: Any) -> None:
        self._websocket = websocket

    def wait(self) -> str | None:
        data = self._websocket.wait()
        if data is None:
            return None
        if not isinstance(data, str) or data[:1] not in ("1", "2", "3", "4", "5", "6"):
            raise ValueError("not an Engine.IO text packet")
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._websocket, name)


def harden(limits: Limits) -> None:
    """From now on the texts of this process are measured by these limits."""
    _bounds.limits = limits
