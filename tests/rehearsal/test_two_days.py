"""The agenda of two days with simulated people. A file of its own: another worker walks the other agenda meanwhile."""

from pathlib import Path

import pytest

from tests.rehearsal.days import walk_from_the_first_block_to_the_last


@pytest.mark.timeout(1_500)
@pytest.mark.parametrize(("people", "lang"), [(24, "zh"), pytest.param(17, "en", marks=pytest.mark.full)])
def test_the_days_are_walked_from_the_first_block_to_the_last(tmp_path: Path, people: int, lang: str) -> None:
    walk_from_the_first_block_to_the_last(tmp_path, "two_day", people, lang)
