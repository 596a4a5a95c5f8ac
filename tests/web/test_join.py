"""Scan, name, in: without an account, without JavaScript, and with a whole hall behind one address."""

import gzip
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.web.conftest import hidden_in
from workshop import eventloop
from workshop.config import Limits
from workshop.core.errors import Refused
from workshop.rooms.clock import now_ms
from workshop.store import seats
from workshop.store.tables import events
from workshop.translations import sentence, translator
from workshop.web.auth import TICKET
from workshop.web.join import DEVICE, Forms, only_digits
from workshop.web.limits import Newcomers, Tries

HALL = "203.0.113.7"


def path(room):
    return f"/r/{room.id}/"


def ended(hub, fay, room):
    hub.live(room.id).facilitate(fay.trainer.id, "room/end")


def wrong_codes(browser, count, at=HALL):
    guesser = browser(at=at)
    return [guesser.get(f"/{10_000_000 + n}").status_code for n in range(count)]


class TestTheWayIn:
    def test_the_code_the_qr_and_the_room_itself_lead_to_one_page(self, browser, room):
        ann = browser()
        ways = [f"/{room.code}", f"/j/{room.join_token}", path(room)]
        assert [ann.get(way).location for way in ways] == [f"{path(room)}join"] * 3

    @pytest.mark.parametrize("spelt", ["{a}{b}", "{a} {b}", " {a}-{b}\n", "{a}\u2009{b}"])
    def test_a_code_is_taken_as_people_type_it(self, browser, room, spelt):
        typed = spelt.format(a=room.code[:4], b=room.code[4:])
        answer = browser().get("/code", query_string={"code": typed})
        assert answer.location == f"/{room.code}"

    def test_full_width_digits_are_digits(self):
        assert only_digits("１２３４ ５６７８") == "12345678"

    def test_a_name_is_enough(self, browser, hub, room):
        ann = browser()
        answer = ann.join(room, "Ann")
        assert (answer.status_code, answer.location) == (303, path(room))
        assert ann.get(path(room)).status_code == 200
        assert list(seats.everybody(hub.database, room.id).called.values()) == ["Ann"]

    def test_the_ticket_goes_to_this_room_alone_and_no_script_can_read_it(self, browser, hub, room):
        answer = browser().join(room, "Ann")
        cookie = answer.headers["Set-Cookie"]
        ticket = re.match(r"ticket=([\w-]{22});", cookie)[1]
        assert "HttpOnly" in cookie
        assert f"Path=/r/{room.id}/" in cookie
        assert "SameSite=Lax" in cookie
        assert hub.person_with(room.id, ticket) is not None

    def test_a_phone_that_is_in_goes_straight_to_the_room(self, browser, hub, room):
        ann = browser()
        ann.join(room, "Ann")
        for page in ("join", "return"):
            assert ann.get(path(room) + page).location == path(room)
        ann.client.post(path(room) + "join", data={"name": "Ann again"})
        assert len(seats.everybody(hub.database, room.id).called) == 1

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("", "room/name_empty"),
            (" \u200b", "room/name_empty"),
            ("x" * 25, "room/name_too_long"),
            ("a\x00", "text/unreadable"),
        ],
    )
    def test_a_name_that_is_none_is_refused_in_words_and_kept_in_the_field(self, browser, hub, room, name, code):
        answer = browser().join(room, name)
        assert answer.status_code == 422
        assert sentence("zh", code, {"longest": 24}) in answer.text
        assert f'value="{name}"' in answer.text.replace("\ufffd", "\x00")
        assert seats.everybody(hub.database, room.id).called == {}

    def test_a_refused_form_can_be_mended_and_sent_again(self, browser, hub, room):
        ann = browser()
        refused = ann.join(room, "")
        hidden = hidden_in(refused.text)
        assert ann.client.post(path(room) + "join", data=hidden | {"name": "Ann"}).status_code == 303

    def test_a_form_sent_twice_makes_one_person(self, browser, hub, room):
        ann = browser()
        html = ann.get(path(room) + "join").text
        form = hidden_in(html) | {"name": "Ann"}
        first = ann.client.post(path(room) + "join", data=form)
        ann.client.delete_cookie(TICKET, path=path(room))  # the browser gave up on the first answer
        second = ann.client.post(path(room) + "join", data=form)
        assert second.headers["Set-Cookie"].split(";")[0] == first.headers["Set-Cookie"].split(";")[0]
        assert list(seats.everybody(hub.database, room.id).called.values()) == ["Ann"]

    @pytest.mark.parametrize("form", ["", "the same"])
    def test_two_browsers_never_share_a_seat_whatever_they_send(self, browser, hub, room, form):
        tickets = set()
        for name in ("Ann", "Ben"):
            guest = browser()
            guest.fill_in(path(room) + "join", name=name, form=form)
            tickets.add(guest.cookie(TICKET, path(room)))
        assert len(tickets) == 2
        assert len(seats.everybody(hub.database, room.id).called) == 2

    def test_a_form_without_an_id_is_a_form_of_its_own(self, browser, hub, room):
        ann = browser()
        for name in ("Ann", "Ben"):
            ann.fill_in(path(room) + "join", name=name, form="")
            ann.client.delete_cookie(TICKET, path=path(room))
        assert len(seats.everybody(hub.database, room.id).called) == 2

    def test_two_sendings_at_the_same_moment_make_one_seat(self):
        forms, made, got = Forms(), [], []

        def join():
            made.append(1)
            eventloop.sleep(0.01)
            return seats.Seat("p", "Ann", "1234", "ticket")

        eventloop.spawn(lambda: got.append(forms.once(("room", "browser", "form"), join)))
        eventloop.spawn(lambda: got.append(forms.once(("room", "browser", "form"), join)))
        eventloop.sleep(0.05)
        assert (len(made), len(got)) == (1, 2)

    def test_an_ended_room_lets_nobody_in_but_those_who_took_part(self, browser, hub, fay, room):
        ann = browser()
        ann.join(room, "Ann")
        ended(hub, fay, room)
        ben = browser()
        assert ben.get(path(room) + "join").status_code == 410
        assert ben.get(path(room) + "return").status_code == 200
        assert ann.get(path(room)).status_code == 200
        assert list(seats.everybody(hub.database, room.id).called.values()) == ["Ann"]

    def test_a_room_that_is_not_there_is_said_in_words(self, browser, room):
        for way in ("/r/nowhere/", "/r/nowhere/join", "/r/nowhere/return", "/j/nothing", "/r/nowhere/console"):
            assert browser().get(way).status_code == 404

    def test_names_and_titles_are_text_and_never_markup(self, browser, open_room):
        bad = "<script>alert(1)</script>"
        room = open_room(bad)
        html = browser().join(room, '"><svg onload=x>' + "x" * 30).text
        assert bad not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<svg" not in html
        ann = browser()
        ann.join(room, "Ann")
        assert "</script><" not in ann.get(path(room)).text.replace("</script>\n<", "").replace("</script></body", "")
        assert "<script>alert" not in ann.get(path(room)).text

    def test_the_page_says_what_is_kept_where_and_who_reads_it(self, browser, room):
        html = browser().get(path(room) + "join?lang=en").text
        assert "kept on the facilitator&#39;s server (localhost) only" in html
        assert html.count("<label") == 1

    def test_the_page_with_its_styles_is_less_than_eight_kilobytes(self, app, browser, room):
        answer = browser().get(path(room) + "join")
        sheets = re.findall(r'(?:href|src)="/static/(dist/pages/[^"?]+)', answer.text)
        files = [(Path(app.root_path) / "static" / sheet).read_bytes() for sheet in sheets]
        assert len(files) == 3
        assert sum(len(gzip.compress(content)) for content in [answer.data, *files]) < 8_000


