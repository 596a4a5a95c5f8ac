"""A day of four short blocks in which everything that has to stay secret has a name that can be searched for.

The texts of the course are trusted; what people write is not. ``pack`` writes it where a server finds its courses.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.rooms.course import BRIEF, LINE, NOTE, TALK, VOTE, board, slides
from workshop.core.course import Block, Slide, Words

SLUG = "hostile"
CHOICE = f"{SLUG}/day"
TALKED, TEAMED, ALONE, UNNAMED, NAMED = "h.slide", "h.team", "h.alone", "h.unnamed", "h.named"

SPEAKER_NOTE = "SPEAKERNOTE say this slowly"
TIPS = "TIPSFORFAY ask the shy ones first"
POINTS = ("POINTONE shown first", "POINTTWO shown later", "POINTTHREE shown last")
NEXT_PAGE = "NEXTPAGE not before it is turned"
QUESTION_AHEAD = "ASKEDLATER what nobody may know before the step"

MANY = {"max_per_author": 20}
WRITE_IN_TEAM: Any = {"id": "write", "type": "write", "visible_to": "team", **MANY}
WRITE_ALONE: Any = {"id": "write", "type": "write", "visible_to": "self", **MANY}
WRITE: Any = {"id": "write", "type": "write", **MANY}
PICK_ONE: Any = {"id": "pick", "type": "gather", "how": "pick", "pick": 1}

SLIDES = (
    Slide(
        id="sl.first",
        title=Words(zh="第一页", en="First page"),
        points=tuple(Words(zh=point, en=point) for point in POINTS),
        facilitator_note=Words(zh=SPEAKER_NOTE, en=SPEAKER_NOTE),
    ),
    Slide(
        id="sl.second",
        title=Words(zh=NEXT_PAGE, en=NEXT_PAGE),
        points=(Words(zh="最后一点", en="The last point"),),
    ),
)


def blocks() -> list[Block]:
    long = NOTE.model_copy(update={"max_chars": 80})
    talked = slides("sl.first", "sl.second", block=TALKED, pulse=2, questions=True, personal_note=True)
    teamed = board(
        BRIEF, WRITE_IN_TEAM, PICK_ONE, VOTE, TALK, block=TEAMED, note=long, zones=("left", "right"), max_notes=2_000
    )
    steps = tuple(
        step.model_copy(update={"phone": Words(zh=QUESTION_AHEAD, en=QUESTION_AHEAD)}) if step.id == "vote" else step
        for step in teamed.steps
    )
    return [
        talked.model_copy(update={"facilitator_tips": Words(zh=TIPS, en=TIPS)}),
        _roomy(teamed.model_copy(update={"steps": steps})),
        _roomy(board(WRITE_ALONE, block=ALONE, note=long, privacy="self")),
        _roomy(board(WRITE, VOTE, TALK, block=UNNAMED, note=long, identity="anonymous")),
        _roomy(board(WRITE, VOTE, TALK, block=NAMED, note=long, line=LINE)),
    ]


def _roomy(block: Block) -> Block:
    """Notes as long as any may be."""
    return block.model_copy(update={"config": {**block.config, "note": {"max_chars": 80}}})


def pack(folder: Path) -> Path:
    """Writes the course as an author would, and returns the folder of courses."""
    here = folder / "courses" / SLUG
    (here / "blocks").mkdir(parents=True, exist_ok=True)
    (here / "library").mkdir(exist_ok=True)
    title = {"zh": "难搞的一天", "en": "A hard day"}
    _write(
        here / "course.yaml",
        {
            "schema": "workshop-course/1",
            "title": title,
            "modules": [{"id": "m1", "title": title}],
            "agendas": [
                {
                    "id": "day",
                    "mode": "full",
                    "title": title,
                    "days": [{"starts": "09:00", "slots": [block.id for block in blocks()]}],
                }
            ],
        },
    )
    _write(here / "blocks" / "m1.yaml", {"module": "m1", "blocks": [_written(block, "module") for block in blocks()]})
    _write(here / "library" / "slides.yaml", {"slides": {slide.id: _written(slide, "id") for slide in SLIDES}})
    return here.parent


def _written(part: Block | Slide, *without: str) -> dict[str, Any]:
    return part.model_dump(mode="json", exclude_none=True, exclude=set(without))


def _write(file: Path, data: Any) -> None:
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")  # JSON is YAML, too
