"""Scan, name, in: without an account, without JavaScript, and with a whole hall behind one address."""

import gzip
import re
from pathlib import Path

import pytest

from workshop import eventloop
from workshop.config import Limits
from workshop.store import seats
from workshop.translations import sentence
from workshop.web.auth import TICKET
from workshop.web.join import Forms, only_digits
from workshop.web.limits import Tries

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
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', refused.text))
        assert ann.client.post(path(room) + "join", data=hidden | {"name": "Ann"}).status_code == 303

    def test_a_form_sent_twice_makes_one_person(self, browser, hub, room):
        ann = browser()
        html = ann.get(path(room) + "join").text
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)) | {"name": "Ann"}
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
        assert ben.fill_in(path(room) + "return", name="Ben", seat_code="1234").status_code == 422
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
        sheets = re.findall(r'(?:href|src)="/static/(pages/[^"?]+)', answer.text)
        files = [(Path(app.root_path) / "static" / sheet).read_bytes() for sheet in sheets]
        assert len(files) == 2
        assert sum(len(gzip.compress(content)) for content in [answer.data, *files]) < 8_000


class TestComingBack:
    @pytest.fixture
    def ann(self, browser, hub, room):
        """Ann's first phone, and her seat code."""
        phone = browser()
        phone.join(room, "Ann")
        phone.seat_code = next(iter(seats.everybody(hub.database, room.id).seat_codes.values()))
        return phone

    def test_name_and_seat_code_bring_the_same_person_to_another_phone(self, ann, browser, hub, room):
        person = hub.person_with(room.id, ann.cookie(TICKET, path(room)))
        other = browser()
        assert other.fill_in(path(room) + "return", name="Ann", seat_code=ann.seat_code).location == path(room)
        assert hub.person_with(room.id, other.cookie(TICKET, path(room))) == person
        assert hub.person_with(room.id, ann.cookie(TICKET, path(room))) is None
        assert len(seats.everybody(hub.database, room.id).called) == 1

    def test_the_first_phone_is_sent_to_the_join_page(self, ann, browser, room):
        browser().fill_in(path(room) + "return", name="Ann", seat_code=ann.seat_code)
        assert ann.get(path(room)).location == f"{path(room)}join"

    def test_wrong_seat_codes_are_counted_and_then_the_seat_is_closed(self, ann, browser, hub, room):
        wrong = "0000" if ann.seat_code != "0000" else "0001"
        other = browser()
        tries = hub.config.limits.wrong_seat_codes
        pages = [other.fill_in(path(room) + "return", name="Ann", seat_code=wrong).text for _ in range(tries)]
        assert sentence("zh", "room/wrong_seat_code", {"left": 4}) in pages[0]
        assert sentence("zh", "room/seat_closed") in pages[-1]
        answer = other.fill_in(path(room) + "return", name="Ann", seat_code=ann.seat_code)
        assert answer.status_code == 422
        assert ann.get(path(room)).status_code == 200

    def test_a_name_nobody_has_is_said_in_words(self, ann, browser, room):
        answer = browser().fill_in(path(room) + "return", name="Ben", seat_code="1234")
        assert sentence("zh", "room/no_such_name") in answer.text


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