class TestComingBack:
    @pytest.fixture
    def ann(self, browser, hub, room):
        """Ann's first phone, who she is, and her seat code."""
        phone = browser()
        phone.join(room, "Ann")
        phone.person = hub.person_with(room.id, phone.cookie(TICKET, path(room)))
        phone.seat_code = seats.everybody(hub.database, room.id).seat_codes[phone.person]
        return phone

    def test_name_and_seat_code_bring_the_same_person_to_another_phone(self, ann, browser, hub, room):
        other = browser()
        [link] = re.findall(r'href="([^"]*person=[^"]*)"', other.get(path(room) + "return").text)
        assert link == f"{path(room)}return?person={ann.person}"
        assert other.fill_in(link, seat_code=ann.seat_code).location == path(room)
        assert hub.person_with(room.id, other.cookie(TICKET, path(room))) == ann.person
        assert hub.person_with(room.id, ann.cookie(TICKET, path(room))) is None
        assert names(hub, room) == ["Ann"]

    def test_the_first_phone_is_sent_to_the_join_page(self, ann, browser, room):
        browser().come_back(room, ann.person, ann.seat_code)
        assert ann.get(path(room)).location == f"{path(room)}join"

    def test_wrong_seat_codes_are_counted_and_then_the_seat_is_closed(self, ann, browser, hub, room):
        wrong = "0000" if ann.seat_code != "0000" else "0001"
        other = browser()
        tries = hub.config.limits.wrong_seat_codes
        pages = [other.come_back(room, ann.person, wrong).text for _ in range(tries)]
        assert sentence("zh", "room/wrong_seat_code", {"left": 4}) in pages[0]
        assert sentence("zh", "room/seat_closed") in pages[-1]
        assert browser(at="10.0.0.1").come_back(room, ann.person, ann.seat_code).status_code == 422
        assert ann.get(path(room)).status_code == 200

    def test_wrong_codes_for_one_seat_close_no_other(self, ann, browser, hub, room):
        ben = hub.live(room.id).join("Ben")
        for _ in range(hub.config.limits.wrong_seat_codes):
            browser().come_back(room, ann.person, "none")
        assert browser().come_back(room, ben.person, ben.seat_code).status_code == 303

    @pytest.mark.parametrize("person", ["", "nobody", "\x00"])
    def test_somebody_who_is_not_here_is_said_in_words(self, ann, browser, room, person):
        other = browser()
        token = re.search(r'name="csrf_token" value="([^"]*)"', other.get(f"{path(room)}join").text)[1]
        form = {"csrf_token": token, "person": person, "seat_code": ann.seat_code}
        answer = other.client.post(f"{path(room)}return", data=form)
        assert answer.status_code == 422
        assert sentence("zh", "room/no_such_name") in answer.text

    def test_nobody_is_offered_who_was_sent_out_or_forgotten_or_still_waits(self, ann, browser, hub, fay, room):
        live = hub.live(room.id)
        others = {name: live.join(name, approve=name == "Dan").person for name in ("Ben", "Chen", "Dan")}
        live.facilitate(fay.trainer.id, "room/remove_person", person=others["Ben"])
        live.facilitate(fay.trainer.id, "room/forget_person", person=others["Chen"])
        page = browser().get(f"{path(room)}return").text
        assert re.findall(r"person=(\w+)", page) == [ann.person]
        for person in others.values():
            assert 'name="seat_code"' not in browser().get(f"{path(room)}return?person={person}").text

    def test_three_hundred_names_come_in_pages_or_by_a_part_of_the_name(self, browser, hub, room):
        live = hub.live(room.id)
        for n in range(100, 400):
            live.join(f"Guest {n}")
        found, pages = [], []
        page = f"{path(room)}return?lang=en"
        while page:
            html = browser().get(page).text
            pages.append(html)
            found += re.findall(r"<bdi>(Guest \d+)</bdi></a>", html)
            onward = re.search(r'href="([^"]+)">More names', html)
            page = onward and f"{unescape(onward[1])}&lang=en"
        assert sorted(found) == [f"Guest {n}" for n in range(100, 400)]
        assert len(pages) == 8
        html = browser().get(f"{path(room)}return?find=gUEST%2037&lang=en").text
        assert re.findall(r"<bdi>(Guest \d+)</bdi></a>", html) == [f"Guest {n}" for n in range(370, 380)]
        assert browser().get(f"{path(room)}return?page=-5").status_code == 200
        assert browser().get(f"{path(room)}return?page=x&find=nobody").status_code == 200

    def test_a_room_with_people_of_an_earlier_day_offers_it_first(self, ann, browser, room, monkeypatch):
        offer = translator("zh")(
            "Were you here on an earlier day? Then take the seat you had: what you wrote is there."
        )
        assert offer not in browser().get(f"{path(room)}join").text
        monkeypatch.setattr("workshop.web.join.now_ms", lambda: now_ms() + 24 * 3_600_000)
        assert offer in browser().get(f"{path(room)}join").text


