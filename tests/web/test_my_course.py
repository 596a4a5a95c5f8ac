"""My course: to each what is theirs, on a page and in a calendar, and to nobody what is another's."""

import datetime as dt
import re

import pytest
from icalendar import Calendar

from tests.rooms.course import TALK, WRITE, board, course, form, quiz, slides
from tests.rooms.scene import Guest, Scene
from workshop.core.activity import Team
from workshop.rooms.asking import Caller
from workshop.web.my_course import told

DAY = course(slides(personal_note=True), board(WRITE, TALK), form(privacy="self"))
SOON = (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=20)).isoformat()


@pytest.fixture
def room(hub, fay):
    return hub.open_room(fay.trainer.id, DAY, "day", "Monday")


@pytest.fixture
def scene(hub, fay, room):
    made = Scene(hub, DAY, room.id)
    made.fay = Guest(made, Caller("console", trainer=fay.trainer.id))
    return made


@pytest.fixture
def coming(browser, hub, room, scene):
    """A browser with a seat, and the voice of whoever sits there."""

    def coming(name):
        there = browser()
        there.join(room, name)
        person = hub.person_with(room.id, there.cookie("ticket", f"/r/{room.id}/"))
        return there, Guest(scene, Caller("phone", person=person))

    return coming


def writes(scene, person, name):
    """A private note and a private sheet, with a day in it."""
    scene.opens("m1.slide")
    assert person("slide/keep_note", text=f"a note of {name}")["ok"]
    scene.opens("m1.form", "fill")
    assert person("form/write_field", field="goal", text=f"a secret of {name}", revision=0)["ok"]
    assert person("form/write_field", field="by", text=SOON, revision=0)["ok"]


def mine(browser, room, page="mine"):
    return browser.get(f"/r/{room.id}/{page}?lang=en")


def test_what_a_person_wrote_is_on_their_page_and_on_nobody_elses(browser, coming, fay, room, scene):
    (ann, ann_asks), (ben, ben_asks) = coming("Ann"), coming("Ben")
    writes(scene, ann_asks, "Ann")
    writes(scene, ben_asks, "Ben")
    for own, name, other in ((ann, "Ann", "Ben"), (ben, "Ben", "Ann")):
        told = mine(own, room)
        assert told.status_code == 200
        assert f"a note of {name}" in told.text
        assert f"a secret of {name}" in told.text
        assert f"of {other}" not in told.text
        assert told.headers["Cache-Control"] == "no-store"
    for stranger in (browser(), fay):
        assert mine(stranger, room).status_code == 302
        assert mine(stranger, room, "mine.ics").status_code == 403


def test_no_screen_and_no_file_for_everybody_holds_what_is_on_a_page_of_ones_own(coming, fay, hub, room, scene):
    _, ann_asks = coming("Ann")
    _, ben_asks = coming("Ben")
    writes(scene, ann_asks, "Ann")
    assert "a secret of Ann" in repr(ann_asks.fetches())
    for other in (scene.fay, ben_asks, Guest(scene, Caller("projector"))):
        assert "a secret of Ann" not in repr(other.fetches())
    for extension in ("xlsx", "csv", "md", "json"):
        answer = fay.get(f"/r/{room.id}/export.{extension}")
        assert answer.status_code == 200
        assert b"a secret of Ann" not in answer.data
    assert "a secret of Ann" not in repr(hub.report(room.id))


def test_what_is_written_on_a_page_stays_text(coming, room, scene):
    ann, ann_asks = coming("Ann")
    scene.opens("m1.slide")
    ann_asks("slide/keep_note", text="<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)" in mine(ann, room).text
    assert "<script>alert" not in mine(ann, room).text


def test_the_page_is_there_before_anything_was_written_and_after_the_course(coming, room, scene):
    ann, ann_asks = coming("Ann")
    assert "Nothing yet." in mine(ann, room).text
    writes(scene, ann_asks, "Ann")
    assert scene.fay("room/end")["ok"]
    assert "a secret of Ann" in mine(ann, room).text


def test_whoever_was_sent_out_has_no_page(coming, room, scene):
    ann, ann_asks = coming("Ann")
    writes(scene, ann_asks, "Ann")
    assert scene.fay("room/remove_person", person=ann_asks.id)["ok"]
    assert mine(ann, room).status_code == 302


def test_the_day_of_a_plan_is_a_calendar_file_the_same_each_time(coming, room, scene):
    ann, ann_asks = coming("Ann")
    assert mine(ann, room, "mine.ics").status_code == 404
    writes(scene, ann_asks, "Ann")
    assert SOON in mine(ann, room).text
    answer = mine(ann, room, "mine.ics")
    assert answer.data == mine(ann, room, "mine.ics").data
    assert answer.mimetype == "text/calendar"
    [event] = Calendar.from_ical(answer.data).walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == SOON
    assert "a secret of Ann" in event["description"]
    [alarm] = event.walk("VALARM")
    assert alarm.decoded("trigger") == dt.timedelta(hours=9)


def test_the_result_of_a_test_is_drawn_beside_its_number(browser, fay, hub):
    room = hub.open_room(fay.trainer.id, course(quiz()), "day", "Tuesday")
    scene, there = Scene(hub, course(quiz()), room.id), browser()
    scene.fay = Guest(scene, Caller("console", trainer=fay.trainer.id))
    there.join(room, "Ann")
    person = hub.person_with(room.id, there.cookie("ticket", f"/r/{room.id}/"))
    ann = Guest(scene, Caller("phone", person=person))
    scene.opens("m1.quiz", "answer")
    for item in scene.live.state.runs["m1.quiz"].state.quiz.items:
        assert ann("quiz/answer", item=item.id, value=1)["ok"]
    assert ann("quiz/submit")["ok"]
    total = re.search(r"<dt>Total</dt>\s*<dd><bdi>(\d+)</bdi><meter [^>]*value=\"(\d+)\"", mine(there, room).text)
    assert total is not None
    assert total[1] == total[2]


@pytest.mark.parametrize(("lang", "called"), [("en", "Team 2"), ("zh", "第 2 组")])
def test_a_team_that_chose_no_name_is_called_by_its_number_in_words(app, lang, called):
    with app.test_request_context(f"/?lang={lang}"):
        app.preprocess_request()
        assert told(Team("t2", 2).words) == called
        assert told(Team("t2", 2, "星火").words) == "星火"
