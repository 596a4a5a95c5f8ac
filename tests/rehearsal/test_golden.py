"""Logs that earlier versions stored are read by this one, and lead to what they led to."""

from pathlib import Path

import orjson
import pytest

from tests.rehearsal.golden import AGENDAS, digest, digest_beside, kept, read


def test_there_is_a_log_of_every_agenda() -> None:
    names = [path.name for path in kept()]
    assert {agenda for agenda in AGENDAS if any(agenda in name for name in names)} == set(AGENDAS)


@pytest.mark.parametrize("path", [*kept()], ids=lambda path: path.name)
def test_a_stored_log_leads_to_the_same_screens_and_reports(path: Path) -> None:
    """If it is meant to look otherwise now: ``python -m tests.rehearsal.golden digest``."""
    led_to = orjson.loads(digest_beside(path).read_bytes())
    leads_to = digest(read(path))
    other = {
        f"{block}/{part}"
        for block in led_to.keys() | leads_to.keys()
        for part in led_to.get(block, {}).keys() | leads_to.get(block, {}).keys()
        if led_to.get(block, {}).get(part) != leads_to.get(block, {}).get(part)
    }
    assert sorted(other) == []
