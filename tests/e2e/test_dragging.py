"""Notes are dragged where they belong: by mouse on the console, by thumb on the phone, by keys on both."""

import pytest
from playwright.sync_api import expect

from tests.e2e.classroom import Classroom
from tests.harness.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]

WHOLE_COURSE = "customer-service-manager/two_day"

NOTES = ("愿意听完", "目标少而不变", "自己先做到")


@pytest.fixture
def room(tmp_path, chromium, engine):
    with Server(tmp_path / "server") as server:
        yield Classroom(server, chromium, choice=WHOLE_COURSE)
        for context in chromium.contexts:
            context.close()


def notes_on_the_table(room):
    """Three notes of a team that no cluster holds."""
    room.join("王芳")
    room.draw_teams(1)
    room.does("room/open_block", block="m0.leader")
    room.does("room/go_to", block="m0.leader", step="pick")
    for text in NOTES:
        room.does("board/enter_note", block="m0.leader", text=text, team=room.team_of("王芳"))
    room.everybody_hands_in(len(NOTES))
    room.does("room/go_to", block="m0.leader", step="cluster")
    expect(room.console.locator(".table-note")).to_have_count(len(NOTES))


def chip(room, text):
    return room.console.locator(".table-note", has_text=text)


def middle(thing):
    box = thing.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_facilitator_clusters_by_mouse_by_key_and_by_tapping(room):
    mouse = room.console.mouse
    notes_on_the_table(room)
    for text in NOTES[:2]:
        chip(room, text).locator("button").first.click()
    room.console.keyboard.press("0")
    box = room.console.locator(".table-clusters .table-box:not(.table-new)")
    expect(box.locator(".table-note")).to_have_count(2)
    room.does("board/set_clustering", block="m0.leader", to="clusters")

    mouse.move(*middle(chip(room, NOTES[2]).locator("button").first))
    mouse.down()
    mouse.move(*middle(box), steps=8)
    mouse.up()
    expect(box.locator(".table-note")).to_have_count(3)

    mouse.move(*middle(chip(room, NOTES[0]).locator("button").first))
    mouse.down()
    mouse.move(*middle(room.console.locator("[data-drop=loose]")), steps=8)
    mouse.up()
    expect(box.locator(".table-note")).to_have_count(2)

    chip(room, NOTES[0]).locator("button").first.click()
    room.console.keyboard.press("1")
    expect(box.locator(".table-note")).to_have_count(3)
    assert room.complaints == []


def a_note_to_place(room):
    """A team's note on its matrix, and the phone of somebody who may move it."""
    phone = room.join("王芳")
    room.draw_teams(1)
    room.does("room/open_block", block="m2.team")
    room.does("room/go_to", block="m2.team", step="write")
    zone = min(room.view()["block"]["m2.team"]["zones"].items(), key=lambda zone: zone[1]["rank"])[0]
    entered = {
        "text": "老员工懂产品",
        "zone": zone,
        "team": room.team_of("王芳"),
        "fields": {"evidence": "三年以上有六人"},
    }
    room.does("board/enter_note", block="m2.team", **entered)
    room.does("room/go_to", block="m2.team", step="place")
    expect(phone.locator("[data-handle]")).to_have_count(1)
    return phone


def zone_of_the_note(phone):
    return phone.locator(".board-drop", has=phone.locator("[data-handle]")).get_attribute("data-drop")


def test_a_team_moves_its_note_by_thumb_and_by_keyboard(room):
    phone = a_note_to_place(room)
    first = zone_of_the_note(phone)

    touch = phone.context.new_cdp_session(phone)
    second = phone.locator(".board-drop").nth(1)
    phone.locator("[data-handle]").tap()
    phone.locator("[data-handle]").tap()
    (x, y), (_, to_y) = middle(phone.locator("[data-handle]")), middle(second)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    phone.wait_for_timeout(400)  # a thumb that rests on the handle takes hold of it
    for part in range(1, 11):
        at = {"x": x, "y": y + (to_y - y) * part / 10}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
    expect(second).to_have_class("board-drop drop-here")
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(second.locator("[data-handle]")).to_have_count(1)
    assert zone_of_the_note(phone) != first

    phone.locator("[data-handle]").focus()
    phone.keyboard.press("Enter")
    for _ in range(40):
        if "drop-here" in (phone.locator(".board-drop").first.get_attribute("class") or ""):
            break
        phone.keyboard.press("ArrowUp")
    phone.keyboard.press("Enter")
    expect(phone.locator(".board-drop").first.locator("[data-handle]")).to_have_count(1)
    assert zone_of_the_note(phone) == first
    assert room.complaints == []
