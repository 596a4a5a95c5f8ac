"""From what arrived on the wire to something the room can decide upon, and from a decision to an answer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import orjson
from pydantic import TypeAdapter, ValidationError

from workshop.config import Limits
from workshop.core.activity import Command, PersonId
from workshop.core.errors import Refused
from workshop.core.said import FreeText
from workshop.eventloop import Promise
from workshop.rooms.kinds import kinds, reader
from workshop.rooms.messages import COMMANDS
from workshop.store.seats import Seat

_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_BLOCK = re.compile(r"[a-z0-9_.]{1,64}")
_ROOM_COMMANDS = reader(COMMANDS)

NO_SPACE_RETRY_MS = 2_000

Answer = dict[str, Any]
"""``{id, ok, seq}``, ``{id, no, code, facts}`` or ``{id, busy, retry_ms, code?}``."""


@dataclass(frozen=True)
class Caller:
    """Who asks, as their ticket or session says; a payload never says it.

    ``right`` is the session by which a facilitator asks (SHA-256 of its cookie); ``trainer`` starts with ``co:`` for
    a co-facilitator.
    """

    kind: Literal["phone", "console", "projector"]
    person: PersonId | None = None
    trainer: str | None = None
    right: bytes | None = None

    @property
    def actor(self) -> str:
        """The name under which answers to this caller are kept."""
        return self.person or (f"staff:{self.trainer}" if self.trainer else "door")


@dataclass
class Intent:
    """A command on its way through a room. ``answered`` delivers None when the outcome is unknown.

    ``name`` is what somebody who takes a seat wants to be called; ``seat`` says what they are called.
    """

    caller: Caller
    id: str
    body: bytes
    command: Command
    block: str | None = None
    name: str = ""
    seat: Seat | None = None
    answered: Promise[Answer | None] = field(default_factory=Promise)


def read(caller: Caller, raw: object, limits: Limits | None = None) -> Intent:
    """Raises ``Refused`` for anything that is not a command this caller could utter."""
    if not isinstance(raw, dict):
        raise Refused("command/malformed", field="")
    rest = dict(raw)
    command_id, block = rest.pop("id", None), rest.pop("block", None)
    if not isinstance(command_id, str) or not _ID.fullmatch(command_id):
        raise Refused("command/malformed", field="id")
    command_type = rest.get("type")
    if not isinstance(command_type, str):
        raise Refused("command/malformed", field="type")
    if command_type.startswith("room/"):
        if block is not None:
            rest["block"] = block
        return _intent(caller, command_id, None, _read(_ROOM_COMMANDS, rest, limits), rest)
    kind = kinds().get(command_type.partition("/")[0])
    if kind is None:
        raise Refused("command/unknown")
    if not isinstance(block, str) or not _BLOCK.fullmatch(block):
        raise Refused("command/malformed", field="block")
    return _intent(caller, command_id, block, _read(kind.commands, rest, limits), rest)


def id_in(raw: object) -> str:
    """The id to answer to, as far as there is one that can be written down."""
    command_id = raw.get("id") if isinstance(raw, dict) else None
    return command_id[:64].encode(errors="replace").decode() if isinstance(command_id, str) else ""


def _read(commands: TypeAdapter[Command], rest: dict[str, Any], limits: Limits | None) -> Command:
    """How long a text may be comes along as the context, which only free text looks at."""
    try:
        return commands.validate_python(rest, context=limits)
    except ValidationError as error:
        raise _refusal(error) from None


def _intent(caller: Caller, command_id: str, block: str | None, command: Command, rest: dict[str, Any]) -> Intent:
    may = command.who
    if caller.kind == "projector" or ((may == "facilitator") != (caller.kind == "console") and may != "anyone"):
        raise Refused("command/not_yours")
    try:
        body = orjson.dumps([block, rest], option=orjson.OPT_SORT_KEYS)
    except TypeError:  # a number of more than 64 bits, or half a character in an id: nothing of ours
        raise Refused("command/malformed", field="") from None
    return Intent(caller, command_id, hashlib.blake2b(body, digest_size=16).digest(), command, block)


def _refusal(error: ValidationError) -> Refused:
    """The first fault; our own codes carry a slash, the library's do not."""
    first = error.errors(include_url=False, include_input=False)[0]
    if "/" in first["type"] and first["type"] != "command/malformed":
        return Refused(first["type"], **{k: v for k, v in first.get("ctx", {}).items() if isinstance(v, (str, int))})
    if first["type"] == "union_tag_invalid":
        return Refused("command/unknown")
    return Refused("command/malformed", field="".join(str(part) for part in first["loc"][1:2])[:80])


@cache
def writes_text(command: type[Command]) -> bool:
    """Whether such a command brings words of a person, which are paced more strictly than taps."""
    return any(any(isinstance(mark, FreeText) for mark in field.metadata) for field in command.model_fields.values())


def ok(command_id: str, seq: int) -> Answer:
    return {"id": command_id, "ok": True, "seq": seq}


def no(command_id: str, refused: Refused) -> Answer:
    return {"id": command_id, "no": True, "code": refused.code, "facts": refused.facts}


def busy(command_id: str, retry_ms: int) -> Answer:
    return {"id": command_id, "busy": True, "retry_ms": retry_ms}


def no_space(intent: Intent) -> Answer:
    """The server's disk is full. A phone keeps what was written and asks again; all others are told at once."""
    refused = Refused("room/storage")
    if intent.caller.person:
        return busy(intent.id, NO_SPACE_RETRY_MS) | {"code": refused.code}
    return no(intent.id, refused)


def stored(answer: Mapping[str, Any]) -> bytes:
    """As it is kept, without the id: in an anonymous block that leads to who asked."""
    return orjson.dumps({key: value for key, value in answer.items() if key != "id"})


def again(kept: bytes, body: bytes, intent: Intent) -> Answer:
    """The answer that was given before, unless the id was used for another wish."""
    if body != intent.body:
        return no(intent.id, Refused("command/id_reused"))
    return {"id": intent.id, **orjson.loads(kept)}
