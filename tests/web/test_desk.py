"""The trainer's desk: their rooms at a glance, a new one in two clicks, nothing lost without a question."""

import re
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from workshop.core.course import Words
from workshop.core.report import RoomReport
from workshop.exports import formats, name_of
from workshop.store import seats
from workshop.translations import translator
from workshop.web.desk import can_be_overheard, duration, kind_name
from workshop.web.downloads import disposition, file_name

DATA = translator("zh")("Data")


def rows(html):
    return re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", html, re.DOTALL)


class TestRooms:
    def test_a_stranger_finds_the_field_for_the_code_and_a_quiet_link(self, browser):
        html = browser().get("/?lang=en").text
        assert 'name="code"' in html
        assert 'href="/sign-in"' in html

    def test_a_new_trainer_is_invited_to_open_a_room(self, fay):
        assert 'href="/rooms/new"' in fay.get("/").text
        assert rows(fay.get("/").text) == []

    def test_the_newest_room_comes_first_with_all_one_needs_to_know(self, fay, browser, open_room):
        _, tuesday = open_room("Monday"), open_room("Tuesday")
        browser().join(tuesday, "Ann")
        html = fay.get("/?lang=en").text
        first, second = rows(html)
        assert "Tuesday" in first
        assert "Monday" in second
        for fact in (tuesday.course_title.en, f"{tuesday.code[:4]} {tuesday.code[4:]}", "Open for joining"):
            assert fact in first
        assert re.search(r'data-label="People">1<', first)
        links = set(re.findall(r'href="([^"]+)"', first))
        assert {f"/r/{tuesday.id}/console", f"/r/{tuesday.id}/projector", f"/rooms/{tuesday.id}/end"} <= links
        assert {f"/r/{tuesday.id}/export.zip", f"/rooms/{tuesday.id}/files"} <= links

    @pytest.mark.parametrize(("host", "warned"), [("192.168.1.7:8000", True), ("127.0.0.1:8000", False)])
    def test_a_server_without_encryption_says_so_where_there_is_air(self, fay, host, warned):
        with fay.client.application.test_request_context(base_url=f"http://{host}"):
            assert can_be_overheard() == warned
        assert "reached without encryption" not in fay.get("/?lang=en").text

    def test_another_trainers_rooms_are_not_there(self, trainer, room):
        zoe = trainer("Zoe")
        assert room.title not in zoe.get("/").text
        for path in (f"/rooms/{room.id}/end", f"/rooms/{room.id}/delete"):
            assert zoe.get(path).status_code == 404
            assert zoe.press("/", path).status_code == 404

    def test_a_day_begins_at_midnight_where_the_room_is(self, fay, room):
        assert room.utc_offset_minutes == 480
        assert re.search(r"\d{4}-\d\d-\d\d <span", fay.get("/").text)


class TestRehearsals:
    def test_a_rehearsal_says_so_and_goes_with_one_press(self, fay, hub, course, browser):
        choice = f"{course.id}/{course.agendas[0].id}"
        fay.fill_in("/rooms/new", choice=choice, title="Tonight", rehearsal="yes")
        fay.fill_in("/rooms/new", choice=choice, title="Tomorrow")
        tomorrow, tonight = hub.rooms_of(fay.trainer.id)
        assert (tonight.rehearsal, tomorrow.rehearsal) == (True, False)
        real, marked = rows(fay.get("/?lang=en").text)
        assert ("Rehearsal" in marked, "Rehearsal" in real) == (True, False)
        for room, says in ((tonight, True), (tomorrow, False)):
            assert ("彩排" in browser().get(f"/j/{room.join_token}", follow_redirects=True).text) == says
        assert fay.press("/", f"/rooms/{tonight.id}/delete").status_code == 303
        assert [room.id for room in hub.rooms_of(fay.trainer.id)] == [tomorrow.id]

    def test_a_real_room_is_not_deleted_without_a_question(self, fay, room):
        assert f'href="/rooms/{room.id}/delete"' in fay.get("/").text
        assert f'action="/rooms/{room.id}/delete"' not in fay.get("/").text


