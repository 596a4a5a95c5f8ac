"""Cookies decide who somebody is, room by room; what they say about themselves decides nothing."""

import re

import pytest

from workshop.rooms.asking import Caller
from workshop.store.seats import hashed
from workshop.web.auth import SCREEN, STAFF, TICKET, who


@pytest.fixture
def zoes_room(trainer, open_room):
    """A room in which Fay, Ann and Fay's screen have no business."""
    return open_room("Zoe's", trainer("Zoe"))


@pytest.fixture
def ann(browser, room):
    ann = browser()
    ann.join(room, "Ann")
    return ann


@pytest.fixture
def link(fay, room):
    token = re.search(r'"csrf": "([^"]+)"', fay.get(f"/r/{room.id}/console").text)[1]
    made = fay.client.post(f"/r/{room.id}/screen-link", headers={"X-CSRFToken": token}).json
    assert made["minutes"] == 60
    return made["url"].removeprefix("http://192.168.1.5:8000")


@pytest.fixture
def screen(browser, room, link):
    """A projector's browser that was let in."""
    screen = browser()
    screen.fill_in(link)
    return screen


@pytest.fixture
def asks(app):
    """Who a browser is to a room when it asks as this surface."""

    def asks(visitor, room, as_):
        cookies = {
            STAFF: visitor.cookie(STAFF),
            TICKET: visitor.cookie(TICKET, f"/r/{room.id}/"),
            SCREEN: visitor.cookie(SCREEN, f"/r/{room.id}/"),
        }
        header = "; ".join(f"{name}={value}" for name, value in cookies.items() if value)
        with app.test_request_context(headers={"Cookie": header}) as context:
            return who(context.request, room, as_)

    return asks


def test_a_person_is_a_phone_and_nothing_else(hub, ann, room, asks):
    person = hub.person_with(room.id, ann.cookie(TICKET, f"/r/{room.id}/"))
    assert asks(ann, room, "phone") == Caller("phone", person=person)
    assert [asks(ann, room, as_) for as_ in ("console", "projector", "", "staff")] == [None] * 4


def test_a_trainer_is_console_and_projector_of_their_room(fay, room, asks):
    right = hashed(fay.cookie(STAFF))
    assert asks(fay, room, "console") == Caller("console", trainer=fay.trainer.id, right=right)
    assert asks(fay, room, "projector") == Caller("projector", trainer=fay.trainer.id, right=right)
    assert asks(fay, room, "phone") is None


def test_a_screen_is_a_projector_and_nothing_else(screen, room, asks):
    right = hashed(screen.cookie(SCREEN, f"/r/{room.id}/"))
    assert asks(screen, room, "projector") == Caller("projector", right=right)
    assert [asks(screen, room, as_) for as_ in ("console", "phone")] == [None] * 2


def test_nobody_is_anything_in_another_room(fay, ann, screen, zoes_room, asks):
    for visitor in (fay, ann, screen):
        assert [asks(visitor, zoes_room, as_) for as_ in ("phone", "console", "projector")] == [None] * 3


def test_a_cookie_copied_to_another_room_or_name_is_worth_nothing(app, fay, ann, screen, room, zoes_room):
    base = f"/r/{room.id}/"
    secrets = [fay.cookie(STAFF), ann.cookie(TICKET, base), screen.cookie(SCREEN, base)]
    for secret in secrets:
        header = f"{TICKET}={secret}; {SCREEN}={secret}"
        with app.test_request_context(headers={"Cookie": header}) as context:
            for as_ in ("phone", "console", "projector"):
                assert who(context.request, zoes_room, as_) is None


def test_the_same_person_in_two_rooms_has_two_tickets(browser, open_room, asks):
    monday, tuesday = open_room("Monday"), open_room("Tuesday")
    ann = browser()
    ann.join(monday, "Ann")
    ann.join(tuesday, "Ann")
    persons = {asks(ann, room, "phone").person for room in (monday, tuesday)}
    assert len(persons) == 2


class TestPages:
    """What a browser sees at the three addresses of a room."""

    def test_a_stranger_is_sent_where_they_belong(self, browser, room):
        base = f"/r/{room.id}/"
        assert browser().get(base).location == f"{base}join"
        assert browser().get(f"{base}console").location == f"/sign-in?next={base}console"
        assert browser().get(f"{base}projector").status_code == 403

    def test_a_person_sees_their_phone_and_no_console(self, ann, room):
        base = f"/r/{room.id}/"
        assert ann.get(base).status_code == 200
        assert ann.get(f"{base}console").location == f"/sign-in?next={base}console"
        assert ann.get(f"{base}projector").status_code == 403

    def test_another_trainer_sees_neither_console_nor_wall(self, trainer, room):
        zoe = trainer("Zoe")
        assert zoe.get(f"/r/{room.id}/console").status_code == 403
        assert zoe.get(f"/r/{room.id}/projector").status_code == 403

    def test_the_code_as_a_picture_is_for_those_who_are_in(self, fay, ann, screen, browser, trainer, room):
        visitors = [fay, ann, screen, browser(), trainer("Zoe")]
        answers = [visitor.get(f"/r/{room.id}/qr.svg").status_code for visitor in visitors]
        assert answers == [200, 200, 200, 403, 403]


class TestScreenLinks:
    def test_looking_at_a_link_does_not_use_it_up(self, browser, link):
        assert [browser().get(link).status_code for _ in range(3)] == [200] * 3

    def test_the_first_machine_to_use_a_link_shows_the_wall(self, browser, room, link):
        first, second = browser(), browser()
        second_page = second.get(link)
        assert first.fill_in(link).location == f"/r/{room.id}/projector"
        assert first.get(f"/r/{room.id}/projector").status_code == 200
        token = re.search(r'name="csrf_token" value="([^"]+)"', second_page.text)[1]
        assert second.client.post(link, data={"csrf_token": token}).status_code == 410
        assert second.get(link).status_code == 410
        assert second.get(f"/r/{room.id}/projector").status_code == 403

    def test_only_the_rooms_trainer_makes_links(self, ann, screen, trainer, room):
        for visitor in (ann, screen, trainer("Zoe")):
            page = visitor.get("/sign-in" if visitor.cookie(STAFF) is None else "/").text
            token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
            answer = visitor.client.post(f"/r/{room.id}/screen-link", headers={"X-CSRFToken": token})
            assert answer.status_code == 403
