"""A morning with five people, from the first scan to the downloads, with everything that goes wrong in a hotel."""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests.e2e.classroom import SMALL_PHONE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400), pytest.mark.engines("eventlet", "gevent")]

ANN, BEN, CHEN, DAN, LATE = "王芳", "李雷", "陈建国", "Dan Smith", "迟到的小赵"
PAINS = {
    ANN: (0, "带熟的两个人这个月都走了"),
    BEN: (2, "通知发了三遍，还是有人不知道"),
    CHEN: (3, "目标一周改两次，组员不信了"),
    DAN: (1, "QA results swing from week to week"),
}


def notes_on(page):
    """The notes one can see; the wall measures others out of sight."""
    return page.locator(".note .note-text").filter(visible=True)


def test_five_blocks_from_the_scan_to_the_downloads(classroom):
    room = classroom
    people_join_and_are_dealt_into_teams(room)
    the_opening_is_shown_point_by_point(room)
    the_pulse_is_answered_and_shown(room)
    pains_are_written_through_trouble(room)
    teams_hand_in_and_the_room_votes(room)
    indicators_are_voted_twice(room)
    everybody_closes_with_one_line(room)
    the_downloads_hold_what_the_wall_held(room)
    assert room.complaints == []


def people_join_and_are_dealt_into_teams(room):
    expect(room.wall.locator("#app")).to_contain_text(f"{room.room.code[:4]} {room.room.code[4:]}")
    for name in (ANN, BEN, CHEN):
        room.join(name)
    room.join(DAN, SMALL_PHONE)
    for name in (ANN, DAN):
        expect(room.wall.locator("#app")).to_contain_text(name)
    room.picture(room.wall, "wall-lobby")
    room.picture(room.phones[ANN], "phone-lobby")
    room.draw_teams(2)
    expect(room.phones[ANN].locator("#app")).to_contain_text(CHEN if room.same_team(ANN, CHEN) else room.mate(ANN))
    room.picture(room.console, "console-lobby")


def the_opening_is_shown_point_by_point(room):
    room.go_on_to("m0.welcome", "show")
    first = "三个维度：管理自我、管理业务、管理团队"
    expect(room.wall.get_by_text(first)).to_have_count(0)
    room.press_next()
    expect(room.wall.get_by_text(first)).to_be_visible()
    expect(room.phones[BEN].get_by_text(first)).to_be_visible()
    room.picture(room.wall, "wall-slide")
    room.picture(room.phones[BEN], "phone-slide")


def the_pulse_is_answered_and_shown(room):
    room.go_on_to("m0.trends", "pulse")
    for n, name in enumerate((ANN, BEN, CHEN, DAN)):
        room.phones[name].locator(".slide-pulse .chip").nth(n % 2).click()
    room.picture(room.phones[ANN], "phone-pulse")
    room.wait_for(lambda view: view["block"]["m0.trends"]["pulse"]["answered"] == 4)
    room.press_next()
    room.picture(room.wall, "wall-pulse")


def pains_are_written_through_trouble(room):
    room.go_on_to("m0.challenges", "write")
    room.write(ANN, PAINS[ANN][1], PAINS[ANN][0])
    expect(notes_on(room.phones[ANN])).to_have_text([PAINS[ANN][1]])
    room.picture(room.phones[ANN], "phone-write")
    room.picture(room.wall, "wall-write")
    # Ben's network is gone: his note waits on the phone and arrives once
    room.cut(BEN, off=True)
    room.write(BEN, PAINS[BEN][1], PAINS[BEN][0])
    expect(room.phones[BEN].locator(".says-waiting").first).to_be_visible()
    room.picture(room.phones[BEN], "phone-offline")
    room.cut(BEN, off=False)
    # the server is killed while Chen sends, and comes back
    room.server.kill()
    room.write(CHEN, PAINS[CHEN][1], PAINS[CHEN][0])
    room.server.start()
    # Dan has typed, his phone reloads, and the draft is still there
    composer = room.phones[DAN].locator(".composer").first
    composer.locator(".chip").nth(PAINS[DAN][0]).click()
    composer.get_by_role("textbox").fill(PAINS[DAN][1])
    room.phones[DAN].wait_for_timeout(700)
    room.phones[DAN].reload()
    expect(room.phones[DAN].locator(".composer").first.get_by_role("textbox")).to_have_value(PAINS[DAN][1])
    room.phones[DAN].locator(".composer-send").first.click()
    # somebody comes late and lands on the live step
    late = room.join(LATE)
    expect(late.locator(".composer").first).to_be_visible()
    room.write(LATE, "新来的不敢开口问", 4)
    room.wait_for(lambda view: view["block"]["m0.challenges"]["total"] == 5, 30)
    room.picture(room.console, "console-write")


def teams_hand_in_and_the_room_votes(room):
    room.go_on_to("m0.challenges", "pick")
    room.everybody_hands_in(2)
    room.picture(room.wall, "wall-pick")
    room.picture(room.phones[ANN], "phone-pick")
    expect(notes_on(room.wall)).to_have_count(4)
    room.go_on_to("m0.challenges", "vote")
    for name in (ANN, BEN, CHEN, DAN, LATE):
        room.place_dots(name, 3)
    room.picture(room.phones[CHEN], "phone-vote")
    room.picture(room.wall, "wall-vote-open")
    room.wait_for(lambda view: view["progress"]["done"] == 5)
    room.press_next()
    room.picture(room.wall, "wall-vote-closed")
    room.go_on_to("m0.challenges", "discuss")
    room.picture(room.wall, "wall-discuss")
    room.picture(room.console, "console-discuss")
    room.picture(room.phones[BEN], "phone-discuss")


def indicators_are_voted_twice(room):
    room.go_on_to("m0.kpi", "before.0")
    room.picture(room.wall, "wall-course-page")
    for step in ("vote_company", "vote_manager"):
        room.go_on_to("m0.kpi", step)
        for name in (ANN, BEN, CHEN, DAN, LATE):
            room.place_dots(name, 3)
        room.wait_for(lambda view: view["progress"]["done"] == 5)
    room.picture(room.phones[DAN], "phone-kpi")
    room.go_on_to("m0.kpi", "discuss")
    room.picture(room.wall, "wall-kpi")


def everybody_closes_with_one_line(room):
    room.go_on_to("m6.close", "write")
    for name in (ANN, BEN, CHEN, DAN, LATE):
        room.write(name, f"先听完再说，{name}"[:20])
    expect(notes_on(room.wall)).to_have_count(5)
    room.picture(room.wall, "wall-close")
    room.picture(room.phones[LATE], "phone-close")
    for name in (ANN, LATE):
        expect(room.phones[name].locator(".says-on_wall").first).to_be_visible()


def the_downloads_hold_what_the_wall_held(room):
    on_wall = [note.strip() for note in notes_on(room.wall).all_inner_texts()]
    table = room.fay.get(f"{room.room.base}export.csv").content
    assert table.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(io.StringIO(table.decode("utf-8-sig"))) for cell in row]
    for note in on_wall:
        assert note in cells
    said = [text for _, text in PAINS.values()] + ["新来的不敢开口问"]
    assert sum(text in cells for text in said) == 4, "four of the five were handed in"
    for extension in ("xlsx", "md", "json"):
        assert len(room.fay.get(f"{room.room.base}export.{extension}").content) > 500
