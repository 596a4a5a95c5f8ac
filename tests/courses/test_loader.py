"""A trainer's own pack loads like ours, and whatever is wrong with it is told with file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from workshop.core.course import Course
from workshop.courses.check import check
from workshop.courses.loader import LIBRARY, PackFault, available, broken, load, read

COURSE = """\
schema: workshop-course/1
title: {zh: 小课, en: Small course}
modules:
- id: m1
  title: {zh: 一, en: One}
agendas:
- id: day
  mode: full
  title: {zh: 一天, en: A day}
  days:
  - starts: 13:30
    slots: [m1.talk, {block: m1.wall, minutes: 7}, {block: m1.talk, at: 15:00}]
"""
BLOCKS = """\
module: m1
blocks:
- id: m1.talk
  kind: slide
  title: {zh: 讲, en: Talk}
  minutes: {full: 10, short: 0}
  config: {slides: [sl.one]}
  steps:
  - id: show
    phase: show
    name: {zh: 讲, en: Talk}
    minutes: {full: 10, short: 0}
    projector: {zh: 看, en: See}
    phone: {zh: 看, en: See}
- id: m1.wall
  kind: board
  title: {zh: 墙, en: Wall}
  minutes: {full: 5, short: 3}
  config:
    layout: {type: wall, zones: [{id: wall, zh: 墙, en: Wall}]}
    seeds: seed.some
    stages: [{id: write, type: write}]
  steps:
  - id: write
    phase: write
    name: {zh: 写, en: Write}
    minutes: {full: 5, short: 3}
    projector: {zh: 写, en: Write}
    phone: {zh: 写, en: Write}
"""
SLIDES = """\
slides:
  sl.one:
    title: {zh: 第一页, en: First page}
    points:
    - {zh: 不, en: no}
"""
SEEDS = """\
seeds:
  seed.some:
  - {id: s1, zone: wall, text: {zh: 例, en: Example}}
"""

Spoil = Callable[[str, str, str], Path]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "small-course"
    (folder / "blocks").mkdir(parents=True)
    (folder / "library").mkdir()
    for name, text in {
        "course.yaml": COURSE,
        "blocks/m1.yaml": BLOCKS,
        "library/slides.yaml": SLIDES,
        "library/seeds.yaml": SEEDS,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def spoil(pack: Path) -> Spoil:
    """Changes one text of one file, which must be there to be changed."""

    def change(name: str, old: str, new: str) -> Path:
        file = pack / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return pack

    return change


def told(pack: Path) -> list[str]:
    """Every fault as a reader sees it, with the file's name inside the pack."""
    return [str(fault).removeprefix(f"{pack}/") for fault in check(pack)]


# --- a good pack --------------------------------------------------------------------------------------------------


def test_a_pack_in_a_folder_of_ones_own_is_found_beside_the_library(pack: Path) -> None:
    assert [info.slug for info in available(pack.parent)] == ["customer-service-manager", "small-course"]
    assert load("small-course", pack.parent).title.en == "Small course"


def test_a_pack_of_ones_own_takes_precedence_over_ours(pack: Path) -> None:
    pack.rename(pack.parent / "customer-service-manager")
    assert load("customer-service-manager", pack.parent).title.en == "Small course"
    assert load("customer-service-manager").title.en != "Small course"


def test_times_follow_one_another_until_a_slot_names_its_own(pack: Path) -> None:
    slots = load("small-course", pack.parent).agenda("day").slots
    assert [(slot.block, slot.at, slot.minutes) for slot in slots] == [
        ("m1.talk", "13:30", 10),
        ("m1.wall", "13:40", 7),
        ("m1.talk", "15:00", 10),
    ]


def test_a_plain_no_is_a_word_and_not_false(pack: Path) -> None:
    assert load("small-course", pack.parent).slides["sl.one"].points[0].en == "no"


