"""How a trainer comes in, how they leave, and how guessing is slowed down."""

import pytest
from sqlalchemy import select, update

from workshop import eventloop
from workshop.rooms.clock import now_ms
from workshop.store import people
from workshop.store.tables import staff_sessions, trainers
from workshop.translations import sentence, translator
from workshop.web import auth
from workshop.web.auth import STAFF, own_path, setup_link

PASSWORD = "a long walk by the sea"
HOUR = 3_600_000


def stored(hub, column):
    with hub.database.reading.connect() as connection:
        return list(connection.execute(select(column)).scalars())


@pytest.fixture
def account(hub):
    """Fay has an account; nobody is signed in."""
    hashed = people.hash_password(PASSWORD)
    return hub.write(lambda connection: people.add_first_trainer(connection, "Fay", hashed, now_ms()))


@pytest.fixture
def waits(monkeypatch):
    """How long answers were held back."""
    waits = []
    monkeypatch.setattr(auth.eventloop, "sleep", waits.append)
    return waits


class TestFirstTrainer:
    def test_the_link_makes_the_first_trainer_and_signs_them_in(self, app, browser):
        fay = browser()
        answer = fay.fill_in(setup_link(app), name="Fay", password=PASSWORD, again=PASSWORD)
        assert (answer.status_code, answer.location) == (303, "/")
        assert "Fay" in fay.get("/").text

    def test_the_link_works_once(self, app, hub, browser):
        link = setup_link(app)
        browser().fill_in(link, name="Fay", password=PASSWORD, again=PASSWORD)
        assert setup_link(app) is None
        assert browser().get(link).status_code == 404
        zoe = browser()
        token = zoe.fill_in("/sign-in", name="", password="")
        assert token.status_code == 422
        assert zoe.press("/sign-in", link).status_code == 404
        assert stored(hub, trainers.c.name) == ["Fay"]

    def test_another_link_opens_nothing(self, app, browser):
        assert browser().get("/setup/another").status_code == 404
        assert setup_link(app) is not None

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"password": "short", "again": "short"}, "desk/password_short"),
            ({"password": "FayFayFayFay", "again": "FayFayFayFay"}, "desk/password_easy"),
            ({"password": PASSWORD, "again": "a long walk by the lake"}, "desk/passwords_differ"),
            ({"name": " ", "password": PASSWORD, "again": PASSWORD}, "desk/name_empty"),
            ({"name": "x" * 41, "password": PASSWORD, "again": PASSWORD}, "desk/name_long"),
        ],
    )
    def test_what_is_wrong_is_said_in_words(self, app, hub, browser, fields, code):
        answer = browser().fill_in(setup_link(app), **{"name": "Fay"} | fields)
        assert answer.status_code == 422
        assert sentence("zh", code, {"shortest": 12, "longest": 40}) in answer.text
        assert stored(hub, trainers.c.name) == []

    def test_before_there_is_a_trainer_the_sign_in_page_says_where_to_begin(self, browser):
        advice = translator("zh")("Nobody can sign in yet: open the link that was printed when the server started.")
        assert advice in browser().get("/sign-in").text


