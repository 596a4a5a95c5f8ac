"""Every process shows the same room, whatever order its sets and maps have: a day is told again from its log alone.

All of it happens within one moment, so that nothing is told apart by when it happened; and the days are told there
from the last to the first, so that nothing is remembered of another.
"""

from typing import Any

import orjson
import pytest

from tests.contracts.samples import course_of, sample
from tests.contracts.test_kinds import KINDS, ROOM_EVENTS, day, reader_of, readers
from tests.harness.elsewhere import elsewhere
from tests.rooms.play import NOON, Play
from workshop.core.patch import View
from workshop.core.report import Reader, RoomReport

DAYS = range(1, 4)
MANY_DAYS = range(4, 61)
EVERY = 4
"""Events from one look to the next."""

Log = list[tuple[str | None, bytes]]
Told = tuple[list[dict[str, View]], dict[Reader, RoomReport]]


def log_of_one_moment(kind: str, seed: int) -> Log:
    """The log of this day, as if all of it had happened at noon."""
    log: Log = []
    for block, event in day(kind, seed).log:
        stored = orjson.loads(event.model_dump_json())
        log.append((block, orjson.dumps(stored | ({"at": NOON} if stored.get("at") else {}))))
    return log


def retold(kind: str, logs: dict[int, Log]) -> dict[int, Told]:
    """What everybody saw on the day of each seed, now and then and in the end, and what every reader gets."""
    return {seed: _retold(kind, seed, log) for seed, log in logs.items()}


def _retold(kind: str, seed: int, log: Log) -> Told:
    play = Play(course_of(sample(kind, seed).id, kind), ())
    for name in ("Ann", "Ben", "Chen", "Dan", "Eva"):
        play.names = play.names.with_seat(name.lower(), name, "0000")
    seen: list[dict[str, View]] = []
    for n, (block, data) in enumerate(log):
        event: Any = (reader_of(play, block) if block else ROOM_EVENTS).validate_json(data)
        play.happen(block, [event])
        if n % EVERY == 0:
            seen.append(play.everything())
    return [*seen, play.everything()], {who: play.room_report(who) for who in readers(play)}


def differences(kind: str, seeds: range) -> list[str]:
    logs = {seed: log_of_one_moment(kind, seed) for seed in seeds}
    the_other_way = dict(reversed(logs.items()))
    here, there = retold(kind, logs), elsewhere("tests.contracts.test_elsewhere", "retold", kind, the_other_way)
    return [f"{kind} {seed} {place}" for seed in seeds for place in _differ(here[seed], there[seed])]


def _differ(here: Told, there: Told) -> list[str]:
    """Who sees something else there, and whose report is another."""
    views = {a for mine, theirs in zip(here[0], there[0], strict=True) for a in mine if mine[a] != theirs.get(a)}
    return sorted(views) + [f"report {who}" for who, mine in here[1].items() if mine != there[1][who]]


@pytest.mark.parametrize("kind", KINDS)
def test_every_process_shows_the_same_room(kind: str) -> None:
    assert differences(kind, DAYS) == []


@pytest.mark.full
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", KINDS)
def test_every_process_shows_the_same_room_on_many_days(kind: str) -> None:
    assert differences(kind, MANY_DAYS) == []
