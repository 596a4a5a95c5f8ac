"""The agenda of one day with simulated people. A file of its own: another worker walks the other agenda meanwhile."""

from pathlib import Path

import pytest

from tests.rehearsal.days import walk_from_the_first_block_to_the_last


@pytest.mark.timeout(1_500)
@pytest.mark.parametrize(("people", "lang"), [(17, "en"), pytest.param(24, "zh", marks=pytest.mark.full)])
def test_the_day_is_walked_from_the_first_block_to_the_last(tmp_path: Path, people: int, lang: str) -> None:
    walk_from_the_first_block_to_the_last(tmp_path, "one_day", people, lang)
