"""More than one trainer: how they come, are helped, and leave. Fay is here, Zoe is a colleague."""

import re

import pytest
from sqlalchemy import select, update

from workshop.rooms.clock import now_ms
from workshop.store import people, trainers
from workshop.store.tables import staff_sessions, trainer_links
from workshop.translations import sentence, translator
from workshop.web.auth import STAFF

PASSWORD = "a long walk by the sea"
USED = translator("zh")("This link has been used or is too old")
HOUR = 3_600_000


@pytest.fixture
def zoe(trainer):
    return trainer("Zoe")


@pytest.fixture
def invitation(fay):
    """The path of a fresh invitation, as the page shows it once."""
    return link_in(fay.press("/trainers", "/trainers/invitations"))


@pytest.fixture
def password_link(fay, zoe):
    return link_in(fay.press("/trainers", f"/trainers/{zoe.trainer.id}/password-link"))


def link_in(answer):
    found = re.search(r'id="link" value="http://192\.168\.1\.5:8000([^"]+)"', answer.text)
    return found[1]


def grow_old(hub, hours):
    hub.write(lambda c: c.execute(update(trainer_links).values(created_at=now_ms() - hours * HOUR)))


def come(browser, link, name="Dan"):
    return browser.fill_in(link, name=name, password=PASSWORD, again=PASSWORD)


def colleagues(hub):
    return [(colleague.name, colleague.left_at is None) for colleague in trainers.colleagues(hub.database)]


class TestInviting:
    def test_whoever_is_invited_chooses_name_and_password_and_is_in(self, hub, browser, invitation):
        dan = browser()
        answer = come(dan, invitation)
        assert (answer.status_code, answer.location) == (303, "/")
        assert "Dan" in dan.get("/").text
        assert colleagues(hub) == [("Dan", True), ("Fay", True)]
        assert people.sign_in(hub.database, "Dan", PASSWORD).name == "Dan"

    def test_looking_at_the_link_uses_nothing_up(self, hub, browser, invitation):
        assert [browser().get(invitation).status_code for _ in range(3)] == [200] * 3
        assert come(browser(), invitation).status_code == 303

    def test_used_taken_back_too_old_and_unknown_are_answered_alike(self, hub, fay, browser, invitation):
        late = browser()
        late.get(invitation)
        used = invitation
        come(browser(), used, "Dan")
        taken_back = link_in(fay.press("/trainers", "/trainers/invitations"))
        fay.press("/trainers", f"/trainers/invitations/{trainers.invitations(hub.database, now_ms())[0].id}/revoke")
        too_old = link_in(fay.press("/trainers", "/trainers/invitations"))
        grow_old(hub, 72)
        answers = [late.get(link) for link in (used, taken_back, too_old, "/invitation/nothing")]
        assert [answer.status_code for answer in answers] == [410] * 4
        assert len({re.sub(r"/invitation/[\w-]+", "", answer.text) for answer in answers}) == 1
        assert USED in answers[0].text
        for link in (used, taken_back, too_old):
            token = re.search(r'name="csrf_token" value="([^"]*)"', late.get("/sign-in").text)[1]
            form = {"csrf_token": token, "name": "Eve", "password": PASSWORD, "again": PASSWORD}
            assert late.client.post(link, data=form).status_code == 410
        assert colleagues(hub) == [("Dan", True), ("Fay", True)]

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"name": "Fay"}, "desk/name_taken"),
            ({"name": ""}, "desk/name_empty"),
            ({"password": "short", "again": "short"}, "desk/password_short"),
            ({"again": "another one"}, "desk/passwords_differ"),
        ],
    )
    def test_what_is_wrong_is_said_and_the_link_still_works(self, hub, browser, invitation, fields, code):
        dan = browser()
        answer = dan.fill_in(invitation, **{"name": "Dan", "password": PASSWORD, "again": PASSWORD} | fields)
        assert answer.status_code == 422
        assert sentence("zh", code, {"shortest": 12}) in answer.text
        assert come(dan, invitation).status_code == 303

    def test_the_link_is_shown_once_and_stored_nowhere(self, hub, fay, invitation):
        token = invitation.rsplit("/", 1)[1]
        assert token not in fay.get("/trainers").text
        with hub.database.reading.connect() as connection:
            assert token not in repr(connection.execute(select(trainer_links)).all())

    def test_a_session_that_was_planted_before_is_worth_nothing(self, browser, invitation):
        dan, attacker = browser(), browser()
        for visitor in (dan, attacker):
            visitor.client.set_cookie(STAFF, "planted")
        come(dan, invitation)
        assert dan.cookie(STAFF) != "planted"
        assert "Dan" not in attacker.get("/").text

    def test_too_many_waiting_are_refused_in_words(self, fay):
        for _ in range(trainers.INVITATIONS):
            assert fay.press("/trainers", "/trainers/invitations").status_code == 200
        answer = fay.press("/trainers", "/trainers/invitations")
        assert answer.status_code == 409
        assert sentence("zh", "desk/invitations_full", {"most": trainers.INVITATIONS}) in answer.text

    def test_all_of_it_is_for_trainers(self, hub, browser, zoe, room):
        ann = browser()
        ann.join(room, "Ann")
        for visitor in (browser(), ann):
            assert visitor.get("/trainers").location == "/sign-in?next=/trainers"
            assert visitor.get("/account/").location == "/sign-in?next=/account/"
            for path in ("/trainers/invitations", f"/trainers/{zoe.trainer.id}/password-link"):
                assert visitor.press("/sign-in", path).status_code == 401
            assert visitor.press("/sign-in", f"/trainers/{zoe.trainer.id}/leave").status_code == 401
        with hub.database.reading.connect() as connection:
            assert connection.execute(select(trainer_links)).all() == []


