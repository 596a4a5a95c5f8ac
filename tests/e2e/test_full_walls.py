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


ANSWERS = """async ([base, block, items]) => {
    const page = JSON.parse(document.getElementById('page').textContent);
    const headers = {'Content-Type': 'application/json', 'X-Workshop': '1', 'X-CSRFToken': page.csrf || ''};
    const wishes = items.map((item, n) => ({type: 'quiz/answer', item, value: 1 + n % 5}));
    for (const wish of [...wishes, {type: 'quiz/submit'}]) {
        const commands = [{id: crypto.randomUUID().replaceAll('-', ''), block, ...wish}];
        const body = JSON.stringify({commands});
        const sent = await fetch(base + 'commands?as=phone', {method: 'POST', headers, body});
        const told = await sent.json();
        if (!told.answers || !told.answers[0].ok) return told;
    }
}"""


PAGES = """() => {
    const box = document.querySelector('.quiz-rows').getBoundingClientRect();
    return Array.from(document.querySelectorAll('.quiz-rows .bar'), (row) => {
        const {left, top, bottom} = row.getBoundingClientRect();
        return top >= box.top - 1 && bottom <= box.bottom + 1 ? Math.round((left - box.left) / box.width) : null;
    });
}"""
"""The page on which each row stands whole, from 0; null for a row that no page has whole."""


def test_statements_that_are_too_many_for_the_wall_are_turned_page_by_page(room):
    block, items = "m5.listen_test", [f"i{n:02}" for n in range(1, 21)]
    room.does("room/open_block", block=block)
    room.does("room/go_to", block=block, step="answer")
    for n in range(5):
        phone = room.join(f"{NAMES[room.lang]} {n}")
        assert phone.evaluate(ANSWERS, [room.room.base, block, items]) is None
    room.does("room/go_to", block=block, step="room")
    room.does("quiz/show_view", block=block, chart="item_mean_bars")
    expect(room.wall.locator(".quiz-rows .bar")).to_have_count(len(items))
    room.picture(room.wall, f"statements {room.lang}")
    room.wall.wait_for_timeout(600)
    pages = room.wall.evaluate(PAGES)
    assert None not in pages, "a row is cut"
    assert set(pages) == set(range(len(set(pages)))), "a page is empty"
    assert room.wall.locator(".page-mark").all_text_contents() == [f"1 / {max(pages) + 1}"] * (max(pages) > 0)


def test_words_that_are_pushed_off_the_edge_are_seen(room):
    shows(room, *FULL[2])
    room.wall.locator(".forms-teams").evaluate("(list) => { list.style.transform = 'translateY(-40vh)'; }")
    assert any(fault.startswith("lost") for fault in cut(room))
