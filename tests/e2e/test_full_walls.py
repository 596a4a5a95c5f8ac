"""Sixty people in nine teams: on the wall no word is cut, pushed off an edge or too small for the back row."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.classroom import Classroom
from tests.harness.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

WHOLE_COURSE = "customer-service-manager/two_day"
PEOPLE, TEAMS = 58, 9
NAMES = {"zh": "欧阳晓岚", "en": "Emma"}
"""Each with a number."""
FULL = (
    ("m0.day", "write", ".boards"),  # six zones each
    ("m2.team", "write", ".boards"),  # four zones each
    ("m3.practice", "fill", ".forms-teams"),
    ("m5.bad_rounds", "setup", ".rounds-groups"),  # in twos
    ("m5.three_f", "setup", ".rounds-groups"),  # in threes
)
CUT = Path(__file__).with_name("cut.js").read_text()


@pytest.fixture(params=["zh", "en"])
def room(tmp_path, chromium, engine, request):
    with Server(tmp_path / "server") as server:
        room = Classroom(server, chromium, request.param, choice=WHOLE_COURSE)
        for n in range(PEOPLE):
            room.does("room/add_person", name=f"{NAMES[request.param]}{n}")
        room.does("room/draw_teams", count=TEAMS)
        yield room
        for context in chromium.contexts:
            context.close()


def shows(room, block, step, what):
    """The wall as it opens at this step."""
    room.does("room/open_block", block=block)
    room.does("room/go_to", block=block, step=step)
    room.wall.reload()
    expect(room.wall.locator(what)).to_be_visible()


def cut(room):
    """What cannot be read on the wall, once it has come to rest."""
    found, before = room.wall.evaluate(CUT), None
    while found != before:
        room.wall.wait_for_timeout(300)
        found, before = room.wall.evaluate(CUT), found
    return found


def test_a_full_room_fits_on_the_wall(room):
    for block, step, what in FULL:
        shows(room, block, step, what)
        room.picture(room.wall, f"full {block}")
        assert cut(room) == [], (block, step)

    room.does("room/go_to", block=block, step="prep")
    expect(room.wall.locator(".rounds-strip")).to_be_visible()
    assert cut(room) == [], "the question above the groups takes another line"


def test_words_that_are_pushed_off_the_edge_are_seen(room):
    shows(room, *FULL[2])
    room.wall.locator(".forms-teams").evaluate("(list) => { list.style.transform = 'translateY(-40vh)'; }")
    assert any(fault.startswith("lost") for fault in cut(room))
