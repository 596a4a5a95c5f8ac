"""The guide for authors shows a pack that really loads."""

import re
from pathlib import Path

from workshop.courses.check import check
from workshop.courses.loader import load

GUIDE = Path(__file__).parents[2] / "docs" / "authoring.md"
BREAK = """\
module: mx
blocks:
- id: mx.break
  kind: slide
  title: {zh: 休息, en: Break}
  minutes: {full: 10, short: 10}
  config: {slides: []}
  steps: []
- id: m1.welcome
  kind: slide
  title: {zh: 欢迎, en: Welcome}
  minutes: {full: 10, short: 10}
  config: {slides: [sl.welcome]}
  steps: []
"""


def test_the_pack_in_the_guide_loads_without_a_fault(tmp_path: Path) -> None:
    course, blocks, slides, seeds = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    folder = tmp_path / "guide"
    (folder / "blocks").mkdir(parents=True)
    (folder / "library").mkdir()
    for name, text in {
        "course.yaml": course,
        "blocks/m1.yaml": blocks,
        "blocks/mx.yaml": BREAK.replace("module: mx", "module: m1"),
        "library/slides.yaml": slides,
        "library/seeds.yaml": seeds,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert [str(fault) for fault in check(folder)] == []
    assert [(slot.at, slot.minutes) for slot in load("guide", tmp_path).agendas[0].slots] == [
        ("09:00", 10),
        ("09:10", 15),
        ("13:30", 10),
    ]
