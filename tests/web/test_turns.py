"""The line at the door: first come, first served, one a round of the loop, and an end to waiting."""

from itertools import pairwise

import pytest

from workshop.eventloop import sleep, spawn
from workshop.web import turns
from workshop.web.turns import Turns


@pytest.fixture
def line():
    return Turns()


def come(line, order, count):
    def one(number):
        assert line.wait()
        order.append(number)

    for number in range(count):
        spawn(one, number)


def test_who_comes_first_is_served_first_and_nobody_waits_for_nobody(line):
    order = []
    assert line.wait()
    come(line, order, 5)
    sleep(0.05)
    assert order == [0, 1, 2, 3, 4]
    assert line.waiting == 0


def test_between_two_of_them_others_are_served(line):
    order = []

    def console():
        while order.count("console") < 50:
            order.append("console")
            sleep()

    come(line, order, 10)
    spawn(console)
    sleep(0.1)
    at = [order.index(number) for number in range(10)]
    assert all("console" in order[one:next_] for one, next_ in pairwise(at[1:])), order


def test_who_waits_too_long_is_told_in_words_when_to_come_again(line, app, browser, room, monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT_S", 0.05)
    door: Turns = app.extensions["workshop.turns"]
    door._is_calling = True  # and nobody calls
    told = {lang: browser().get(f"/r/{room.id}/join?lang={lang}") for lang in ("zh", "en")}
    assert {page.status_code for page in told.values()} == {503}
    assert {page.headers["Retry-After"] for page in told.values()} == {"5"}
    assert "现在进来的人很多" in told["zh"].text
    assert "Many people are coming in" in told["en"].text
    script = browser().get(f"/r/{room.id}/join", headers={"Accept": "application/json"})
    assert (script.status_code, script.json["code"]) == (503, "web/full_house")
    assert door.waiting == 0


def test_whoever_runs_the_room_and_who_is_in_it_stand_in_no_line(app, fay, browser, room):
    ann = browser()
    ann.join(room, "Ann")
    door: Turns = app.extensions["workshop.turns"]
    door._is_calling = True
    for path in ("console", "projector", "snapshot?as=console", "snapshot?as=projector"):
        assert fay.get(f"/r/{room.id}/{path}").status_code == 200
    assert ann.get(f"/r/{room.id}/snapshot?as=phone").status_code == 200
