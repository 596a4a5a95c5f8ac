"""A trainer's own account: the password, and every device that is signed in."""

import pytest

from workshop.rooms.clock import now_ms
from workshop.store import people, trainers
from workshop.translations import sentence
from workshop.web import account
from workshop.web.account import device_name

OLD, NEW = "a long walk by the sea", "a short swim in the lake"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0"


@pytest.fixture
def sign_in(hub, browser):
    """Fay, signed in on one device more."""
    kept = people.hash_password(OLD)
    fay = hub.write(lambda connection: people.add_first_trainer(connection, "Fay", kept, now_ms()))

    def sign_in(agent):
        device = browser()
        device.client.environ_base["HTTP_USER_AGENT"] = agent
        device.sign_in("Fay", OLD)
        device.trainer = fay
        return device

    return sign_in


@pytest.fixture
def laptop(sign_in):
    return sign_in(LAPTOP)


@pytest.fixture
def phone(sign_in):
    return sign_in(PHONE)


def change(device, **fields):
    token = device.get("/account/").text.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "old": OLD, "password": NEW, "again": NEW}
    return device.client.post("/account/password", data=form | fields)


def is_in(device):
    return device.get("/account/").status_code == 200


class TestPassword:
    def test_it_is_changed_and_every_other_device_is_signed_out(self, hub, laptop, phone):
        assert change(laptop).status_code == 200
        assert people.sign_in(hub.database, "Fay", NEW) == laptop.trainer
        assert people.sign_in(hub.database, "Fay", OLD) is None
        assert (is_in(laptop), is_in(phone)) == (True, False)

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"old": "not the old one"}, "desk/password_wrong"),
            ({"old": ""}, "desk/password_wrong"),
            ({"password": "short", "again": "short"}, "desk/password_short"),
            ({"again": OLD}, "desk/passwords_differ"),
            ({"password": "FayFayFayFay", "again": "FayFayFayFay"}, "desk/password_easy"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_changes(self, hub, laptop, phone, fields, code):
        answer = change(laptop, **fields)
        assert answer.status_code == 422
        assert sentence("zh", code, {"shortest": 12}) in answer.text
        assert people.sign_in(hub.database, "Fay", OLD) == laptop.trainer
        assert is_in(phone)

    def test_guessing_the_old_one_gets_slow_like_signing_in(self, laptop, monkeypatch):
        waits = []
        monkeypatch.setattr(account.eventloop, "sleep", waits.append)
        for _ in range(5):
            change(laptop, old="not the old one")
        assert waits == []
        change(laptop, old="not the old one")
        assert waits == [account.SLOW_ANSWER_S]

    def test_no_password_is_ever_on_a_page(self, laptop):
        assert OLD not in change(laptop, password="short", again="short").text
        assert NEW not in change(laptop, again="another").text


class TestDevices:
    def test_each_is_told_from_the_others(self, laptop, phone):
        html = laptop.get("/account/?lang=en").text
        assert "Chrome · Windows" in html
        assert "WeChat · iPhone" in html
        assert html.count("this device") == 1

    def test_one_is_signed_out_and_the_others_stay(self, sign_in, hub, laptop, phone):
        tablet = sign_in("Tablet")
        theirs = next(d for d in trainers.devices(hub.database, laptop.trainer.id, now_ms(), hub.config.limits)
                      if d.device == PHONE)  # fmt: skip
        assert laptop.press("/account/", f"/account/sessions/{theirs.id}/end").location == "/account/"
        assert [is_in(device) for device in (laptop, phone, tablet)] == [True, False, True]

    def test_all_others_at_once(self, sign_in, laptop, phone):
        tablet = sign_in("Tablet")
        laptop.press("/account/", "/account/sessions/end-others")
        assert [is_in(device) for device in (laptop, phone, tablet)] == [True, False, False]

    def test_nobody_ends_the_session_of_another(self, hub, trainer, laptop):
        theirs = trainers.devices(hub.database, laptop.trainer.id, now_ms(), hub.config.limits)[0]
        trainer("Zoe").press("/account/", f"/account/sessions/{theirs.id}/end")
        assert is_in(laptop)

    def test_what_the_page_says_of_a_session_opens_nothing(self, hub, browser, laptop):
        theirs = trainers.devices(hub.database, laptop.trainer.id, now_ms(), hub.config.limits)[0]
        thief = browser()
        thief.client.set_cookie("staff", theirs.id)
        assert not is_in(thief)

    @pytest.mark.parametrize(
        ("agent", "name"),
        [
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 13_4) AppleWebKit/605.1.15 Version/16.5 Safari/605.1.15",
             "Safari · Mac"),
            ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0", "Edge · Windows"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox · Linux"),
            ("Mozilla/5.0 (Linux; Android 13; <b>x</b>) Chrome/120.0 Mobile Safari/537.36", "Chrome · Android"),
            ("curl/8.0 whatever", "curl"),
            ("", "Unknown device"),
        ],
    )  # fmt: skip
    def test_a_browser_is_known_by_what_people_call_it(self, app, agent, name):
        with app.test_request_context("/?lang=en"):
            app.preprocess_request()
            assert device_name(agent) == name
