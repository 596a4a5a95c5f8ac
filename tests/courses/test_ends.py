"""Whatever a pack names must be there, and whatever stands on a shelf must be whole; if not, file and line say so."""

import shutil
from pathlib import Path

import pytest

from tests.courses.guide import pack_of_the_guide
from workshop.courses import loader
from workshop.courses.check import check
from workshop.rooms.kinds import misfits

BLOCKS, DECKS, TESTS = "blocks/m1.yaml", "library/sorts.yaml", "library/quizzes.yaml"
SHEETS, CASES = "library/forms.yaml", "library/cases.yaml"
FAULTS = {
    "a deck": (BLOCKS, "deck: s.lead", "deck: s.led", "there is no deck “s.led”"),
    "a test": (BLOCKS, "quiz: q.listen", "quiz: q.hear", "there is no quiz “q.hear”"),
    "a sheet": (BLOCKS, "form: f.goal", "form: f.aim", "there is no form “f.aim”"),
    "a case": (BLOCKS, "cases: [case.late]", "cases: [case.early]", "there is no case “case.early”"),
    "a script": (BLOCKS, "script: scr.talk", "script: scr.walk", "there is no script “scr.walk”"),
    "a scorecard": (BLOCKS, "scorecard: sc.talk", "scorecard: sc.walk", "there is no scorecard “sc.walk”"),
    "questions": (BLOCKS, "interview: qs.open", "interview: qs.shut", "there is no question set “qs.shut”"),
    "a block of sheets": (BLOCKS, "own_form: m1.sheet", "own_form: m1.sort", "“m1.sort” is no form but a sort"),
    "a block": (BLOCKS, "from: m1.wall", "from: m1.well", "there is no block “m1.well”"),
    "a later block": (
        BLOCKS,
        "from: m1.wall",
        "from: m1.talk",
        "in the agenda “morning” “m1.talk” comes later than this block",
    ),
    "itself": (BLOCKS, "from: m1.wall", "from: m1.sheet", "a block takes nothing from itself"),
    "a field to fill": (BLOCKS, "{field: why, from", "{field: how, from", "the sheet “f.goal” has no field “how”"),
    "a field to share": (BLOCKS, "employee: [sentence]", "employee: [word]", "the sheet “f.goal” has no field “word”"),
    "a role to share with": (BLOCKS, "{employee: [", "{boss: [", "the block has no role “boss”"),
    "a role of an input": (BLOCKS, "role: employee, privacy", "role: boss, privacy", "the block has no role “boss”"),
    "a step of a role": (BLOCKS, "does: {play: {", "does: {plays: {", "the block has no step “plays”"),
    "a brief for nobody": (
        BLOCKS,
        "{id: employee, zh",
        "{id: agent, zh",
        "the case “case.late” has a brief for “employee”, which is no role of this block",
    ),
    "a zone of a stage": (
        BLOCKS,
        "zones: [people, work], visible",
        "zones: [folk], visible",
        "the board has no zone “folk”",
    ),
    "a zone of an input": (
        BLOCKS,
        "options: [people, work]",
        "options: [people, folk]",
        "the board has no zone “folk”",
    ),
    "an entry of a rule": (
        BLOCKS,
        "field: note, max",
        "field: nota, max",
        "nothing is entered as “nota” in this block",
    ),
    "a line of the outline": (BLOCKS, "seed: [L1.2]", "seed: [L1.3]", "there is no line “L1.3” in the outline"),
    "a block of the outline": ("outline.yaml", "[m1.wall]", "[m1.well]", "there is no block “m1.well”"),
    "a block that serves no line": (
        "outline.yaml",
        "[m1.wall]",
        "[m1.sort]",
        "the block “m1.sort” does not name “L1.2” under seed",
    ),
    "a key its kind does not know": (BLOCKS, "use: self_test ", "usage: self_test ", "quiz knows no “usage”"),
    "a value its kind does not know": (
        BLOCKS,
        "reveal: card",
        "reveal: cards",
        "“reveal”: input should be 'all' or 'card'",
    ),
    "a bin": (DECKS, "answer: [m],", "answer: [x],", "there is no bin “x”"),
    "an answer": (DECKS, "answer: [m],", "answer: [],", "name the bins that are right, as in [a] or [a, b]"),
    "a place taken twice": (DECKS, "answer: 2", "answer: 1", "two cards have the place 1"),
    "a place too far": (DECKS, "answer: 2", "answer: 3", "a place from 1 to 2"),
    "a dimension": (TESTS, "{id: i2, dim: reply", "{id: i2, dim: hear", "no item belongs to the dimension “reply”"),
    "a hole between bands": (
        TESTS,
        "{min: 50, max: 100, zh: 稳定",
        "{min: 51, max: 100, zh: 稳定",
        "this band must begin at 50 and end above it, not 51 to 100",
    ),
    "a band that ends early": (
        TESTS,
        "{id: high, min: 50, max: 100}",
        "{id: high, min: 50, max: 99}",
        "the last band must end at 100",
    ),
    "advice for a band": (TESTS, "hear: {low:", "hear: {lo:", "there is no advice for “low”"),
    "an example too short": (TESTS, "raw: [3, 1]", "raw: [3]", "1 answers to 2 items"),
    "an example of another band": (TESTS, "band: 稳定}", "band: 稳}", "there is no band “稳”"),
    "a field of a check": (
        SHEETS,
        "field: sentence}, message",
        "field: sentense}, message",
        "the sheet has no field “sentense”",
    ),
    "a text without an end": (SHEETS, "en: Why}, max: 60}", "en: Why}}", "“why” needs a greatest length: max"),
    "a card of a pairing": (CASES, "b: stage}", "b: stag}", "there is no card “stag”"),
    "labels of a scale": ("library/scorecards.yaml", "max: 2, labels", "max: 3, labels", "3 labels for 4 steps"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_loose_end_is_told_with_file_and_line(what: str, tmp_path: Path) -> None:
    name, old, new, message = FAULTS[what]
    pack = pack_of_the_guide(tmp_path)
    file = pack / name
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    told = [(fault.file.relative_to(pack).as_posix(), fault.message) for fault in check(pack, misfits)]
    assert (name, message) in told
    line = next(fault.line for fault in check(pack, misfits) if fault.message == message)
    assert abs(line - (text[: text.index(old)].count("\n") + 1)) <= 4


def test_a_presentation_for_which_no_turn_fits_into_its_step_is_told(tmp_path: Path) -> None:
    pack = tmp_path / "course"
    shutil.copytree(Path(loader.__file__).parent / "library" / "customer-service-manager", pack)
    file = pack / "blocks" / "m1.yaml"
    text = file.read_text(encoding="utf-8")
    assert [str(fault) for fault in check(pack, misfits)] == []
    file.write_text(text.replace("seconds: 45", "seconds: 600"), encoding="utf-8")
    line = text[: text.index("seconds: 45")].count("\n") + 1
    told = [(fault.file.name, fault.line, fault.message) for fault in check(pack, misfits)]
    assert told == [("m1.yaml", line, f"nobody can present in {given}") for given in ("120 s (short)", "240 s (full)")]
