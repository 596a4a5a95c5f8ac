"""One thing that is done on a board, whole: from the wish to how it is taken back.

A topic is a module with its own messages (``messages/``) that ends in a ``TOPIC``; ``activity`` lists them and asks the
right one. Nothing outside a topic has to know of its messages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workshop.activities.board.state import BoardState
from workshop.core.activity import By, Command, Event, PersonId, Progress, RoomView, Wording

Decide = Callable[[BoardState, Any, By, RoomView], list[Event]]
Apply = Callable[[BoardState, Any], BoardState]
Reverse = Callable[[BoardState, Any], list[Event]]


@dataclass(frozen=True)
class Topic:
    """Functions by the class of a message, and by the class of a stage.

    ``reverses`` is given the state before; it has an entry for every event that a facilitator can cause. ``concerns``
    names whose own view an event can change, and has none where the answer is nobody. ``enters`` and ``leaves`` are
    what the board does by itself when the room moves to a stage and away from it; ``ahead`` is what Next does first.
    """

    decides: Mapping[type[Command], Decide] = field(default_factory=dict)
    applies: Mapping[type[Event], Apply] = field(default_factory=dict)
    reverses: Mapping[type[Event], Reverse] = field(default_factory=dict)
    touches: Mapping[type[Event], Callable[[Any], frozenset[str]]] = field(default_factory=dict)
    concerns: Mapping[type[Event], Callable[[Any], frozenset[PersonId]]] = field(default_factory=dict)
    wrote: Mapping[type[Event], Callable[[Any], Wording]] = field(default_factory=dict)
    enters: Mapping[type, Apply] = field(default_factory=dict)
    leaves: Mapping[type, Apply] = field(default_factory=dict)
    progress: Mapping[type, Callable[[BoardState, Any, RoomView], Progress]] = field(default_factory=dict)
    ahead: Mapping[type, Callable[[BoardState, Any, RoomView], Command | None]] = field(default_factory=dict)


def only(*persons: PersonId | None) -> frozenset[PersonId]:
    """Those of them who are anybody."""
    return frozenset(person for person in persons if person)
