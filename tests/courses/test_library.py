"""The packs that come with the product are whole: they load, their kinds accept them, their Chinese is Chinese."""

from pathlib import Path

import pytest

from workshop.activities.board.activity import Board
from workshop.activities.slide.activity import Slides
from workshop.core.course import Course
from workshop.courses.check import check
from workshop.courses.loader import LIBRARY, available, broken, load

PACKS = sorted(folder.name for folder in LIBRARY.iterdir())
FIRST = "customer-service-manager"
KINDS = {kind.kind: kind for kind in (Board(), Slides())}


@pytest.fixture
def course() -> Course:
    return load(FIRST)


@pytest.mark.parametrize("slug", PACKS)
def test_a_pack_of_the_library_has_no_fault(slug: str) -> None:
    assert [str(fault) for fault in check(LIBRARY / slug)] == []


def test_the_library_offers_the_course_with_its_two_agendas() -> None:
    (pack,) = [pack for pack in available() if pack.slug == FIRST]
    assert pack.title.zh == "提升客服管理者能力的有效途径"
    assert [(agenda.id, agenda.title.zh) for agenda in pack.agendas] == [
        ("opening", "开场与收尾（试讲版）"),
        ("module_0", "导入篇（完整）"),
    ]
    assert broken() == {}


def test_the_trial_run_has_clock_times_from_nine_on(course: Course) -> None:
    assert [(slot.block, slot.at, slot.minutes) for slot in course.agenda("opening").slots] == [
        ("m0.welcome", "09:00", 5),
        ("m0.trends", "09:05", 5),
        ("m0.challenges", "09:10", 14),
        ("m0.kpi", "09:24", 9),
        ("m6.close", "09:33", 4),
    ]


def test_the_trial_run_needs_nothing_that_cannot_run_yet(course: Course) -> None:
    for slot in course.agenda("opening").slots:
        block = course.blocks[slot.block]
        kind = KINDS[block.kind]
        assert kind.not_yet(kind.config.model_validate(block.config)) == (), slot.block


def test_the_opening_module_is_there_whole_and_in_its_order(course: Course) -> None:
    opening = [block.id for block in course.blocks.values() if block.module == "m0"]
    assert [slot.block for slot in course.agenda("module_0").slots] == [*opening, "m6.close"]
    assert len(opening) == 9
    assert sum(slot.minutes for slot in course.agenda("module_0").slots) == 90


def test_cards_to_vote_on_are_notes_and_examples_are_not(course: Course) -> None:
    how = {name: block.config["seeds_as"] for name, block in course.blocks.items() if "seeds" in block.config}
    assert how == {"m0.kpi": "notes", "m0.challenges": "examples", "m0.day": "examples"}


def test_minutes_of_the_steps_add_up_to_the_block(course: Course) -> None:
    for block in course.blocks.values():
        assert sum(step.minutes.full for step in block.steps) == block.minutes.full, block.id
        assert sum(step.minutes.short for step in block.steps) == block.minutes.short, block.id


def test_every_step_of_a_board_leads_to_one_of_its_stages(course: Course) -> None:
    for block in course.blocks.values():
        if block.kind == "board":
            assert [step.stage for step in block.steps] == [stage["id"] for stage in block.config["stages"]]


def test_a_person_who_leads_a_team_is_called_manager_in_every_text() -> None:
    """组长 is a title inside the story of a case; what people read about themselves says 经理."""
    found = [file.name for file in (LIBRARY / FIRST).rglob("*.yaml") if "组长" in _without_audience(file)]
    assert found == []


def _without_audience(file: Path) -> str:
    return file.read_text(encoding="utf-8").replace("班组长", "")