class TestInAndOut:
    def test_name_and_password_open_the_desk(self, account, browser):
        fay = browser()
        answer = fay.sign_in("Fay", PASSWORD)
        assert (answer.status_code, answer.location) == (303, "/")
        assert "Fay" in fay.get("/").text

    def test_signing_out_ends_the_session_on_the_server_too(self, account, hub, browser):
        fay = browser()
        fay.sign_in("Fay", PASSWORD)
        token = fay.cookie(STAFF)
        assert fay.press("/", "/sign-out").location == "/"
        assert stored(hub, staff_sessions.c.token) == []
        fay.client.set_cookie(STAFF, token)
        assert "Fay" not in fay.get("/").text

    def test_every_sign_in_makes_a_new_session_and_ends_the_one_before(self, account, hub, browser):
        fay = browser()
        fay.sign_in("Fay", PASSWORD)
        first = fay.cookie(STAFF)
        fay.client.set_cookie(STAFF, first)
        page = fay.client.get("/sign-in")
        assert page.status_code == 302  # signed in already
        fay.press("/", "/sign-out")
        fay.sign_in("Fay", PASSWORD)
        assert fay.cookie(STAFF) != first
        assert len(stored(hub, staff_sessions.c.token)) == 1

    def test_a_session_planted_before_signing_in_is_worth_nothing(self, account, hub, browser):
        victim = browser()
        victim.client.set_cookie(STAFF, "planted")
        victim.sign_in("Fay", PASSWORD)
        attacker = browser()
        attacker.client.set_cookie(STAFF, "planted")
        assert victim.cookie(STAFF) != "planted"
        assert "Fay" not in attacker.get("/").text

    def test_a_session_left_idle_for_twelve_hours_is_over(self, fay, hub):
        assert "Fay" in fay.get("/").text
        hub.write(lambda c: c.execute(update(staff_sessions).values(seen_at=now_ms() - 12 * HOUR)))
        assert "Fay" not in fay.get("/").text

    def test_using_the_desk_keeps_a_session_alive(self, fay, hub):
        before = now_ms()
        hub.write(lambda c: c.execute(update(staff_sessions).values(seen_at=before - 11 * HOUR)))
        fay.get("/")
        eventloop.sleep(0)
        hub.write(lambda _: None)  # whatever was in line before is written now
        assert stored(hub, staff_sessions.c.seen_at)[0] >= before

    def test_a_page_that_needs_a_trainer_is_opened_after_signing_in(self, account, browser):
        fay = browser()
        answer = fay.get("/courses")
        assert answer.location == "/sign-in?next=/courses"
        assert fay.fill_in(answer.location, name="Fay", password=PASSWORD).location == "/courses"

    @pytest.mark.parametrize(
        "elsewhere",
        ["//evil.example", "https://evil.example", "/\\evil.example", "/%09/evil.example", "\\\\evil.example",
         "javascript:alert(1)", "/r/x/../..//evil.example",
         "evil.example", "/\n/evil.example", "", None, "/?x=//evil", "/@evil.example"],
    )  # fmt: skip
    def test_signing_in_never_leads_to_another_host(self, elsewhere):
        assert own_path(elsewhere) == "/"

    @pytest.mark.parametrize("path", ["/", "/courses", "/r/0a1b2c3d4e/console", "/rooms/0a1b2c3d4e/delete"])
    def test_signing_in_leads_back_to_a_page_of_ours(self, path):
        assert own_path(path) == path


class TestGuessing:
    def test_an_unknown_name_and_a_wrong_password_are_answered_alike(self, account, browser):
        unknown, wrong = browser(at="10.0.0.1"), browser(at="10.0.0.2")
        pages = [unknown.sign_in("Zoe", "not the password"), wrong.sign_in("Fay", "not the password")]
        texts = [page.text.replace("Zoe", "Fay") for page in pages]
        assert [page.status_code for page in pages] == [422, 422]
        assert [text.split("<form")[0] for text in texts] == [texts[0].split("<form")[0]] * 2

    def test_after_five_wrong_passwords_the_answers_of_that_account_come_slowly(self, account, browser, waits):
        for n in range(5):
            browser(at=f"10.0.0.{n}").sign_in("Fay", "not the password")
        assert waits == []
        browser(at="10.0.0.9").sign_in("Fay", "not the password")
        assert waits == [auth.SLOW_ANSWER_S]

    def test_a_guessed_at_trainer_is_slowed_down_but_never_locked_out(self, account, browser, waits):
        for _ in range(8):
            browser(at="10.0.0.1").sign_in("Fay", "not the password")
        fay = browser(at="10.0.0.2")
        assert fay.sign_in("Fay", PASSWORD).status_code == 303
        assert waits == [auth.SLOW_ANSWER_S] * 4
        fay.press("/", "/sign-out")
        fay.sign_in("Fay", PASSWORD)
        assert len(waits) == 4

    def test_after_fifty_wrong_passwords_an_address_waits(self, account, browser, monkeypatch):
        monkeypatch.setattr(people, "sign_in", lambda database, name, password: None)
        guesser = browser(at="10.0.0.1")
        answers = [guesser.sign_in(f"trainer {n}", "not the password") for n in range(51)]
        assert [answer.status_code for answer in answers] == [422] * 50 + [429]
        assert 0 < int(answers[-1].headers["Retry-After"]) <= 900
        assert "15" in answers[-1].text
        assert browser(at="10.0.0.2").sign_in("Zoe", "not the password").status_code == 422
