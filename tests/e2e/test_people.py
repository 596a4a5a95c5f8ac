"""What a facilitator does for people, in browsers: hands, messages, the door, names, seats, help, taking back."""

import pytest
from playwright.sync_api import expect

from tests.e2e.classroom import SMALL_PHONE
from tests.e2e.test_day import notes_on

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

ANN, BEN, CHEN, DAN = "王芳", "李雷", "陈建国", "Dan Smith"
NOTE = "我们组长上个月骂哭了小赵"


def test_a_facilitator_looks_after_the_people(classroom):
    room = classroom
    for name in (ANN, BEN):
        room.join(name)
    room.join(CHEN, SMALL_PHONE)
    room.draw_teams(2)
    a_hand_goes_up_and_is_taken_down(room)
    a_team_and_then_everybody_is_told_something(room)
    the_door_is_watched(room)
    somebody_is_renamed(room)
    somebody_is_sent_out_and_let_back_in(room)
    assert room.complaints == []


def test_what_was_done_is_taken_back_or_erased(classroom):
    room = classroom
    for name in (ANN, BEN):
        room.join(name)
    room.draw_teams(1)
    next_is_undone_and_done_again(room)
    a_note_is_hidden_and_shown_by_undo(room)
    the_words_are_erased_everywhere(room)
    assert room.complaints == []


def test_seats_and_consoles_change_hands(classroom):
    room = classroom
    room.join(ANN)
    a_seat_goes_to_another_phone(room)
    somebody_helps_to_facilitate_until_the_link_is_taken_back(room)
    assert room.complaints == []


# --- the people ---------------------------------------------------------------------------------------------------


def more(room, name):
    """The menu of a person."""
    person = room.console.locator(".people .person", has_text=name).first
    person.hover()
    person.locator(".person-menu button").click()


def choose(room, words):
    room.console.get_by_role("menuitem", name=words).click()


def agree(room):
    room.console.get_by_role("alertdialog").locator(".button-danger").click()


def a_hand_goes_up_and_is_taken_down(room):
    ann = room.phones[ANN]
    ann.locator(".hand").click()
    expect(ann.locator(".hand")).to_have_text("已举手")
    expect(room.console.locator(".hands .person-name")).to_have_text([ANN])
    expect(room.console.locator(".hand-count")).to_contain_text("1 人举手")
    room.picture(ann, "phone-hand")
    room.picture(room.console, "console-hand")
    room.console.locator(".hands button").click()
    expect(room.console.locator(".hands")).to_have_count(0)
    expect(ann.locator(".hand")).to_have_text("举手")


def a_team_and_then_everybody_is_told_something(room):
    mine = room.team_of(ANN)
    others = [name for name in (ANN, BEN, CHEN) if room.team_of(name) != mine]
    room.console.keyboard.press("m")
    box = room.console.locator(".say-box")
    box.locator("textarea").fill("请把白板转向窗户这边")
    box.locator("select").select_option(f"team {mine}")
    expect(box.locator("input[type=checkbox]")).to_have_count(0)
    box.locator(".button-primary").click()
    expect(room.phones[ANN].locator(".message")).to_contain_text("请把白板转向窗户这边")
    for name in others:
        expect(room.phones[name].locator(".message")).to_have_count(0)
    expect(box).to_have_count(0)
    room.console.keyboard.press("m")
    box.locator("textarea").fill("十点二十分回来，茶歇在三楼")
    box.locator("input[type=checkbox]").check()
    room.picture(room.console, "console-say")
    box.locator(".button-primary").click()
    for phone in room.phones.values():
        expect(phone.locator(".message").first).to_contain_text("十点二十分回来，茶歇在三楼")
    expect(room.wall.locator(".wall-message")).to_have_text("十点二十分回来，茶歇在三楼")
    room.picture(room.wall, "wall-message-lobby")
    room.picture(room.phones[ANN], "phone-messages")
    room.picture(room.console, "console-said")
    # put away on one phone it stays away, also after a reload; the others keep it
    room.phones[ANN].locator(".message button").first.click()
    room.phones[ANN].wait_for_timeout(700)
    room.phones[ANN].reload()
    expect(room.phones[ANN].locator(".message")).to_have_count(1)
    room.console.locator(".now-said").get_by_role("button", name="收回").click()
    expect(room.wall.locator(".wall-message")).to_have_count(0)
    for name in others:
        expect(room.phones[name].locator(".message")).to_have_count(0)


def the_door_is_watched(room):
    room.console.locator(".people .joining").get_by_role("button", name="逐个放行").click()
    room.wait_for(lambda view: view["joining"] == "approve")
    dan = room.join(DAN)
    expect(dan.locator(".at-door")).to_be_visible()
    expect(dan.locator(".hand")).to_have_count(0)
    expect(room.console.locator(".door .person-name")).to_have_text([DAN])
    room.picture(dan, "phone-door")
    room.picture(room.console, "console-door")
    room.console.locator(".door").get_by_role("button", name=f"让“{DAN}”进来", exact=True).click()
    expect(dan.locator(".hello")).to_contain_text(DAN)
    expect(dan.locator(".team-card")).to_be_visible()
    expect(room.console.locator(".door")).to_have_count(0)


def somebody_is_renamed(room):
    more(room, DAN)
    choose(room, "改姓名")
    field = room.console.locator(".person input")
    field.fill("丹")
    field.press("Enter")
    expect(room.console.locator(".people .person-name", has_text="丹")).to_be_visible()
    expect(room.phones[DAN].locator(".foot")).to_contain_text("丹")