class TestOpening:
    def test_a_room_is_open_after_two_clicks(self, fay, hub, course):
        page = fay.get("/rooms/new").text
        assert page.count(" checked") == 1
        assert re.search(rf'id="title" name="title" value="{course.title.zh} · \d\d-\d\d"', page)
        preset = re.search(r'value="([^"]+)" required checked', page)[1]
        title = re.search(r'id="title" name="title" value="([^"]+)"', page)[1]
        answer = fay.fill_in("/rooms/new", choice=preset, title=title)
        [room] = hub.rooms_of(fay.trainer.id)
        assert (answer.status_code, answer.location) == (303, f"/r/{room.id}/console")
        assert (room.title, room.agenda) == (title, course.agendas[0].id)

    def test_title_and_agenda_can_be_chosen(self, fay, hub, course):
        agenda = course.agendas[-1].id
        fay.fill_in("/rooms/new", choice=f"{course.id}/{agenda}", title="  晚上\n的课 ")
        [room] = hub.rooms_of(fay.trainer.id)
        assert (room.title, room.agenda) == ("晚上 的课", agenda)

    def test_a_room_without_a_title_gets_the_usual_one(self, fay, hub, course):
        fay.fill_in("/rooms/new", choice=f"{course.id}/{course.agendas[0].id}", title=" \u200b ")
        assert hub.rooms_of(fay.trainer.id)[0].title.startswith(f"{course.title.zh} · ")

    def test_a_title_that_is_too_long_is_refused_and_kept(self, fay, hub, course):
        choice = f"{course.id}/{course.agendas[0].id}"
        assert fay.fill_in("/rooms/new", choice=choice, title="长" * 120).status_code == 303
        answer = fay.fill_in("/rooms/new", choice=choice, title="长" * 121)
        assert answer.status_code == 422
        assert "长" * 121 in answer.text
        assert len(hub.rooms_of(fay.trainer.id)) == 1

    def test_a_course_that_is_not_there_cannot_be_opened(self, fay, hub):
        assert fay.fill_in("/rooms/new", choice="no/such", title="x").status_code == 404
        assert hub.rooms_of(fay.trainer.id) == []


class TestEndingAndDeleting:
    def test_ending_asks_first_and_keeps_everything(self, fay, hub, browser, room):
        browser().join(room, "Ann")
        assert fay.get(f"/rooms/{room.id}/end").status_code == 200
        assert not hub.live(room.id).state.ended
        assert fay.fill_in(f"/rooms/{room.id}/end").location == "/"
        assert hub.live(room.id).state.ended
        assert list(seats.everybody(hub.database, room.id).called.values()) == ["Ann"]
        assert fay.get(f"/r/{room.id}/export.csv").status_code == 200

    def test_an_ended_room_is_shown_as_ended(self, fay, room):
        fay.fill_in(f"/rooms/{room.id}/end")
        [row] = rows(fay.get("/?lang=en").text)
        assert "Over" in row
        assert f"/rooms/{room.id}/end" not in row

    def test_deleting_says_what_is_lost_and_then_it_is_gone(self, fay, hub, browser, room):
        for name in ("Ann", "Ben"):
            browser().join(room, name)
        html = fay.get(f"/rooms/{room.id}/delete?lang=en").text
        assert "2 people lose their seats" in html
        assert f"/r/{room.id}/export.xlsx" in html
        assert hub.find(room=room.id)
        fay.fill_in(f"/rooms/{room.id}/delete")
        assert hub.find(room=room.id) is None
        assert seats.everybody(hub.database, room.id).called == {}
        assert fay.get(f"/r/{room.id}/console").status_code == 404


class TestCourses:
    def test_every_agenda_of_every_course_is_a_day_plan(self, fay, course):
        html = fay.get("/courses?lang=en").text
        for agenda in course.agendas:
            assert agenda.title.en in html
            plan = fay.get(f"/courses/{course.id}/{agenda.id}?lang=en").text
            assert plan.count('<td class="n">') == 2 * len(agenda.slots)
            assert all(course.blocks[slot.block].title.en in plan.replace("&#39;", "'") for slot in agenda.slots)

    def test_a_block_that_cannot_run_yet_is_grey_and_says_so(self, fay, course, monkeypatch):
        later = course.agendas[0].slots[1].block
        monkeypatch.setattr("workshop.web.desk.missing", lambda block: ("x",) if block.id == later else ())
        html = fay.get(f"/courses/{course.id}/{course.agendas[0].id}").text
        [grey] = re.findall(r'<tr class="later">.*?</tr>', html, re.DOTALL)
        assert course.blocks[later].title.zh in grey
        assert fay.get("/rooms/new?lang=en").text.count("1 activity of this agenda cannot run") >= 1

    def test_a_plan_that_is_not_there_is_not_found(self, fay, course):
        assert fay.get(f"/courses/{course.id}/nothing").status_code == 404
        assert fay.get("/courses/nothing/nothing").status_code == 404

    def test_a_length_is_told_as_one_says_it(self, app):
        with app.test_request_context("/?lang=en"):
            app.preprocess_request()
            assert [duration(minutes) for minutes in (720, 390, 91, 90, 37)] == [
                "12 h",
                "6.5 h",
                "1.5 h",
                "90 min",
                "37 min",
            ]

    def test_a_kind_that_is_newer_than_the_desk_keeps_its_own_name(self, app):
        with app.test_request_context():
            assert kind_name("dance") == "dance"