def test_a_second_reading_costs_nothing_until_a_file_changes(pack: Path, spoil: Spoil) -> None:
    first = load("small-course", pack.parent)
    assert load("small-course", pack.parent) is first
    spoil("course.yaml", "Small course", "Smaller course")
    assert load("small-course", pack.parent).title.en == "Smaller course"


def test_the_largest_pack_loads_in_a_blink() -> None:
    course, faults = read(LIBRARY / "customer-service-manager")
    assert isinstance(course, Course)
    assert faults == ()


@pytest.mark.parametrize("slug", ["no-such-pack", "../library", "", "/etc", "Small"])
def test_a_pack_that_is_not_there_is_a_key_error(slug: str, pack: Path) -> None:
    with pytest.raises(KeyError):
        load(slug, pack.parent)


def test_a_folder_that_is_not_there_holds_no_packs(tmp_path: Path) -> None:
    assert [info.slug for info in available(tmp_path / "nowhere")] == ["customer-service-manager"]


# --- faults -------------------------------------------------------------------------------------------------------

SAME_STEP = """\
  steps:
  - id: write
    phase: write
    name: {zh: 写, en: Write}
    minutes: {full: 0, short: 0}
    projector: {zh: 写, en: Write}
    phone: {zh: 写, en: Write}
  - id: write"""
SAME_AGENDA = """\
agendas:
- id: day
  mode: full
  title: {zh: 天, en: Day}
  days: [{starts: 09:00, slots: [m1.talk]}]"""
