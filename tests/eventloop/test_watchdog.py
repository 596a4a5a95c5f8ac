"""What the watchdog makes of a loop that stands still, told by a clock in the test's hand."""

import linecache
import logging

import pytest

from workshop.eventloop import watchdog
from workshop.eventloop.watchdog import STACK_EVERY_S, Watchdog


class Hand:
    """A clock, and a watchdog that looks every 50 ms of it."""

    def __init__(self, limit_ms=250):
        self.now = 1_000.0
        self.dog = Watchdog(limit_ms, lambda: self.now)

    def stand(self, ms, *, looks=True):
        for _ in range(ms // 50):
            self.now += 0.05
            if looks:
                self.dog.look()

    def run(self, ms=50):
        for _ in range(ms // 50):
            self.now += 0.05
            self.dog.move()
            self.dog.look()


@pytest.fixture
def told(caplog):
    caplog.set_level(logging.DEBUG, watchdog.__name__)
    return lambda: [record.getMessage() for record in caplog.records]


def test_a_loop_that_runs_is_no_news(told):
    hand = Hand()
    hand.run(2_000)
    hand.stand(200)
    hand.run()
    assert told() == []


def test_a_standstill_is_told_once_with_its_place_and_then_with_its_length(told):
    hand = Hand()
    hand.run()
    hand.stand(900)
    assert len(told()) == 1
    hand.run(1_000)
    stands, stood = told()
    assert stands.startswith("the event loop stands still at\n")
    assert "test_watchdog.py" in stands
    assert stood == "the event loop stood still for 950 ms"


def test_to_tell_a_place_keeps_no_file_in_memory(told):
    linecache.clearcache()
    hand = Hand()
    hand.run()
    hand.stand(900)
    assert "in Watchdog.look" in told()[0]
    assert linecache.cache == {}


def test_a_loop_that_never_comes_back_was_told_of(told):
    Hand().stand(60_000)
    assert len(told()) == 1


def test_many_standstills_are_one_stack_and_a_line_each(told):
    hand = Hand()
    for _ in range(4):
        hand.run()
        hand.stand(400)
    hand.run()
    assert [line.split(" at")[0] for line in told()] == ["the event loop stands still"] + [
        "the event loop stood still for 450 ms"
    ] * 4
    hand.run(int(STACK_EVERY_S * 1_000))
    hand.stand(400)
    assert told()[-1].startswith("the event loop stands still at")


def test_a_machine_that_slept_is_not_blamed_on_the_place(told):
    hand = Hand()
    hand.run()
    hand.stand(900, looks=False)
    hand.dog.look()
    assert told()[0].startswith("the whole process stood still; the event loop is now at\n")


def test_a_limit_is_what_the_settings_say(told):
    hand = Hand(limit_ms=1_000)
    hand.stand(950)
    assert told() == []
    hand.stand(100)
    assert len(told()) == 1
