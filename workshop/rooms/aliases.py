"""Pseudonyms for anonymous blocks: made with a key that is destroyed when the block closes.

While the key exists a person can edit what they wrote. Once it is gone nobody, not even with the whole database, can
tell whose a note was.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from workshop.core.activity import PersonId
from workshop.rooms.state import RoomState
from workshop.rooms.views import is_anonymous

Keys = Mapping[str, bytes]
"""The key of every anonymous block that is open, by block."""


def pseudonym(key: bytes, person: PersonId) -> PersonId:
    return "~" + hmac.new(key, person.encode(), hashlib.sha256).hexdigest()[:20]


def alias(state: RoomState, keys: Keys, block: str, person: PersonId) -> PersonId | None:
    """Who this person is in this block: themselves, a pseudonym, or None once the key is gone."""
    if not is_anonymous(state.course.blocks[block]):
        return person
    key = keys.get(block)
    return pseudonym(key, person) if key else None