def test_to_say_that_a_course_is_over_no_room_is_folded_from_its_log(browser, hub, fay, room):
    ended(hub, fay, room)
    hub._live.pop(room.id)
    hub._presence.pop(room.id)
    assert browser().get(f"{path(room)}join").status_code == 410
    assert room.id not in hub._live


def names(hub, room):
    return sorted(seats.everybody(hub.database, room.id).called.values())


class TestTheDoor:
    @pytest.fixture
    def door(self, hub, fay, room):
        return lambda to: hub.live(room.id).facilitate(fay.trainer.id, "room/set_joining", to=to)

    def test_a_closed_door_is_said_kindly_with_what_to_do(self, browser, hub, room, door):
        early = browser()
        early.get(f"{path(room)}join")
        door("closed")
        answer = browser().get(f"{path(room)}join?lang=en")
        assert answer.status_code == 403
        assert "Tell the facilitator that you want to join" in answer.text
        assert "form_id" not in answer.text
        assert 'name="name"' not in answer.text
        assert f"{path(room)}return" in answer.text
        token = re.search(r'name="csrf_token" value="([^"]*)"', early.get("/sign-in").text)[1]
        late = early.client.post(f"{path(room)}join", data={"csrf_token": token, "form": "f", "name": "Ann"})
        assert late.status_code == 403
        assert names(hub, room) == []
        door("open")
        assert early.join(room, "Ann").status_code == 303

    def test_the_code_of_a_closed_room_and_no_code_are_answered_alike(self, browser, room, door):
        door("closed")
        closed, unknown = (browser(at=HALL).get(f"/{code}") for code in (room.code, "10000000"))
        assert closed.status_code == unknown.status_code == 404
        assert closed.text.replace(room.code, "10000000") == unknown.text
        assert set(closed.headers.keys()) == set(unknown.headers.keys())
        assert wrong_codes(browser, 19) == [404] * 18 + [429]
        door("approve")
        assert browser(at="10.0.0.1").get(f"/{room.code}").status_code == 302

    def test_undoing_opens_the_door_for_codes_too(self, hub, fay, browser, room, door):
        door("closed")
        [deed] = hub.live(room.id).picture.deeds.can_be_undone()
        hub.live(room.id).facilitate(fay.trainer.id, "room/undo", deed=deed.cause.deed)
        assert browser().get(f"/{room.code}").status_code == 302

    def test_whoever_was_in_comes_back_through_a_closed_door(self, browser, hub, room, door):
        ann = hub.live(room.id).join("Ann")
        door("closed")
        assert browser().come_back(room, ann.person, ann.seat_code).status_code == 303

    def test_while_people_are_let_in_one_by_one_they_take_a_seat_and_wait(self, browser, hub, room, door):
        door("approve")
        ann = browser()
        assert "one by one" in ann.get(f"{path(room)}join?lang=en").text
        assert ann.join(room, "Ann").location == path(room)
        assert ann.get(path(room)).status_code == 200
        assert [member.waits for member in hub.live(room.id).state.members.values()] == [True]

    def test_people_who_wait_fill_the_room_too(self, config, browser, hub, room, door):
        door("approve")
        live = hub.live(room.id)
        live._limits = replace(live._limits, room_people=2)
        answers = [browser().join(room, f"Guest {n}").status_code for n in range(3)]
        assert answers == [303, 303, 422]


