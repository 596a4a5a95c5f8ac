"""Eve helps Fay to facilitate: invited by a link that works once, equal in the room, and gone when she is revoked."""

import json
import re

import pytest
from sqlalchemy import select, update

from tests.rooms.scene import Screen
from workshop.eventloop import monotonic
from workshop.rooms.asking import Caller
from workshop.rooms.clock import now_ms
from workshop.store import co_facilitators
from workshop.store.tables import co_facilitators as table
from workshop.translations import translator
from workshop.web.auth import HELPER, STAFF, who

USED = translator("zh")("This link has been used or is too old")
HOUR = 3_600_000


@pytest.fixture
def base(room):
    return f"/r/{room.id}/"


@pytest.fixture
def invited(fay, base):
    """What the console is told for a new helper."""
    return fay.ask(f"{base}helpers", name="Eve").json


@pytest.fixture
def link(invited):
    return invited["url"].removeprefix("http://192.168.1.5:8000")


@pytest.fixture
def eve(browser, link):
    eve = browser()
    eve.fill_in(link)
    return eve


def page_of(answer):
    return json.loads(re.search(r'<script type="application/json" id="page">(.*?)</script>', answer.text, re.DOTALL)[1])


def command(visitor, base, **fields):
    token = page_of(visitor.get(f"{base}console"))["csrf"] if visitor.get(f"{base}console").status_code == 200 else ""
    wish = {"commands": [{"id": "command-" + fields["type"].replace("/", "-"), **fields}]}
    headers = {"X-Workshop": "1", "X-CSRFToken": token}
    return visitor.client.post(f"{base}commands?as=console", json=wish, headers=headers)


class TestTheLink:
    def test_it_is_told_once_with_how_long_it_works(self, fay, base, invited):
        assert invited["minutes"] == 24 * 60
        [listed] = fay.get(f"{base}helpers").json["helpers"]
        assert (listed["id"], listed["name"], listed["opened_at"]) == (invited["id"], "Eve", None)
        assert listed["created_at"] == pytest.approx(now_ms(), abs=60_000)
        assert invited["url"].rsplit("/", 1)[1] not in fay.get(f"{base}helpers").text

    def test_a_preview_of_it_uses_nothing_up(self, browser, link, base, room):
        pages = [browser().get(link) for _ in range(3)]
        assert [page.status_code for page in pages] == [200] * 3
        assert room.title in pages[0].text
        eve = browser()
        assert eve.fill_in(link).location == f"{base}console"

    def test_it_binds_one_device_and_is_dead_after_that(self, browser, link, base, eve):
        second = browser()
        assert second.get(link).status_code == 410
        token = re.search(r'name="csrf_token" value="([^"]+)"', second.get("/sign-in").text)[1]
        assert second.client.post(link, data={"csrf_token": token}).status_code == 410
        assert second.get(f"{base}console").status_code == 302
        assert eve.get(f"{base}console").status_code == 200

    def test_after_a_day_in_another_room_or_made_up_it_is_the_same_to_everybody(self, hub, browser, link, open_room):
        other = open_room("Tuesday")
        elsewhere = browser().get(link.replace(link.split("/")[2], other.id))
        made_up = browser().get(f"/r/{other.id}/helper/nothing")
        hub.write(lambda c: c.execute(update(table).values(created_at=now_ms() - 24 * HOUR)))
        too_old = browser().get(link)
        assert [answer.status_code for answer in (elsewhere, made_up, too_old)] == [410] * 3
        assert USED in too_old.text
        assert re.sub(r'/helper/[^"?]+', "", elsewhere.text) == re.sub(r'/helper/[^"?]+', "", made_up.text)

    def test_the_cookie_stays_in_the_room_and_no_script_reads_it(self, browser, link, room):
        cookie = browser().fill_in(link).headers["Set-Cookie"]
        assert {"HttpOnly", f"Path=/r/{room.id}/", "SameSite=Lax"} <= set(cookie.split("; "))

    def test_a_cookie_planted_before_is_worth_nothing(self, browser, link, base, room):
        eve, attacker = browser(), browser()
        for visitor in (eve, attacker):
            visitor.client.set_cookie(HELPER, "planted", path=base)
        eve.fill_in(link)
        assert eve.cookie(HELPER, base) != "planted"
        assert attacker.get(f"{base}console").status_code == 302

    def test_a_name_is_needed_and_twenty_are_enough(self, fay, base):
        assert fay.ask(f"{base}helpers", name=" ").json["code"] == "desk/name_empty"
        assert fay.ask(f"{base}helpers").status_code == 400
        assert fay.ask(f"{base}helpers", name=["Eve"]).status_code == 400
        for n in range(co_facilitators.A_ROOM):
            assert fay.ask(f"{base}helpers", name=f"Helper {n}").status_code == 200
        answer = fay.ask(f"{base}helpers", name="Eve")
        assert (answer.status_code, answer.json) == (409, {"code": "room/helpers_full", "facts": {"most": 20}})