def somebody_is_sent_out_and_let_back_in(room):
    more(room, BEN)
    choose(room, "移出课堂")
    agree(room)
    expect(room.phones[BEN].get_by_role("heading", level=1)).to_contain_text("移出")
    room.picture(room.phones[BEN], "phone-sent-out")
    expect(room.console.locator(".sent-out")).to_contain_text("1")
    undo = room.console.locator(".undo-last")
    expect(undo).to_have_text("撤销：移出学员")
    undo.click()
    room.wait_for(lambda view: not any(person.get("removed") for person in view["people"].values()))
    expect(room.console.locator(".sent-out")).to_have_count(0)
    room.phones[BEN].locator("a.button-primary").click()
    expect(room.phones[BEN].locator("body")).to_contain_text(BEN)


# --- taking back --------------------------------------------------------------------------------------------------


def next_is_undone_and_done_again(room):
    room.go_on_to("m0.challenges", "write")
    before = room.at()
    room.press_next()
    after = room.at()
    assert after != before
    expect(room.console.locator(".undo-last")).to_have_text("撤销：前进一步")
    room.console.keyboard.press("Control+z")
    room.wait_for(lambda view: (view["now"]["block"], view["now"]["step"]["id"]) == before)
    expect(room.phones[ANN].locator(".composer").first).to_be_visible()
    stands_at(room, before)
    room.console.keyboard.press("Control+Shift+z")
    room.wait_for(lambda view: (view["now"]["block"], view["now"]["step"]["id"]) == after)
    stands_at(room, after)
    room.console.keyboard.press("Control+z")
    room.wait_for(lambda view: (view["now"]["block"], view["now"]["step"]["id"]) == before)


def stands_at(room, place):
    """The console has been told, too: keys are pressed by somebody who looks at it."""
    name = next(step["name"]["zh"] for id_, step in room.view()["steps"].items() if id_ == place[1])
    expect(room.console.locator("[aria-current=step]")).to_contain_text(name)


def a_note_is_hidden_and_shown_by_undo(room):
    room.write(ANN, NOTE, 0)
    room.write(BEN, "新人三个月就走", 0)
    room.wait_for(lambda view: view["block"]["m0.challenges"]["total"] == 2)
    room.go_on_to("m0.challenges", "pick")
    room.everybody_hands_in(2)
    expect(notes_on(room.wall)).to_have_count(2)
    card = room.console.locator(".desk-notes .note", has_text=NOTE)
    card.get_by_role("button", name="隐藏").click()
    expect(notes_on(room.wall)).to_have_text(["新人三个月就走"])
    expect(room.console.locator(".undo-last")).to_have_text("撤销：隐藏便签")
    room.console.locator(".undo-more button").click()
    room.picture(room.console, "console-undo")
    first = room.console.locator(".menu-item").first
    expect(first).to_contain_text(NOTE)
    first.click()
    expect(notes_on(room.wall)).to_have_count(2)


def the_words_are_erased_everywhere(room):
    card = room.console.locator(".desk-notes .note", has_text=NOTE)
    card.get_by_role("button", name="更多").click()
    choose(room, "永久抹去……")
    expect(room.console.get_by_role("alertdialog")).to_contain_text("不能撤销")
    room.picture(room.console, "console-erase")
    agree(room)
    for page in (room.wall, room.phones[ANN], room.phones[BEN], room.console):
        expect(page.locator("#app")).not_to_contain_text(NOTE)
        expect(page.get_by_text("（已抹去）").filter(visible=True).first).to_be_visible()
    room.picture(room.wall, "wall-erased")
    room.picture(room.phones[ANN], "phone-erased")
    room.picture(room.console, "console-erased")


# --- seats and consoles -------------------------------------------------------------------------------------------


def a_seat_goes_to_another_phone(room):
    more(room, ANN)
    choose(room, "座位转给另一部手机……")
    box = room.console.locator(".seat-box")
    expect(box.locator(".seat-qr img")).to_be_visible()
    assert box.locator(".seat-qr img").evaluate("picture => picture.naturalWidth") > 0
    room.picture(room.console, "console-seat")
    link = box.locator("input").input_value()
    room.console.keyboard.press("Escape")
    other = room.stranger()
    other.goto(link)
    other.get_by_role("button").first.click()
    expect(other.locator(".foot")).to_contain_text(ANN)
    expect(room.phones[ANN].get_by_role("heading", level=1)).to_contain_text("另一部手机")
    room.picture(room.phones[ANN], "phone-moved")
    other.locator(".hand").click()
    expect(room.console.locator(".hands .person-name")).to_have_text([ANN])


def somebody_helps_to_facilitate_until_the_link_is_taken_back(room):
    room.console.get_by_role("button", name="课堂").click()
    choose(room, "协同主持人……")
    box = room.console.locator(".helpers-box")
    box.get_by_role("textbox", name="协同主持人的姓名").fill("何老师")
    box.get_by_role("button", name="邀请").click()
    link = box.locator(".invited input").input_value()
    room.picture(room.console, "console-helpers")
    helper = room.stranger()
    helper.set_viewport_size({"width": 1440, "height": 900})
    helper.goto(link)
    helper.get_by_role("button").first.click()
    expect(helper.locator(".next-key")).to_be_visible()
    helper.locator(".hands button").click()
    expect(room.console.locator(".hands")).to_have_count(0)
    helper.get_by_role("button", name="课堂").click()
    expect(helper.get_by_role("menuitem", name="协同主持人……")).to_have_count(0)
    helper.keyboard.press("Escape")
    box.get_by_role("button", name="收回“何老师”的链接").click()
    agree(room)
    expect(helper.get_by_role("heading", level=1)).to_have_text("你已不再主持这个课堂")
    room.picture(helper, "console-revoked")