class TestOneDevice:
    def come(self, device, room, name):
        """Another new person with the same device: the ticket is thrown away, the device is known."""
        device.client.delete_cookie(TICKET, path=path(room))
        return device.join(room, name)

    def waiting(self, hub, room):
        return [member.waits for member in sorted(hub.live(room.id).state.members.values(), key=lambda m: m.rank)]

    def test_the_fourth_new_person_in_ten_minutes_waits_for_the_facilitator(self, browser, hub, room):
        tablet = browser()
        for name in ("Ann", "Ben", "Chen", "Dan"):
            assert self.come(tablet, room, name).status_code == 303
        assert self.waiting(hub, room) == [False, False, False, True]

    def test_in_another_room_and_with_another_device_nobody_waits(self, browser, hub, open_room, room):
        tablet = browser()
        for n in range(4):
            self.come(tablet, room, f"Guest {n}")
        other = open_room("Tuesday")
        self.come(tablet, other, "Ann")
        browser().join(room, "Zoe")
        assert self.waiting(hub, other) == [False]
        assert self.waiting(hub, room)[-1] is False

    def test_names_that_are_refused_do_not_count(self, browser, hub, room):
        tablet = browser()
        for _ in range(5):
            assert self.come(tablet, room, "").status_code == 422
        for name in ("Ann", "Ben", "Chen"):
            self.come(tablet, room, name)
        assert self.waiting(hub, room) == [False] * 3

    def test_after_ten_minutes_it_may_bring_others(self, app, browser, hub, room, monkeypatch):
        now = [0.0]
        monkeypatch.setattr("workshop.web.limits.monotonic", lambda: now[0])
        tablet = browser()
        for n in range(4):
            self.come(tablet, room, f"Guest {n}")
        now[0] = hub.config.limits.new_people_window_s + 1.0
        self.come(tablet, room, "Zoe")
        assert self.waiting(hub, room) == [False, False, False, True, False]

    def test_a_browser_that_hides_its_device_waits(self, browser, hub, room):
        ann = browser()
        form = hidden_in(ann.get(f"{path(room)}join").text)
        ann.client.delete_cookie(DEVICE, path=f"{path(room)}join")
        assert ann.client.post(f"{path(room)}join", data=form | {"name": "Ann"}).status_code == 303
        assert self.waiting(hub, room) == [True]

    def test_many_at_the_same_moment_are_counted_before_they_sit(self):
        newcomers, often = Newcomers(Limits()), []

        def join(too_often):
            often.append(too_often)
            eventloop.sleep(0.01)

        for _ in range(5):
            eventloop.spawn(newcomers.bring, "room", "device", join)
        eventloop.sleep(0.1)
        assert often == [False, False, False, True, True]

    def test_what_is_kept_of_devices_is_forgotten(self, monkeypatch):
        now = [0.0]
        monkeypatch.setattr("workshop.web.limits.monotonic", lambda: now[0])
        newcomers = Newcomers(Limits())
        for n in range(50):
            newcomers.bring("room", f"device {n}", lambda _often: None)
        now[0] = 601.0
        newcomers.bring("room", "another", lambda _often: None)
        assert len(newcomers._seats) == 1

    def test_of_devices_whose_names_are_refused_nothing_is_kept(self):
        newcomers = Newcomers(Limits())

        def refuse(_often):
            raise Refused("room/name_empty")

        newcomers.bring("room", "at the front", lambda _often: None)
        for n in range(50):
            with pytest.raises(Refused):
                newcomers.bring("room", f"device {n}", refuse)
        assert list(newcomers._seats) == [("room", "at the front")]

    def test_the_devices_that_are_kept_have_an_end(self, monkeypatch):
        monkeypatch.setattr("workshop.web.limits.MOST_BUCKETS", 10)
        newcomers = Newcomers(Limits())
        for n in range(50):
            newcomers.bring("room", f"device {n}", lambda _often: None)
        assert len(newcomers._seats) == 10

    def test_long_names_of_forms_and_devices_are_not_kept(self, app, browser, hub, room):
        """Each would stay in memory for minutes."""
        ann = browser()
        page = ann.get(f"{path(room)}join").text
        form = hidden_in(page)
        ann.client.set_cookie(DEVICE, "d" * 4_000, path=f"{path(room)}join")
        told = form | {"form": "😀" * 2_000, "name": ""}
        assert ann.client.post(f"{path(room)}join", data=told).status_code == 422
        assert max(len(part) for kept in app.extensions["workshop.forms"]._sent for part in kept) <= 64
        assert ann.client.post(f"{path(room)}join", data=told | {"name": "Ann"}).status_code == 303
        assert not app.extensions["workshop.newcomers"]._seats
        assert self.waiting(hub, room) == [True]


