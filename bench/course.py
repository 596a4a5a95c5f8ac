"""A course made only to be measured: walls on which everybody may write a lot and everybody sees everything."""

from __future__ import annotations

from workshop.core.course import Agenda, Block, Course, Minutes, Slot, Step, Words

AGENDA = "day"
MINUTES = Minutes(full=600, short=600)


def words(text: str) -> Words:
    return Words(zh=text, en=text)


def wall_course(walls: int = 20) -> Course:
    """``walls`` boards, ``b.1`` and so on; a note on any of them is seen by the whole room at once."""
    blocks = {f"b.{n}": _wall(f"b.{n}") for n in range(1, walls + 1)}
    slots = tuple(Slot(block=block, minutes=600) for block in blocks)
    agenda = Agenda(id=AGENDA, mode="full", title=words("A day"), slots=slots)
    return Course(id="bench", title=words("Measured"), modules=(), agendas=(agenda,), blocks=blocks)


ZONES = {
    "wall": ["wall"],
    "columns": ["a", "b", "c", "d"],
    "matrix": ["S", "W", "O", "T"],
    "rings": ["why", "how", "what"],
    "panes": ["open", "blind", "hidden", "unknown"],
    "timeline": ["before", "stand", "am", "noon", "pm", "close"],
}
"""The zones of a board of each layout."""


def board_course(layout: str, instances: str) -> Course:
    """One board of this layout for the room, every team or every person, with a line of evidence on each note."""
    wall = _wall("b.1")
    zones = [{"id": zone, "zh": zone, "en": zone} for zone in ZONES[layout]]
    evidence = {"id": "evidence", "label": {"zh": "证据", "en": "Evidence"}, "type": "text", "max": 30}
    config = wall.config | {
        "layout": {"type": layout, "zones": zones},
        "instances": instances,
        "note": {"max_chars": 80, "fields": [evidence]},
    }
    quiet = _wall("b.2")
    blocks = {"b.1": wall.model_copy(update={"config": config}), "b.2": quiet}
    slots = tuple(Slot(block=block, minutes=600) for block in blocks)
    agenda = Agenda(id=AGENDA, mode="full", title=words("A day"), slots=slots)
    return Course(id="bench", title=words("Measured"), modules=(), agendas=(agenda,), blocks=blocks)


def _wall(block_id: str) -> Block:
    step_names = ("write", "vote", "talk")
    return Block(
        id=block_id,
        module="m",
        kind="board",
        title=words(f"Wall {block_id}"),
        minutes=MINUTES,
        config={
            "layout": {"type": "wall", "zones": [{"id": "wall", "zh": "墙", "en": "Wall"}]},
            "stages": [
                {"id": "write", "type": "write", "visible_to": "room", "max_per_author": 30},
                {"id": "vote", "type": "vote", "votes": 10, "max_per_target": 3},
                {"id": "talk", "type": "discuss"},
            ],
            "note": {"max_chars": 80},
            "max_notes": 2_000,
        },
        steps=tuple(
            Step(id=name, phase=name, name=words(name), minutes=MINUTES, projector=words(name), phone=words(name))
            for name in step_names
        ),
    )
