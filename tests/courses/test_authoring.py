"""The guide for authors shows a pack that really loads, with an example of every file and of every kind."""

from pathlib import Path

import pytest

from tests.courses.guide import pack_of_the_guide
from workshop.courses.check import check
from workshop.courses.loader import load
from workshop.courses.shelves import SHELVES
from workshop.rooms.kinds import kinds, misfits


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return pack_of_the_guide(tmp_path)


def test_the_pack_in_the_guide_loads_without_a_fault(pack: Path) -> None:
    assert [str(fault) for fault in check(pack, misfits)] == []
    assert [(slot.at, slot.minutes) for slot in load("guide", pack.parent).agendas[0].slots][:3] == [
        ("09:00", 6),
        ("09:06", 15),
        ("13:30", 10),
    ]


def test_every_kind_and_every_shelf_has_an_example(pack: Path) -> None:
    course = load("guide", pack.parent)
    assert set(kinds()) <= {block.kind for block in course.blocks.values()}
    assert [shelf.name for shelf in SHELVES if not getattr(course, shelf.name)] == []
    assert course.seeds
    assert (pack / "outline.yaml").exists()


def test_the_steps_of_the_examples_add_up(pack: Path) -> None:
    for block in load("guide", pack.parent).blocks.values():
        for mode in ("full", "short"):
            planned = sum(getattr(s.minutes, mode) * (getattr(s.times, mode) if s.times else 1) for s in block.steps)
            assert planned == getattr(block.minutes, mode), block.id