class TestAnotherCode:
    def test_the_old_code_and_qr_lead_nowhere_the_new_ones_do(self, browser, hub, fay, room):
        told = fay.ask(f"{path(room)}new-code").json
        assert told.keys() == {"code", "join_url", "short_url"}
        assert told["short_url"] == f"192.168.1.5:8000/{told['code']}"
        stranger = browser()
        assert stranger.get(f"/{room.code}").status_code == 404
        assert stranger.get(f"/j/{room.join_token}").status_code == 404
        assert stranger.get(f"/{told['code']}").location == f"{path(room)}join"
        assert stranger.get(told["join_url"].removeprefix("http://192.168.1.5:8000")).location == f"{path(room)}join"

    def test_every_screen_is_told_at_once_and_those_who_fetch_too(self, fay, hub, room):
        before = fay.get(f"{path(room)}snapshot?as=console")
        code = fay.ask(f"{path(room)}new-code").json["code"]
        for as_ in ("console", "projector"):
            assert fay.get(f"{path(room)}snapshot?as={as_}").json["views"][as_]["code"] == code
        etag = {"If-None-Match": before.headers["ETag"]}
        assert fay.get(f"{path(room)}snapshot?as=console", headers=etag).status_code == 200
        assert hub.live(room.id).head == before.json["seq"] + 1

    def test_whoever_is_in_stays_in_and_the_picture_holds_the_new_way(self, browser, fay, room):
        ann = browser()
        ann.join(room, "Ann")
        before = ann.get(f"{path(room)}qr.svg").data
        fay.ask(f"{path(room)}new-code")
        assert ann.get(path(room)).status_code == 200
        assert ann.get(f"{path(room)}qr.svg").data != before

    def test_the_door_of_a_room_that_was_put_away_is_the_new_one(self, fay, hub, room):
        code = fay.ask(f"{path(room)}new-code").json["code"]
        hub._live.clear()
        hub._presence.clear()
        assert fay.get(f"{path(room)}snapshot?as=console").json["views"]["console"]["code"] == code

    def test_nothing_of_the_code_is_in_the_log_and_it_is_no_deed_to_undo(self, fay, hub, room):
        code = fay.ask(f"{path(room)}new-code").json["code"]
        with hub.database.reading.connect() as connection:
            stored = repr(connection.execute(select(events.c.data)).all())
        assert "room/door_changed" in stored
        assert code not in stored
        assert list(hub.live(room.id).picture.deeds.can_be_undone()) == []

    def test_only_who_facilitates_changes_it(self, browser, trainer, hub, room):
        ann = browser()
        ann.join(room, "Ann")
        for visitor in (ann, browser(), trainer("Zoe")):
            assert visitor.ask(f"{path(room)}new-code").status_code == 403
        assert hub.find(room=room.id).code == room.code

    def test_an_ended_room_has_no_door(self, fay, hub, room):
        ended(hub, fay, room)
        answer = fay.ask(f"{path(room)}new-code")
        assert (answer.status_code, answer.json["code"]) == (409, "room/ended")

    def test_no_client_can_utter_it(self, fay, room):
        token = fay.get(f"{path(room)}console").text.split('"csrf": "')[1].split('"')[0]
        wish = {"commands": [{"id": "command-1", "type": "room/change_door"}]}
        headers = {"X-Workshop": "1", "X-CSRFToken": token}
        answer = fay.client.post(f"{path(room)}commands?as=console", json=wish, headers=headers)
        assert answer.json["answers"][0]["code"] == "command/unknown"