class TestHelping:
    def test_she_sees_the_console_and_the_wall_but_is_no_owner(self, eve, fay, base):
        assert page_of(eve.get(f"{base}console"))["owner"] is False
        assert page_of(fay.get(f"{base}console"))["owner"] is True
        for path in ("projector", "qr.svg", "snapshot?as=console", "snapshot?as=projector", "helpers"):
            assert eve.get(base + path).status_code == 200
        assert eve.get(f"{base}helpers").json["owner"] is False

    def test_she_does_what_the_console_does(self, hub, eve, base, room):
        assert command(eve, base, type="room/blank", on=True).json["answers"][0]["ok"]
        assert hub.live(room.id).state.blank
        assert eve.ask(f"{base}screen-link").status_code == 200

    def test_she_neither_invites_nor_revokes(self, fay, eve, base, invited):
        answer = eve.ask(f"{base}helpers", name="Dan")
        assert (answer.status_code, answer.json) == (403, {"code": "room/not_owner", "facts": {}})
        assert eve.ask(f"{base}helpers/{invited['id']}/revoke").status_code == 403
        assert len(fay.get(f"{base}helpers").json["helpers"]) == 1

    def test_she_neither_downloads_nor_deletes_nor_has_a_desk(self, hub, eve, base, room):
        assert eve.get(f"{base}export.csv").location == f"/sign-in?next={base}export.csv"
        assert eve.get(f"/rooms/{room.id}/delete").status_code == 302
        assert eve.press("/sign-in", f"/rooms/{room.id}/delete").status_code == 401
        assert room.title not in eve.get("/").text
        assert hub.find(room=room.id)

    def test_another_room_does_not_know_her(self, app, browser, eve, base, open_room):
        other = open_room("Tuesday")
        header = f"{HELPER}={eve.cookie(HELPER, base)}; {STAFF}={eve.cookie(HELPER, base)}"
        with app.test_request_context(headers={"Cookie": header}) as context:
            assert [who(context.request, other, as_) for as_ in ("console", "projector", "phone")] == [None] * 3

    def test_she_is_told_from_the_trainer_and_from_another_helper(self, app, fay, browser, eve, base, room):
        dan = browser()
        dan.fill_in(fay.ask(f"{base}helpers", name="Dan").json["url"].removeprefix("http://192.168.1.5:8000"))
        callers = set()
        for visitor in (fay, eve, dan):
            header = f"{HELPER}={visitor.cookie(HELPER, base) or ''}; {STAFF}={visitor.cookie(STAFF) or ''}"
            with app.test_request_context(headers={"Cookie": header}) as context:
                callers.add(who(context.request, room, "console").trainer)
        assert len(callers) == 3
        assert sum(caller.startswith("co:") for caller in callers) == 2

    def test_participants_strangers_and_other_trainers_ask_in_vain(self, browser, trainer, base, room, invited):
        ann = browser()
        ann.join(room, "Ann")
        for visitor in (ann, browser(), trainer("Zoe")):
            assert visitor.get(f"{base}helpers").status_code == 403
            assert visitor.ask(f"{base}helpers", name="Eve").status_code == 403
            assert visitor.ask(f"{base}helpers/{invited['id']}/revoke").status_code == 403


class TestRevoking:
    def test_from_that_moment_nothing_answers_her(self, hub, fay, eve, base, room, invited):
        token = page_of(eve.get(f"{base}console"))["csrf"]
        assert fay.ask(f"{base}helpers/{invited['id']}/revoke").json == {}
        assert fay.get(f"{base}helpers").json["helpers"] == []
        assert eve.get(f"{base}snapshot?as=console").status_code == 401
        assert eve.get(f"{base}snapshot?as=projector").status_code == 401
        assert eve.get(f"{base}console").location == f"/sign-in?next={base}console"
        assert eve.get(f"{base}projector").status_code == 403
        wish = {"commands": [{"id": "command-1", "type": "room/blank", "on": True}]}
        headers = {"X-Workshop": "1", "X-CSRFToken": token}
        answer = eve.client.post(f"{base}commands?as=console", json=wish, headers=headers)
        assert (answer.status_code, answer.json["code"]) == (401, "room/signed_out")
        assert not hub.live(room.id).state.blank

    def test_after_three_days_nothing_answers_her_and_her_screens_are_closed(self, hub, eve, base, room):
        right = hub.write(lambda connection: connection.execute(select(table.c.cookie)).scalar_one())
        line = Screen()
        hub.presence(room.id).connect(line, Caller("console", trainer="co:eve", right=right))
        hub.write(lambda c: c.execute(update(table).values(opened_at=now_ms() - 72 * HOUR + 60_000)))
        hub.sweep(monotonic())
        assert eve.get(f"{base}snapshot?as=console").status_code == 200
        assert not line.closed
        hub.write(lambda c: c.execute(update(table).values(opened_at=now_ms() - 72 * HOUR)))
        hub.sweep(monotonic())
        assert eve.get(f"{base}snapshot?as=console").status_code == 401
        assert line.closed

    def test_one_is_revoked_before_the_link_was_used(self, fay, browser, base, invited, link):
        fay.ask(f"{base}helpers/{invited['id']}/revoke")
        assert browser().get(link).status_code == 410

    def test_the_list_says_who_has_come(self, fay, base, eve):
        [listed] = fay.get(f"{base}helpers").json["helpers"]
        assert listed["opened_at"] >= listed["created_at"]
