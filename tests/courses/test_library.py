"""The packs that come with the product are whole: they load, their kinds accept them, their Chinese is Chinese."""

from pathlib import Path

import pytest

from workshop.core.course import Block, Course
from workshop.courses.check import check
from workshop.courses.loader import LIBRARY, available, broken, load
from workshop.courses.page import Page
from workshop.rooms.kinds import misfits, missing

PACKS = sorted(folder.name for folder in LIBRARY.iterdir())
FIRST = "customer-service-manager"


@pytest.fixture(scope="module")
def course() -> Course:
    return load(FIRST)


@pytest.mark.parametrize("slug", PACKS)
def test_a_pack_of_the_library_has_no_fault(slug: str) -> None:
    assert [str(fault) for fault in check(LIBRARY / slug, misfits)] == []


# --- the days -----------------------------------------------------------------------------------------------------


def test_the_library_offers_the_whole_course_first() -> None:
    (pack,) = [pack for pack in available() if pack.slug == FIRST]
    assert pack.title.zh == "提升客服管理者能力的有效途径"
    assert [(agenda.id, agenda.mode, agenda.title.zh) for agenda in pack.agendas] == [
        ("two_day", "full", "两天版（12 小时）"),
        ("one_day", "short", "一天版（6 小时）"),
        ("opening", "full", "开场与收尾（试讲版）"),
    ]
    assert broken() == {}


def test_the_course_has_seventy_activities_of_six_kinds(course: Course) -> None:
    kinds = [block.kind for block in course.blocks.values()]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "slide": 9, "board": 15, "sort": 24, "quiz": 7, "form": 8, "rounds": 7,
    }  # fmt: skip


def test_two_days_take_twelve_hours_with_a_lunch_break_on_each(course: Course) -> None:
    slots = course.agenda("two_day").slots
    assert {slot.block for slot in slots} == set(course.blocks) - {"mx.bia_parts", "mx.conflict_five"}
    assert [(slot.day, slot.at) for slot in slots if slot.block == "mx.break"] == [
        (1, "10:26"), (1, "14:44"), (2, "10:29"), (2, "14:45"),
    ]  # fmt: skip
    assert [(slot.block, slot.day, slot.at) for slot in slots if slot.at in ("09:00", "13:30")] == [
        ("m0.welcome", 1, "09:00"), ("m2.tows", 1, "13:30"), ("m4.sheet", 2, "09:00"), ("m5.level2", 2, "13:30"),
    ]  # fmt: skip
    assert ends(course, "two_day") == {1: "16:30", 2: "16:29"}


def test_one_day_takes_six_hours(course: Course) -> None:
    slots = course.agenda("one_day").slots
    assert [slot.block for slot in slots if slot.at == "13:30"] == ["m4.consensus"]
    assert ends(course, "one_day") == {1: "16:28"}


def ends(course: Course, agenda: str) -> dict[int, str]:
    """When the last activity of each day is over."""
    last = {slot.day: slot for slot in course.agenda(agenda).slots}
    found = {}
    for day, slot in last.items():
        hour, minute = map(int, (slot.at or "").split(":"))
        over = hour * 60 + minute + slot.minutes
        found[day] = f"{int(over // 60)}:{int(over % 60):02d}"
    return found


def test_the_trial_run_has_clock_times_from_nine_on(course: Course) -> None:
    assert [(slot.block, slot.at, slot.minutes) for slot in course.agenda("opening").slots] == [
        ("m0.welcome", "09:00", 5),
        ("m0.trends", "09:05", 5),
        ("m0.challenges", "09:10", 14),
        ("m0.kpi", "09:24", 9),
        ("m6.close", "09:33", 4),
    ]


def test_the_trial_run_needs_nothing_that_cannot_run_yet(course: Course) -> None:
    assert [slot.block for slot in course.agenda("opening").slots if missing(course.blocks[slot.block])] == []


