"""The facilitator hands a seat over: to Ann's new phone, or to somebody who came without one."""

import re

import pytest
from sqlalchemy import update

from workshop.rooms.asking import Caller
from workshop.rooms.clock import now_ms
from workshop.store.tables import seat_links
from workshop.translations import translator
from workshop.web.auth import TICKET

USED = translator("zh")("This link has been used or is too old")


@pytest.fixture
def base(room):
    return f"/r/{room.id}/"


@pytest.fixture
def ann(browser, hub, room, base):
    ann = browser()
    ann.join(room, "Ann")
    ann.person = hub.person_with(room.id, ann.cookie(TICKET, base))
    return ann


@pytest.fixture
def link(fay, base, ann):
    return path_in(fay.ask(f"{base}seat-link", person=ann.person))


def path_in(answer):
    return answer.json["url"].removeprefix("http://192.168.1.5:8000")


class Line:
    """The socket of a phone."""

    def __init__(self):
        self.told = []

    def send(self, frame):
        self.told.append((frame.event, frame.body))

    def close(self, why):
        self.told.append(("closed", why))


class TestTheLink:
    def test_the_console_is_told_a_link_a_picture_of_it_and_how_long_it_works(self, fay, base, ann):
        told = fay.ask(f"{base}seat-link", person=ann.person).json
        assert told.keys() == {"url", "qr", "minutes"}
        assert told["url"].startswith(f"http://192.168.1.5:8000{base}seat/")
        assert told["qr"].startswith("<svg ")
        assert told["minutes"] == 15

    def test_the_chosen_address_is_in_the_link(self, fay, base, ann):
        url = fay.ask(f"{base}seat-link?host=10.0.0.7", person=ann.person).json["url"]
        assert url.startswith("http://10.0.0.7:8000/")

    def test_the_page_names_the_person_and_looking_uses_nothing_up(self, browser, link, ann, base):
        pages = [browser().get(link) for _ in range(3)]
        assert [page.status_code for page in pages] == [200] * 3
        assert "Ann" in pages[0].text
        assert ann.get(base).status_code == 200

    def test_the_new_phone_is_in_and_the_old_one_is_out_and_told(self, hub, browser, room, base, link, ann):
        presence, line = hub.presence(room.id), Line()
        presence.connect(line, Caller("phone", person=ann.person))
        phone = browser()
        answer = phone.fill_in(link)
        assert (answer.status_code, answer.location) == (303, base)
        assert hub.person_with(room.id, phone.cookie(TICKET, base)) == ann.person
        assert phone.get(base).status_code == 200
        assert ann.get(base).location == f"{base}join"
        assert ann.get(f"{base}snapshot?as=phone").status_code == 401
        assert ("out", b'{"why":"moved"}') in line.told
        assert ("closed", "moved") in line.told

    def test_it_works_once(self, browser, link, base):
        second = browser()
        second.get(link)
        browser().fill_in(link)
        token = re.search(r'name="csrf_token" value="([^"]+)"', second.get("/sign-in").text)[1]
        assert second.client.post(link, data={"csrf_token": token}).status_code == 410
        assert second.get(link).status_code == 410
        assert second.get(base).location == f"{base}join"

    def test_too_old_replaced_of_another_room_and_made_up_open_nothing(
        self, hub, fay, browser, link, ann, base, open_room
    ):
        other = open_room("Tuesday")
        newer = path_in(fay.ask(f"{base}seat-link", person=ann.person))
        made_up = browser().get(f"{base}seat/nothing")
        assert made_up.status_code == browser().get(link).status_code == 410
        assert USED in made_up.text
        assert browser().get(newer.replace(base, f"/r/{other.id}/")).status_code == 410
        hub.write(lambda c: c.execute(update(seat_links).values(created_at=now_ms() - 15 * 60_000)))
        assert browser().get(newer).status_code == 410
        assert ann.get(base).status_code == 200

    def test_somebody_without_a_phone_gets_one(self, hub, fay, browser, room, base):
        hub.live(room.id).facilitate(fay.trainer.id, "room/add_person", name="Ben")
        [ben] = hub.live(room.id).state.members
        phone = browser()
        phone.fill_in(path_in(fay.ask(f"{base}seat-link", person=ben)))
        assert hub.person_with(room.id, phone.cookie(TICKET, base)) == ben

    def test_a_phone_that_is_somebody_else_is_warned(self, browser, room, link):
        ben = browser()
        ben.join(room, "Ben")
        assert "Ben" in ben.get(link).text

    def test_whoever_was_sent_out_is_not_handed_anything(self, hub, fay, browser, room, base, ann, link):
        hub.live(room.id).facilitate(fay.trainer.id, "room/remove_person", person=ann.person)
        phone = browser()
        assert phone.get(link).status_code == 410
        token = re.search(r'name="csrf_token" value="([^"]+)"', phone.get("/sign-in").text)[1]
        assert phone.client.post(link, data={"csrf_token": token}).status_code == 410
        answer = fay.ask(f"{base}seat-link", person=ann.person)
        assert (answer.status_code, answer.json["code"]) == (409, "room/no_such_person")

    def test_only_who_facilitates_makes_links(self, browser, trainer, base, ann):
        for visitor in (ann, browser(), trainer("Zoe")):
            assert visitor.ask(f"{base}seat-link", person=ann.person).status_code == 403

    @pytest.mark.parametrize("wish", [{}, {"person": 7}, {"person": ["x"]}, {"person": None}])
    def test_a_wish_that_is_none_is_refused(self, fay, base, wish):
        assert fay.ask(f"{base}seat-link", **wish).status_code == 400

    def test_a_ticket_planted_before_is_worth_nothing(self, hub, browser, room, link, base):
        phone = browser()
        phone.client.set_cookie(TICKET, "planted", path=base)
        phone.fill_in(link)
        assert phone.cookie(TICKET, base) != "planted"
        assert hub.person_with(room.id, "planted") is None

    def test_the_ticket_lasts_and_stays_in_the_room(self, browser, link, room):
        cookie = browser().fill_in(link).headers["Set-Cookie"]
        assert {"HttpOnly", f"Path=/r/{room.id}/", "SameSite=Lax", "Max-Age=7776000"} <= set(cookie.split("; "))
