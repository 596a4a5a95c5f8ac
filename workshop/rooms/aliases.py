"""Pseudonyms, made with a key of the block that is destroyed when the block closes.

In an anonymous block everybody has one. Where people write to one another without a name they have one towards each
person, ``~`` and that person and a dot before it, and are themselves in all else.

While the key exists a person can edit what they wrote. Once it is gone nobody, not even with the whole database, can
tell whose a note was.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping

from workshop.core.activity import Command, PersonId, Veils
from workshop.core.course import Block
from workshop.rooms.kinds import FoundOnce, config_of, kinds, missing
from workshop.rooms.state import RoomState

Keys = Mapping[str, bytes]
"""The key of every block that is open and has pseudonyms, by block."""


@FoundOnce
def is_anonymous(block: Block) -> bool:
    """Whether people take part in this block under a pseudonym."""
    kind = kinds().get(block.kind)
    return kind is not None and not missing(block) and kind.activity.anonymous(config_of(block))


def has_pseudonyms(block: Block) -> bool:
    """Whether anything in this block is done under a pseudonym; such a block has a key while it is open, no clock."""
    return is_anonymous(block) or _veils(block) is not None


@FoundOnce
def _veils(block: Block) -> Veils | None:
    """The activity of a block in which people write to one another without their name."""
    kind = kinds().get(block.kind)
    if kind is None or missing(block):
        return None
    activity: object = kind.activity
    return activity if isinstance(activity, Veils) and activity.veils(config_of(block)) else None


def towards(block: Block, command: Command) -> PersonId | None:
    """Towards whom this wish is uttered under a pseudonym."""
    activity = _veils(block)
    return activity.veiled(config_of(block), command) if activity else None


def pseudonym(key: bytes, person: PersonId, to: PersonId | None = None) -> PersonId:
    if to is None:
        return "~" + hmac.new(key, person.encode(), hashlib.sha256).hexdigest()[:20]
    made = hmac.new(key, f"{person} to {to}".encode(), hashlib.sha256).hexdigest()[:20]
    return f"~{to}.{made}"


def unlinked(person: PersonId, command: str) -> tuple[str, str]:
    """Under what the answer to a wish under a pseudonym is kept, as an actor and a command.

    Whose it is can be told only by who has the id of the command, 128 random bits of one phone: the phone itself, that
    asks again, finds its answer also when the block has closed since, or opened anew under other pseudonyms.
    """
    whose, what = (hashlib.sha256(said.encode()).hexdigest() for said in (f"{person} {command}", command))
    return f"~{whose[:20]}", what[:32]


def behind(key: bytes | None, names: Iterable[PersonId], people: Iterable[PersonId]) -> set[PersonId]:
    """Those of these people who go by one of these names, and whoever is named by their own."""
    asked = set(names)
    hidden = {name for name in asked if name.startswith("~")}
    if not hidden or key is None:
        return asked - hidden
    ways = {name[1:].rpartition(".")[0] or None for name in hidden}
    found = {person for person in people if any(pseudonym(key, person, to) in hidden for to in ways)}
    return found | (asked - hidden)


def alias(state: RoomState, keys: Keys, block: str, person: PersonId, to: PersonId | None = None) -> PersonId | None:
    """Who this person is in this block, or in it towards somebody: themselves, a pseudonym, or None without the key."""
    if to is None and not is_anonymous(state.course.blocks[block]):
        return person
    key = keys.get(block)
    return pseudonym(key, person, to) if key else None