class TestForgottenPasswords:
    def test_a_colleague_makes_a_link_that_sets_a_new_one(self, hub, browser, zoe, password_link):
        elsewhere = browser()
        answer = elsewhere.fill_in(password_link, password=PASSWORD, again=PASSWORD)
        assert (answer.status_code, answer.location) == (303, "/")
        assert "Zoe" in elsewhere.get("/").text
        assert people.sign_in(hub.database, "Zoe", PASSWORD) == zoe.trainer
        assert "Zoe" not in zoe.get("/").text  # signed out where she was

    def test_it_works_once_and_for_a_day(self, hub, fay, zoe, browser, password_link):
        assert browser().get(password_link).status_code == 200
        browser().fill_in(password_link, password=PASSWORD, again=PASSWORD)
        assert browser().get(password_link).status_code == 410
        late = link_in(fay.press("/trainers", f"/trainers/{zoe.trainer.id}/password-link"))
        page = browser()
        page.get(late)
        grow_old(hub, 24)
        assert page.get(late).status_code == 410
        token = re.search(r'name="csrf_token" value="([^"]*)"', page.get("/sign-in").text)[1]
        form = {"csrf_token": token, "password": "another long password", "again": "another long password"}
        assert page.client.post(late, data=form).status_code == 410
        assert people.sign_in(hub.database, "Zoe", PASSWORD) == zoe.trainer

    def test_a_password_that_is_no_good_is_refused_and_the_link_still_works(self, browser, zoe, password_link):
        answer = browser().fill_in(password_link, password="ZoeZoeZoeZoe", again="ZoeZoeZoeZoe")
        assert answer.status_code == 422
        assert sentence("zh", "desk/password_easy") in answer.text
        assert browser().fill_in(password_link, password=PASSWORD, again=PASSWORD).status_code == 303

    def test_for_oneself_the_old_password_is_asked_instead(self, hub, fay):
        answer = fay.press("/trainers", f"/trainers/{fay.trainer.id}/password-link")
        assert answer.status_code == 409
        assert sentence("zh", "desk/not_yourself") in answer.text
        assert "password-link" not in fay.get("/trainers").text


