"""Which file of ``phone/`` shows the stage that is on: it travels with the page. Twin of ``phone/stages.ts``."""

from __future__ import annotations

from typing import Final

from workshop.activities.board.state import BoardState

FILES: Final = {
    "brief": "writing",
    "write": "writing",
    "gather": "arranging",
    "cluster": "arranging",
    "name": "arranging",
    "place": "arranging",
    "vote": "voting",
    "discuss": "talking",
    "resolve": "concluding",
    "present": "concluding",
}


def phone_file(state: BoardState) -> str | None:
    stage = state.current()
    return FILES[stage.type] if stage else None
