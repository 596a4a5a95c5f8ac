"""The data for machines, read in somewhere else: the same report, and so the same files."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workshop.cli import main
from workshop.core.report import Attendance, RoomReport, label
from workshop.exports import formats
from workshop.exports._from_json import NoReport, read
from workshop.exports.json import write

FORMATS = sorted(set(formats()) - {"everything"})
"""The archive of them all holds these as they are."""


@pytest.fixture
def full(report: RoomReport) -> RoomReport:
    """Somebody of it was forgotten, and it did not open on the full minute."""
    forgotten = Attendance(label("(erased)"), "#2", report.opened + 1_234)
    return replace(report, opened=report.opened + 31_000, people=(*report.people, forgotten))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FORMATS)
def test_another_installation_makes_the_same_files(name: str, lang: str, full: RoomReport) -> None:
    assert formats()[name].write(read(write(full, "zh")), lang) == formats()[name].write(full, lang)


def test_keys_that_came_later_are_passed_over(report: RoomReport) -> None:
    data: dict[str, Any] = json.loads(write(report, "zh"))
    data["later"] = data["activities"][0]["later"] = {"x": 1}
    assert read(json.dumps(data).encode()) == read(write(report, "zh"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.update(schema="workshop-report/2"),
        lambda data: data.pop("people"),
        lambda data: data.update(opened="yesterday"),
        lambda data: data.update(opened="9999-12-31T23:59-23:59"),
        lambda data: data.update(utc_offset_minutes=10_000),
        lambda data: data.update(activities={"a": 1}),
        lambda data: data["activities"][0].update(state="lost"),
        lambda data: data["activities"][0]["sections"][0]["entries"][0].update(text={"zh": "only"}),
        lambda data: data["activities"][3]["sections"][0]["tables"][0]["cells"].append(["one"]),
        lambda data: data["activities"][3]["sections"][0]["boards"][0].update(layout="pile"),
    ],
)
def test_what_is_no_report_is_refused_in_one_line(spoil: Any, report: RoomReport) -> None:
    data = json.loads(write(report, "zh"))
    spoil(data)
    with pytest.raises(NoReport) as refused:
        read(json.dumps(data).encode())
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 100_000, b"PK\x03\x04"])
def test_any_other_file_is_refused(data: bytes) -> None:
    with pytest.raises(NoReport):
        read(data)


def test_the_command_makes_a_file_of_it(tmp_path: Path, report: RoomReport, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "数据.json", tmp_path / "all.md"
    source.write_bytes(write(report, "zh"))
    assert main(["export", str(source), str(target), "en"]) == 0
    assert target.read_bytes() == formats()["markdown"].write(read(source.read_bytes()), "en")
    source.write_text("{}")
    assert main(["export", str(source), str(target)]) == 1
    assert "workshop-report/1" in capsys.readouterr().err
    assert main(["export", str(source), str(tmp_path / "all.exe")]) == 2