class TestParting:
    def test_it_asks_first_and_says_what_becomes_of_the_rooms(self, fay, zoe, hub, open_room):
        open_room("Hers", zoe)
        page = fay.get(f"/trainers/{zoe.trainer.id}/leave?lang=en").text
        assert "Their room stays as it is" in page
        assert colleagues(hub) == [("Fay", True), ("Zoe", True)]

    def test_whoever_left_is_out_everywhere_at_once(self, hub, fay, zoe, browser, open_room):
        room = open_room("Hers", zoe)
        assert zoe.get(f"/r/{room.id}/console").status_code == 200
        assert fay.fill_in(f"/trainers/{zoe.trainer.id}/leave").status_code == 303
        assert colleagues(hub) == [("Fay", True), ("Zoe", False)]
        for path in (f"/r/{room.id}/console", "/trainers", f"/r/{room.id}/export.csv"):
            assert zoe.get(path).location == f"/sign-in?next={path}"
        assert zoe.get(f"/r/{room.id}/snapshot?as=console").status_code == 401
        assert zoe.get(f"/r/{room.id}/projector").status_code == 403
        with hub.database.reading.connect() as connection:
            owners = connection.execute(select(staff_sessions.c.trainer)).scalars().all()
        assert owners == [fay.trainer.id]

    def test_another_takes_the_room_over_and_nothing_is_lost(self, hub, fay, zoe, browser, open_room):
        room = open_room("Hers", zoe)
        browser().join(room, "Ann")
        assert fay.get(f"/trainers/{zoe.trainer.id}/rooms").status_code == 404
        assert fay.press("/trainers", f"/rooms/{room.id}/take-over").status_code == 409
        fay.fill_in(f"/trainers/{zoe.trainer.id}/leave")
        assert "Hers" in fay.get(f"/trainers/{zoe.trainer.id}/rooms").text
        assert fay.press("/trainers", f"/rooms/{room.id}/take-over").location == "/"
        assert "Hers" in fay.get("/").text
        assert fay.get(f"/r/{room.id}/console").status_code == 200
        assert [member.id for member in hub.live(room.id).state.present]

    def test_nobody_removes_themselves(self, hub, fay, zoe):
        assert fay.get(f"/trainers/{fay.trainer.id}/leave").location == "/trainers"
        answer = fay.press("/trainers", f"/trainers/{fay.trainer.id}/leave")
        assert answer.status_code == 409
        assert sentence("zh", "desk/not_yourself") in answer.text
        assert colleagues(hub) == [("Fay", True), ("Zoe", True)]

    def test_somebody_who_left_by_mistake_is_brought_back(self, hub, fay, zoe):
        fay.fill_in(f"/trainers/{zoe.trainer.id}/leave")
        fay.press("/trainers", f"/trainers/{zoe.trainer.id}/back")
        assert colleagues(hub) == [("Fay", True), ("Zoe", True)]
        assert "Zoe" not in zoe.get("/").text  # has to sign in again

    def test_a_name_of_somebody_who_left_is_answered_like_a_wrong_password(self, hub, fay, browser):
        dan = browser()
        come(dan, link_in(fay.press("/trainers", "/trainers/invitations")))
        id_ = next(colleague.id for colleague in trainers.colleagues(hub.database) if colleague.name == "Dan")
        fay.fill_in(f"/trainers/{id_}/leave")
        right, wrong = (browser(at=f"10.0.0.{n}").sign_in("Dan", word) for n, word in enumerate((PASSWORD, "x" * 12)))
        texts = [re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text) for answer in (right, wrong)]
        assert (right.status_code, texts[0]) == (wrong.status_code, texts[1]) == (422, texts[1])

    def test_somebody_who_is_no_trainer_is_not_found(self, fay):
        assert fay.get("/trainers/nobody/leave").status_code == 404
        assert fay.press("/trainers", "/trainers/nobody/password-link").status_code == 404
        assert fay.press("/trainers", "/rooms/nowhere/take-over").status_code == 404