NO_TIME = "course.yaml:11: “starts”: string should match pattern '^([01][0-9]|2[0-3]):[0-5][0-9]$'"
FAULTS = {
    "a misspelt key": (
        "blocks/m1.yaml",
        "  kind: slide",
        "  kind: slide\n  tittle: x",
        ["blocks/m1.yaml:5: unknown key “tittle”"],
    ),
    "a misspelt key of a slide": (
        "library/slides.yaml",
        "    points:",
        "    poinst:",
        ["library/slides.yaml:4: unknown key “poinst”"],
    ),
    "a misspelt key of the course": (
        "course.yaml",
        "modules:",
        "author: Fay\nmodules:",
        ["course.yaml:3: unknown key “author”"],
    ),
    "a misspelt key of a file": (
        "library/seeds.yaml",
        "seeds:",
        "notes: {}\nseeds:",
        ["library/seeds.yaml:1: unknown key “notes”"],
    ),
    "a missing slide": (
        "blocks/m1.yaml",
        "sl.one",
        "sl.two",
        ["blocks/m1.yaml:7: there is no slide “sl.two”"],
    ),
    "a missing seed list": (
        "blocks/m1.yaml",
        "seed.some",
        "seed.none",
        ["blocks/m1.yaml:21: there are no seeds “seed.none”"],
    ),
    "a seed in no column": (
        "library/seeds.yaml",
        "zone: wall",
        "zone: well",
        ["blocks/m1.yaml:21: the board has no column “well” for the seed “s1”"],
    ),
    "an unknown block": (
        "course.yaml",
        "slots: [m1.talk",
        "slots: [m1.talks",
        ["course.yaml:12: there is no block “m1.talks”"],
    ),
    "a block without minutes": (
        "course.yaml",
        "mode: full",
        "mode: short",
        ["course.yaml:12: “m1.talk” has no minutes in the mode “short”"] * 2,
    ),
    "an unknown module": (
        "blocks/m1.yaml",
        "module: m1",
        "module: m2",
        ["blocks/m1.yaml:3: there is no module “m2”", "blocks/m1.yaml:15: there is no module “m2”"],
    ),
    "two blocks of one name": (
        "blocks/m1.yaml",
        "- id: m1.wall",
        "- id: m1.talk",
        ["blocks/m1.yaml:15: there are two blocks “m1.talk”", "course.yaml:12: there is no block “m1.wall”"],
    ),
    "two steps of one name": (
        "blocks/m1.yaml",
        "  steps:\n  - id: write",
        SAME_STEP,
        ["blocks/m1.yaml:30: “write” stands here twice"],
    ),
    "two agendas of one name": (
        "course.yaml",
        "agendas:",
        SAME_AGENDA,
        ["course.yaml:11: “day” stands here twice"],
    ),
    "two seeds of one name": (
        "library/seeds.yaml",
        "seed.some:",
        "seed.some:\n  - {id: s1, zone: wall, text: {zh: 例, en: E}}",
        ["library/seeds.yaml:4: “s1” stands here twice"],
    ),
    "one key twice": (
        "library/slides.yaml",
        "slides:",
        "slides:\n  sl.one: {title: {zh: 旧, en: Old}}",
        ["library/slides.yaml:3: “sl.one” stands here twice"],
    ),
    "no English": (
        "blocks/m1.yaml",
        "title: {zh: 墙, en: Wall}",
        "title: {zh: 墙}",
        ["blocks/m1.yaml:17: the English text is missing"],
    ),
    "no Chinese inside a config": (
        "blocks/m1.yaml",
        "{id: wall, zh: 墙, en: Wall}",
        "{id: wall, zh: '', en: Wall}",
        ["blocks/m1.yaml:20: the Chinese text is missing"],
    ),
    "a step without a stage": (
        "blocks/m1.yaml",
        "stages: [{id: write",
        "stages: [{id: wrote",
        ["blocks/m1.yaml:24: the block has no stage “write”"],
    ),
    "a time that is none": (
        "course.yaml",
        "13:30",
        "25:30",
        [NO_TIME],
    ),
    "another schema": (
        "course.yaml",
        "workshop-course/1",
        "workshop-course/9",
        ["course.yaml:1: “schema”: input should be 'workshop-course/1'"],
    ),
    "an alias": (
        "library/slides.yaml",
        "{zh: 不, en: no}",
        "&a {zh: 不, en: no}\n    - *a",
        [
            "library/slides.yaml:5: write it out: a pack has no YAML aliases",
            "library/slides.yaml:5: “1”: input should be a valid dictionary or instance of Words",
        ],
    ),
    "half-width marks": (
        "library/slides.yaml",
        "第一页",
        "第一页(新)",
        ["library/slides.yaml:3: half-width punctuation; write “第一页（新）”"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_file_and_line(fault: str, spoil: Spoil) -> None:
    name, old, new, expected = FAULTS[fault]
    assert told(spoil(name, old, new)) == expected


def test_text_that_is_not_yaml_is_told_with_its_line(spoil: Spoil) -> None:
    (fault,) = [line for line in told(spoil("course.yaml", "modules:", "modules: [")) if line.startswith("course")]
    assert fault.startswith("course.yaml:")
    assert ": not YAML: " in fault


def test_a_folder_without_a_course_file_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    assert told(folder) == ["course.yaml:1: this file is missing"]


def test_a_file_that_is_not_utf_8_is_told_with_its_line(pack: Path) -> None:
    (pack / "library/seeds.yaml").write_bytes("seeds:\n  # 例\n".encode("gb18030"))
    assert "library/seeds.yaml:2: this file is not UTF-8" in told(pack)


@pytest.mark.parametrize("text", ["", "[]", "x", "blocks: x", "blocks: [x, 1, [], {}]", "blocks: {a: {}}"])
def test_a_file_of_another_shape_is_a_fault_and_not_a_crash(text: str, pack: Path) -> None:
    (pack / "blocks/m1.yaml").write_text(text, encoding="utf-8")
    assert told(pack) != []


def test_a_broken_pack_is_left_out_of_the_list_and_named_beside_it(spoil: Spoil) -> None:
    pack = spoil("course.yaml", "Small course}", "Small course, fr: Cours}")
    assert [info.slug for info in available(pack.parent)] == ["customer-service-manager"]
    assert {slug: fault.line for slug, fault in broken(pack.parent).items()} == {"small-course": 2}
    with pytest.raises(PackFault, match="unknown key “fr”"):
        load("small-course", pack.parent)
