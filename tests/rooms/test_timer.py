"""The clock of a step: it rings at zero, counts up after that and cuts nobody off."""

from typing import Any

import pytest

from tests.rooms.course import TALK, WRITE, board, course
from tests.rooms.play import Play
from workshop.core.activity import Timer

MINUTE = 60_000


@pytest.fixture
def play() -> Play:
    return Play(course(board(WRITE, TALK)))


def timer(play: Play) -> Timer:
    assert play.state.timer
    return play.state.timer


def left(play: Play) -> int:
    """What the screens show, in milliseconds; below zero it counts up."""
    shown = timer(play)
    return shown.left_ms if shown.left_ms is not None else shown.ends_at - play.now


def test_it_starts_with_the_minutes_that_were_typed(play: Play) -> None:
    play.fay("room/start_timer", minutes=1.5)
    assert timer(play) == Timer(90_000, play.now + 90_000)


def test_every_screen_sees_it(play: Play) -> None:
    play.fay("room/start_timer", minutes=2.0)
    shown = {"length_ms": 2 * MINUTE, "ends_at": play.now + 2 * MINUTE}
    views = play.everything()
    assert [views[address]["timer"] for address in ("console", "projector", "phones")] == [shown] * 3


def test_a_minute_more_is_a_minute_later(play: Play) -> None:
    play.fay("room/start_timer", minutes=2.0)
    ends_at = timer(play).ends_at
    play.fay("room/add_time", minutes=1.0)
    assert timer(play) == Timer(3 * MINUTE, ends_at + MINUTE)
    play.fay("room/add_time", minutes=-2.0)
    assert timer(play) == Timer(MINUTE, ends_at - MINUTE)


def test_after_zero_a_minute_more_is_a_minute_from_now(play: Play) -> None:
    play.fay("room/start_timer", minutes=1.0)
    play.now += 10 * MINUTE
    assert left(play) == -9 * MINUTE
    play.fay("room/add_time", minutes=1.0)
    assert left(play) == MINUTE


def test_held_it_stands_still_and_goes_on_where_it_stood(play: Play) -> None:
    play.fay("room/start_timer", minutes=2.0)
    play.now += 30_000
    play.fay("room/hold_timer")
    stood = left(play)
    play.now += 7 * MINUTE
    assert left(play) == stood == timer(play).left_ms
    assert play.fay("room/hold_timer") == []
    play.fay("room/continue_timer")
    assert (left(play), timer(play).left_ms) == (stood, None)
    assert play.fay("room/continue_timer") == []


def test_while_it_stands_time_can_be_added_and_taken(play: Play) -> None:
    play.fay("room/start_timer", minutes=2.0)
    play.fay("room/hold_timer")
    stood = left(play)
    play.fay("room/add_time", minutes=1.0)
    assert left(play) == stood + MINUTE
    play.fay("room/add_time", minutes=-10.0)
    assert (timer(play).length_ms, left(play)) == (0, stood - 9 * MINUTE)


def test_it_can_be_held_while_it_counts_up(play: Play) -> None:
    play.fay("room/start_timer", minutes=1.0)
    play.now += 3 * MINUTE
    play.fay("room/hold_timer")
    assert left(play) == -2 * MINUTE - 1_000


@pytest.mark.parametrize(
    ("wish", "fields"),
    [
        ("room/hold_timer", {}),
        ("room/continue_timer", {}),
        ("room/clear_timer", {}),
        ("room/add_time", {"minutes": -1.0}),
    ],
)
def test_where_none_is_there_is_nothing_to_do(play: Play, wish: str, fields: dict[str, Any]) -> None:
    assert play.fay(wish, **fields) == []


def test_a_minute_more_starts_one_where_none_is(play: Play) -> None:
    play.fay("room/add_time", minutes=1.0)
    assert left(play) == MINUTE


def test_cleared_it_is_gone(play: Play) -> None:
    play.fay("room/start_timer", minutes=1.0)
    play.fay("room/clear_timer")
    assert play.state.timer is None
    assert "timer" not in play.fay.sees


def test_a_pause_stops_it_and_the_room_goes_on_where_it_stood(play: Play) -> None:
    play.next()
    play.fay("room/pause")
    stood = left(play)
    assert play.fay.sees["paused"] is True
    assert play.fay("room/pause") == []
    play.now += 20 * MINUTE
    play.fay("room/resume")
    assert left(play) == stood
    assert "paused" not in play.fay.sees


def test_after_zero_people_still_write(play: Play) -> None:
    play.next()
    play.now += 60 * MINUTE
    assert left(play) < 0
    play.people[0]("board/add_note", text="late, and welcome")


def test_every_step_brings_its_own(play: Play) -> None:
    play.next()
    play.fay("room/add_time", minutes=10.0)
    play.next()
    assert timer(play) == Timer(5 * MINUTE, play.now + 5 * MINUTE)
