"""A rehearsed room of two days: all of its report stands in every file, and nothing that was written for fewer eyes."""

from collections.abc import Iterator
from functools import cache

import pytest

from tests.exports.test_sixty import READ, WHOLE_FILES, bare, missing
from tests.exports.walker import sentences
from tests.rehearsal.golden import kept, read
from workshop.core.course import Words
from workshop.core.report import CLIENT, Reader, RoomReport
from workshop.exports import formats
from workshop.rooms.live import Known, after_event
from workshop.rooms.takeaway import room_report
from workshop.rooms.views import Picture

QUICK = ("csv", "json", "markdown", "xlsx")
FILES = [pytest.param(name, marks=() if name in QUICK else pytest.mark.full) for name in READ]
WHOLE = [pytest.param(name, marks=() if name in QUICK else pytest.mark.full) for name in WHOLE_FILES]


@cache
def picture() -> Picture:
    """The room at the end of the newest log of two days."""
    log = read([path for path in kept() if "two_day" in path.name][-1])
    known: Known = log.fresh
    for event in log.events:
        known = after_event(known, event)
    return log.picture(known)


@cache
def reports() -> dict[Reader, RoomReport]:
    """The client's report of that room, and everybody's own."""
    people = [Reader("person", one) for one in sorted(picture().state.members)]
    return {reader: room_report(picture(), 0, 480, reader) for reader in (CLIENT, *people)}


def handbook() -> RoomReport:
    """Of the first who came, who was there on both days."""
    return next(report for reader, report in reports().items() if reader.kind == "person")


def of_a_team() -> RoomReport:
    return room_report(picture(), 0, 480, Reader("team", min(picture().state.teams)))


def told(report: RoomReport) -> Iterator[str]:
    for text in sentences(report):
        yield text.zh if isinstance(text, Words) else text


@cache
def private() -> frozenset[str]:
    """What stands in somebody's handbook and nowhere in what is shared; words too short to be known again are left."""
    shared = bare("".join(told(reports()[CLIENT])))
    own = {bare(text) for reader, report in reports().items() if reader != CLIENT for text in told(report)}
    return frozenset(text for text in own if len(text) > 5 and text not in shared)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", WHOLE)
def test_every_sentence_of_the_report_stands_in_every_file(name: str) -> None:
    report = reports()[CLIENT]
    assert sum(1 for _ in sentences(report)) > 2_000
    assert missing(report, name, "zh") == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", FILES)
def test_no_sentence_of_a_handbook_stands_in_a_shared_file(name: str) -> None:
    assert len(private()) > 300
    shared = bare("".join(READ[name](formats()[name].write(reports()[CLIENT], "zh"))))
    assert [text for text in private() if text in shared] == []