class TestOneAddressForAllTheHall:
    def test_a_hundred_joins_from_one_address_all_succeed(self, browser, hub, room):
        answers = [browser(at=HALL).join(room, f"Guest {n}").status_code for n in range(100)]
        assert answers == [303] * 100
        assert len(seats.everybody(hub.database, room.id).called) == 100

    def test_opening_the_right_page_is_never_a_wrong_try(self, browser, room):
        ann = browser(at=HALL)
        assert {ann.get(f"/{room.code}").status_code for _ in range(50)} == {302}
        assert wrong_codes(browser, 1) == [404]

    def test_twenty_wrong_codes_a_minute_are_answered_the_next_waits(self, browser, room):
        assert wrong_codes(browser, 20) == [404] * 20
        assert wrong_codes(browser, 1) == [429]

    def test_while_codes_wait_the_qr_works_and_so_does_everybody_elsewhere(self, browser, room):
        wrong_codes(browser, 20)
        ann = browser(at=HALL)
        assert ann.get(f"/{room.code}").status_code == 429
        assert ann.get(f"/j/{room.join_token}").location == f"{path(room)}join"
        assert ann.join(room, "Ann").status_code == 303
        assert browser(at="203.0.113.8").get(f"/{room.code}").status_code == 302

    def test_three_hundred_wrong_codes_a_minute_from_many_addresses_make_all_codes_wait(self, browser, room):
        for n in range(15):
            assert wrong_codes(browser, 20, at=f"198.51.100.{n}") == [404] * 20
        assert browser(at="203.0.113.8").get(f"/{room.code}").status_code == 429
        assert browser(at="203.0.113.8").get(f"/j/{room.join_token}").status_code == 302

    def test_a_hundred_wrong_codes_an_hour_wait_for_the_hour(self, app, monkeypatch):
        hour = Tries(Limits(wrong_codes_a_minute=1_000, wrong_codes_everywhere_a_minute=1_000))
        for _ in range(99):
            hour.wrong_code(HALL)
        assert hour.code_wait_s(HALL) == 0
        hour.wrong_code(HALL)
        assert 3_500 < hour.code_wait_s(HALL) <= 3_600

    def test_an_ended_room_and_no_room_are_answered_alike(self, browser, hub, fay, room):
        ended(hub, fay, room)
        closed, unknown = (browser(at=HALL).get(f"/{code}") for code in (room.code, "10000000"))
        assert closed.status_code == unknown.status_code == 404
        assert closed.text.replace(room.code, "10000000") == unknown.text
        assert wrong_codes(browser, 19) == [404] * 18 + [429]

    def test_who_asks_is_not_believed_from_a_header(self, browser, app, room):
        wrong_codes(browser, 20)
        answer = browser(at=HALL).get(f"/{room.code}", headers={"X-Forwarded-For": "127.0.0.1"})
        assert answer.status_code == 429
