"""Writes the protocol down from the classes that make it: a document to read and types for the front end.

``python -m workshop.cli protocol`` makes ``docs/protocol.md`` and ``static/src/wire/protocol.ts``; a test compares.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterable
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from workshop.core.activity import Command, Event, Message
from workshop.core.course import Words
from workshop.rooms import messages as m
from workshop.rooms.kinds import kinds

_PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", bytes: "string"}

INTRODUCTION = """\
# The protocol

Made from the classes by `python -m workshop.cli protocol`; a test fails when it is out of date.

A screen **asks** with a command and is answered `{id, ok, seq}`, `{id, no, code, facts}` or `{id, busy, retry_ms}`:
ask again, the same id. While the server has no space left phones are told `busy` with the code `room/storage`; all
others are refused with this code, which is not kept.
A command travels as `{id, type, block?, ...}`: `id` is made by the screen (8 to 64 of `A-Z a-z 0-9 _ -`) and is sent
again, unchanged, until it is answered; `block` names the activity and is left out for commands of the room.
It goes through the socket (`cmd`, with an acknowledgement) or as `POST /r/<room>/commands {commands: [...]}`, at most
ten at once; the same id gets the same answer on both ways, and another wish under a used id is refused.

A screen **sees** views, one for each audience it belongs to. `GET /r/<room>/snapshot` brings all of them with their
`seq`; the socket brings `d {a, base, seq, patch}`, a JSON merge patch (RFC 7396) of one audience. The rule of a
replica: `seq <= mine` ignore, `base > mine` fetch a snapshot, else merge. `sync {seq}` says since when a
screen could have missed something: it is the first thing that a socket hears.
Audiences are `console`, `projector`, `phones`, `team:<id>`, `person:<id>` and `circle:<block>:<id>` (a pair or triad
that the block which is on has made). A phone holds `phones`, its team, its circle and its own; whoever moves leaves the
old audience before another delta of it, and is told to fetch.

| socket | from | what |
| --- | --- | --- |
| `cmd` | screen | a command; the acknowledgement is its answer |
| `time` | screen | acknowledged with `{now}`, the server's clock in milliseconds |
| `d` | server | the difference between what an audience saw and sees |
| `sync` | server | fetch a snapshot unless one of this `seq` or a later one was fetched, phones after 0 to 300 ms |
| `pulse` | server | `{in, offline?, disk?}`: who is here and whether space is short, never stored |
| `restarting` | server | `{retry_ms}`: come back soon |
| `out` | server | `{why}`: this screen is signed out |

Commands are wishes and may be refused; events are facts, stored for ever.
"""


def document() -> str:
    """``docs/protocol.md``."""
    parts = [INTRODUCTION, _chapter("The room", m.COMMANDS, m.EVENTS)]
    for name, kind in sorted(kinds().items()):
        parts.append(_chapter(f"Kind `{name}`", kind.activity.commands, kind.activity.events))
    return "\n".join(parts)


def typescript() -> str:
    """``static/src/wire/protocol.ts``."""
    lines = [
        "// Made from the Python classes by `python -m workshop.cli protocol`; a test fails when it is out of date.",
        "/* eslint-disable */",
        "",
        "export interface Words { zh: string; en: string }",
        "",
    ]
    commands: list[type[Command]] = [*m.COMMANDS]
    for _, kind in sorted(kinds().items()):
        commands += kind.activity.commands
    lines.append("/** What each command brings, by its type; `id` and `block` are added on the way. */")
    lines.append("export interface Commands {")
    lines += [f"  {_type_of(command)!r}: {_shape(command)};".replace("'", '"') for command in commands]
    lines += ["}", "", "export type CommandType = keyof Commands;", ""]
    lines.append("/** What a facilitator can do, so that each of these has a name when it is to be taken back. */")
    lines.append("export type DeedType =")
    lines += [f"  | {_type_of(command)!r}".replace("'", '"') for command in commands if command.who != "participant"]
    lines[-1] += ";"
    lines.append("")
    return "\n".join(lines)


def _chapter(title: str, commands: Iterable[type[Command]], events: Iterable[type[Event]]) -> str:
    lines = [f"## {title}", "", "| command | who | fields | |", "| --- | --- | --- | --- |"]
    lines += [f"| `{_type_of(c)}` | {c.who} | {_fields(c)} | {_says(c)} |" for c in commands]
    lines += ["", "| event | fields | |", "| --- | --- | --- |"]
    lines += [f"| `{_type_of(e)}` | {_fields(e)} | {_says(e)} |" for e in events]
    return "\n".join(lines) + "\n"


def _type_of(message: type[Message]) -> str:
    """The value of its ``type`` field."""
    annotation = message.model_fields["type"].annotation
    return str(get_args(annotation)[0])


def _says(message: type[Message]) -> str:
    """The first sentence of the class's own docstring."""
    text = inspect.cleandoc(message.__dict__.get("__doc__") or "")
    return " ".join(text.split("\n\n")[0].split()).replace("|", "\\|")


def _fields(message: type[Message]) -> str:
    fields = [
        f"`{name}{'' if field.is_required() else '?'}: {_ts(field.annotation)}`".replace("|", "\\|")
        for name, field in message.model_fields.items()
        if name != "type"
    ]
    return " ".join(fields)


def _shape(message: type[Message]) -> str:
    fields = [
        f"{name}{'' if field.is_required() else '?'}: {_ts(field.annotation)}"
        for name, field in message.model_fields.items()
        if name != "type"
    ]
    return "{ " + "; ".join(fields) + " }" if fields else "Record<string, never>"


def _ts(annotation: Any) -> str:
    """A Python annotation as TypeScript; None is an absent field, for a view never holds null."""
    origin, args = get_origin(annotation), get_args(annotation)
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if annotation is Words:
        return "Words"
    if origin is Annotated:
        return _ts(args[0])
    if origin is Literal:
        return " | ".join(f'"{value}"' for value in args)
    if origin in (Union, types.UnionType):
        return " | ".join(_ts(arg) for arg in args if arg is not type(None))
    if origin is list:
        return f"{_ts(args[0])}[]"
    if origin is dict:
        return f"Record<string, {_ts(args[1])}>"
    if isinstance(annotation, type) and issubclass(annotation, Message):
        inside = (f"{name}: {_ts(field.annotation)}" for name, field in annotation.model_fields.items())
        return f"{{ {'; '.join(inside)} }}"
    raise TypeError(f"no TypeScript for {annotation!r}")
