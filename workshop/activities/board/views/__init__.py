"""Who sees what of a board. Every secret of a board is kept in this folder and nowhere else.

A note of level ``self`` is on its writer's phone only, ``team`` on the phones of its team and, unless the block is
private, on the console, ``room`` everywhere. A hidden note is on the console and on its writer's phone.
"""

from __future__ import annotations

from typing import assert_never

from workshop.activities.board.state import BoardState
from workshop.activities.board.views import stages
from workshop.activities.board.views.frame import frame, rules
from workshop.activities.board.views.people import console, of_person, of_team
from workshop.activities.board.views.wall import shared
from workshop.core.activity import Audience, RoomView
from workshop.core.patch import View


def view(state: BoardState, audience: Audience, room: RoomView) -> View:
    match audience.kind:
        case "projector":
            return {**frame(state, room), **shared(state, room), **stages.shared(state, room)}
        case "phones":
            return {
                **frame(state, room), **shared(state, room), **stages.shared(state, room),
                **rules(state, room), **stages.rules(state, room),
            }  # fmt: skip
        case "console":
            return {
                **frame(state, room), **rules(state, room), **stages.rules(state, room),
                **console(state, room), **stages.shared(state, room), **stages.on_console(state, room),
            }  # fmt: skip
        case "group":
            return {**of_team(state, audience.id or "", room), **stages.of_team(state, audience.id or "")}
        case "person":
            return {**of_person(state, audience.id or "", room), **stages.of_person(state, audience.id or "")}
        case "circle":
            return {}
        case _:
            assert_never(audience.kind)