def test_minutes_of_the_steps_add_up_to_the_block(course: Course) -> None:
    for block in course.blocks.values():
        assert planned(block, "full") == block.minutes.full, block.id
        assert planned(block, "short") == block.minutes.short, block.id


def planned(block: Block, mode: str) -> float:
    """A step that takes place in every round counts as often."""
    return sum(getattr(step.minutes, mode) * getattr(step.times, mode, 1) for step in block.steps)


# --- the outline --------------------------------------------------------------------------------------------------


def test_every_line_of_the_outline_is_served_in_the_two_days(course: Course) -> None:
    lines = Page(LIBRARY / FIRST / "outline.yaml").data["outline"]
    there = {slot.block for slot in course.agenda("two_day").slots}
    assert len(lines) == 154
    assert [line["id"] for line in lines if not there & set(line["blocks"])] == []


def test_every_activity_but_the_reserve_serves_a_line(course: Course) -> None:
    assert [block.id for block in course.blocks.values() if not block.seed] == []


# --- what the kinds count on --------------------------------------------------------------------------------------


def test_cards_to_vote_on_are_notes_and_examples_are_not(course: Course) -> None:
    how = {name: block.config["seeds_as"] for name, block in course.blocks.items() if "seeds" in block.config}
    assert how == {"m0.kpi": "notes", "m0.challenges": "examples", "m0.day": "examples"}


def test_every_step_of_a_board_leads_to_one_of_its_stages(course: Course) -> None:
    for block in course.blocks.values():
        if block.kind == "board":
            assert [step.stage for step in block.steps] == [stage["id"] for stage in block.config["stages"]]


def test_no_brief_asks_for_what_its_kind_takes_only_later(course: Course) -> None:
    """A team picks its case in the brief; everything else is entered in the step that holds it."""
    asks = {
        (block.id, entry.id)
        for block in course.blocks.values()
        for step in block.steps
        for entry in step.inputs
        if step.phase == "brief"
    }
    assert asks == {("m4.case", "case")}


def test_a_line_that_is_captured_is_asked_for_in_a_step(course: Course) -> None:
    for block in course.blocks.values():
        inputs = {entry.id: entry for step in block.steps for entry in step.inputs}
        for captured in block.config.get("capture", []):
            assert inputs[captured["id"]].required == captured["required"], (block.id, captured["id"])


def test_a_presentation_says_how_long_and_who(course: Course) -> None:
    for block in course.blocks.values():
        if block.kind == "form" and any(step.phase == "present" for step in block.steps):
            assert {"seconds", "who"} <= set(block.config["present"]), block.id


def test_questions_can_be_asked_where_a_concept_invites_them(course: Course) -> None:
    asked = [block.id for block in course.blocks.values() if block.config.get("questions")]
    assert asked == ["m1.concept", "m3.concept"]


def test_nothing_of_a_pair_is_shown_to_the_room_unless_its_writer_ticks_it(course: Course) -> None:
    """Blocks at pair level whose outputs hold words for the room have a tick for every kind of line."""
    for name in ("m5.coach_drill", "m6.roleplay"):
        ticks = [step.id for step in course.blocks[name].steps for entry in step.inputs if entry.id == "may_show"]
        assert ticks == ["score", "summary"]
    assert [entry.id for entry in course.blocks["m4.q10"].steps[-1].inputs] == ["publish"]


# --- words --------------------------------------------------------------------------------------------------------


def test_a_person_who_leads_a_team_is_called_manager_in_every_text() -> None:
    """组长 is a title inside the story of a case; what people read about themselves says 经理."""
    stories = {"cases.yaml", "outline.yaml"}
    files = [file for file in (LIBRARY / FIRST).rglob("*.yaml") if file.name not in stories]
    assert [file.name for file in files if "组长" in _without_audience(file)] == []


def _without_audience(file: Path) -> str:
    return file.read_text(encoding="utf-8").replace("班组长", "")
