"""The agenda of two days with simulated people, and the files that are made of it afterwards.

A file of its own: another worker walks the other agenda meanwhile.
"""

from pathlib import Path

import pytest

from tests.exports.test_sixty import WHOLE_FILES, missing
from tests.exports.walker import sentences
from tests.rehearsal.days import shared_file, walk_from_the_first_block_to_the_last


@pytest.mark.timeout(1_500)
@pytest.mark.parametrize(("people", "lang"), [(24, "zh"), pytest.param(17, "en", marks=pytest.mark.full)])
def test_the_days_are_walked_from_the_first_block_to_the_last(tmp_path: Path, people: int, lang: str) -> None:
    walk = walk_from_the_first_block_to_the_last(tmp_path, "two_day", people, lang)
    report = shared_file(walk)
    assert sum(1 for _ in sentences(report)) > 150 * people
    gone = {name: missing(report, name, lang) for name in WHOLE_FILES}
    assert {name: texts for name, texts in gone.items() if texts} == {}, "a file leaves out what the report holds"