class TestDownloads:
    @pytest.mark.parametrize("extension", sorted(form.EXTENSION for form in formats().values()))
    def test_every_format_downloads_under_a_name_people_recognise(self, fay, room, extension):
        answer = fay.get(f"/r/{room.id}/export.{extension}")
        assert answer.status_code == 200
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        plain, real = re.fullmatch(
            r"attachment; filename=\"([\w.-]+)\"; filename\*=UTF-8''([\w%.-]+)", answer.headers["Content-Disposition"]
        ).groups()
        assert plain == f"workshop-{room.code}.{extension}"
        called = translator("zh")(next(name_of(form) for form in formats().values() if extension == form.EXTENSION))
        assert re.fullmatch(rf"{room.course_title.zh}-\d{{8}}-{called}\.{extension}", unquote(real))

    def test_the_workbook_is_one(self, fay, room, tmp_path):
        file = tmp_path / "x.xlsx"
        file.write_bytes(fay.get(f"/r/{room.id}/export.xlsx").data)
        assert load_workbook(file).sheetnames

    def test_the_file_speaks_the_language_of_who_asks(self, fay, room):
        chinese, english = (fay.get(f"/r/{room.id}/export.md?lang={lang}").text for lang in ("zh", "en"))
        assert room.course_title.zh in chinese
        assert room.course_title.en in english.replace("\\-", "-")

    def test_only_the_rooms_trainer_downloads(self, browser, trainer, room):
        path = f"/r/{room.id}/export.csv"
        ann = browser()
        ann.join(room, "Ann")
        assert ann.get(path).location == f"/sign-in?next={path}"
        assert trainer("Zoe").get(path).status_code == 403

    def test_a_format_nobody_has_is_not_found(self, fay, room):
        assert fay.get(f"/r/{room.id}/export.exe").status_code == 404

    def test_the_day_is_that_of_the_room(self, app):
        late = 1_795_449_600_000  # 2026-11-23 16:00 UTC, past midnight in China
        report = RoomReport("t", Words(zh="课", en="c"), "1", late, 480, (), ())
        with app.test_request_context():
            assert file_name(report, DATA, "csv") == f"课-20261124-{DATA}.csv"

    def test_a_name_holds_nothing_a_file_system_or_a_header_trips_over(self):
        header = disposition('a/b\\c:"d"\r\nX: y.csv', "workshop-1.csv")
        assert header == "attachment; filename=\"workshop-1.csv\"; filename*=UTF-8''a%20b%20c%20d%20X%20%20y.csv"


class TestLanguage:
    def test_chinese_until_somebody_chooses_and_then_for_good(self, browser):
        ann = browser()
        assert '<html lang="zh-CN">' in ann.get("/").text
        assert '<html lang="en">' in ann.get("/?lang=en").text
        assert '<html lang="en">' in ann.get("/sign-in").text
        assert '<html lang="zh-CN">' in ann.get("/?lang=zh").text
        assert '<html lang="zh-CN">' in ann.get("/sign-in").text

    def test_a_language_we_do_not_speak_changes_nothing(self, browser):
        answer = browser().get("/?lang=<script>")
        assert '<html lang="zh-CN">' in answer.text
        assert "lang=" not in answer.headers.get("Set-Cookie", "")

    def test_the_switch_keeps_the_page_and_what_was_asked(self, browser):
        html = browser().get("/sign-in?next=/courses").text
        assert 'href="/sign-in?next=%2Fcourses&amp;lang=en"' in html
