"""What every page has in common: no forged form, no foreign name, no write by reading, and what it tells a browser."""

from dataclasses import replace

import pytest
from flask import abort
from sqlalchemy import select

from workshop.app import build
from workshop.config import Config
from workshop.rooms.clock import now_ms
from workshop.store import co_facilitators, hand_over, packs, people, trainers
from workshop.store.seats import hashed
from workshop.store.tables import metadata, staff_sessions
from workshop.web import addresses
from workshop.web.addresses import allowed_origins, base_url, ranked, routes
from workshop.web.auth import STAFF, TICKET
from workshop.web.security import host_is_known

POLICY = {
    "default-src 'self'", "img-src 'self' data:", "style-src 'self'", "script-src 'self'",
    "connect-src 'self' ws://localhost wss://localhost", "object-src 'none'", "base-uri 'none'",
    "form-action 'self'", "require-trusted-types-for 'script'", "trusted-types 'none'",
}  # fmt: skip


def everything(hub):
    """All that is stored."""
    with hub.database.reading.connect() as connection:
        return {table.name: sorted(map(repr, connection.execute(select(table)))) for table in metadata.sorted_tables}


@pytest.fixture
def tokens(hub, fay, trainer, room):
    """For every route that is a one-time link, one that waits."""

    def made(make, *arguments):
        return hub.write(lambda connection: make(connection, *arguments, now_ms()))

    return {
        "door.by_token": room.join_token,
        "handing_over.seat": made(hand_over.new_link, room.id, hub.live(room.id).join("Dan").person),
        "helping.helper": made(co_facilitators.invite, room.id, "Eve")[1],
        "doors.setup": "none",
        "packs.results": made(packs.share, room.id, 7),
        "surfaces.screen": made(people.new_screen_link, room.id),
        "trainers.invited": made(trainers.invite, fay.trainer.id),
        "trainers.new_password": made(trainers.new_password_link, trainer("Ben").trainer.id, fay.trainer.id),
    }


@pytest.fixture
def paths(app, hub, room, fay, trainer, tokens):
    """Every route of the product with values that exist, by method."""
    values = {
        "room_id": room.id, "code": room.code, "extension": "csv", "team": "1", "link": "00", "block": "b", "number": 1,
        "owner": "1", "what": "sheets",
        "slug": "customer-service-manager", "agenda_id": room.agenda, "trainer_id": trainer("Chen").trainer.id,
        "session_id": hashed(fay.cookie(STAFF)).hex(),
        "helper_id": co_facilitators.of_room(hub.database, room.id, now_ms())[0].id,
        "invitation": trainers.invitations(hub.database, now_ms())[0].id,
    }  # fmt: skip
    found = {"GET": [], "POST": []}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            given = {name: tokens[rule.endpoint] if name == "token" else values[name] for name in rule.arguments}
            for method in found.keys() & rule.methods:
                found[method].append(app.url_map.bind("localhost").build(rule.endpoint, given, method=method))
    return found


def csrf_of(trainer, room):
    html = trainer.get(f"/r/{room.id}/console").text
    return html.split('"csrf": "')[1].split('"')[0]


class TestEveryRoute:
    def test_there_are_routes_to_look_at(self, paths):
        assert len(paths["GET"]) >= 20
        assert len(paths["POST"]) >= 8

    def test_reading_a_page_writes_nothing(self, hub, fay, browser, room, paths):
        ann = browser()
        ann.join(room, "Ann")
        before = everything(hub)
        for visitor in (fay, ann, browser()):
            for path in paths["GET"]:
                assert visitor.get(f"{path}?as=phone").status_code < 500
        assert everything(hub) == before
        assert before["people"]

    def test_a_form_without_its_token_is_refused_and_does_nothing(self, hub, fay, room, paths):
        before = everything(hub)
        for path in paths["POST"]:
            for headers in ({}, {"X-CSRFToken": "forged"}, {"Origin": "https://evil.example"}):
                assert fay.client.post(f"{path}?as=console", data={"name": "Zoe"}, headers=headers).status_code == 400
        assert everything(hub) == before

    def test_a_token_of_another_browser_is_no_token(self, hub, trainer, fay, room):
        zoe = trainer("Zoe")
        foreign = csrf_of(fay, room)
        zoe.get("/")
        assert zoe.client.post("/sign-out", data={"csrf_token": foreign}).status_code == 400

    def test_a_foreign_host_name_is_refused_everywhere(self, fay, room, paths):
        for path in [*paths["GET"], *paths["POST"], "/nowhere"]:
            assert fay.get(path, base_url="http://evil.example").status_code == 400

    def test_every_answer_tells_the_browser_what_it_may_do(self, fay, paths):
        for path in [*paths["GET"], "/nowhere"]:
            headers = fay.get(path).headers
            policy = set(headers["Content-Security-Policy"].split("; "))
            is_framed = path.rpartition("/")[2] in ("", "projector") and path.startswith("/r/")
            assert policy == POLICY | {"frame-ancestors 'self'" if is_framed else "frame-ancestors 'none'"}, path
            assert headers["X-Frame-Options"] == ("SAMEORIGIN" if is_framed else "DENY")
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Cache-Control"] in ("no-store", "private, no-cache")
            assert "Strict-Transport-Security" not in headers

    def test_no_page_sends_styles_or_scripts_that_its_own_policy_forbids(self, fay, browser, paths):
        for visitor in (fay, browser()):
            for path in paths["GET"]:
                html = visitor.get(path).text
                assert " style=" not in html
                assert "<style" not in html
                assert " on" not in {part[:3] for part in html.split("<")[1:]}

    def test_what_a_stranger_is_told_holds_no_token(self, browser, room, paths):
        for path in paths["GET"]:
            if room.join_token not in path:
                assert room.join_token not in browser().get(path).text


class TestCommands:
    def test_a_phone_sends_its_header_a_console_its_token_too(self, browser, fay, room):
        ann = browser()
        ann.join(room, "Ann")
        sent = {"json": {"commands": []}, "headers": {"X-Workshop": "1"}}
        assert ann.client.post(f"/r/{room.id}/commands?as=phone", **sent).status_code == 200
        assert fay.client.post(f"/r/{room.id}/commands?as=console", **sent).json == {
            "code": "web/stale_form",
            "facts": {},
        }
        sent["headers"] |= {"X-CSRFToken": csrf_of(fay, room)}
        assert fay.client.post(f"/r/{room.id}/commands?as=console", **sent).status_code == 200


class TestHostNames:
    LAPTOP = Config()

    @pytest.fixture(autouse=True)
    def _lan(self, monkeypatch):
        monkeypatch.setattr(addresses, "addresses", lambda: ["192.168.1.5", "10.0.0.7"])

    @pytest.mark.parametrize(
        "host",
        ["localhost", "localhost:8000", "127.0.0.1", "[::1]:8000", "192.168.1.5:8000", "10.0.0.7", "LOCALHOST"],
    )
    def test_this_machine_is_known_by_its_own_names(self, host):
        assert host_is_known(self.LAPTOP, host)

    @pytest.mark.parametrize(
        "host",
        ["", "evil.example", "evil.example:8000", "192.168.1.6", "192.168.1.5.", "localhost.evil.example", "@localhost",
         "localhost:8000/x", "local host", "localhost:", "[::1", "l\u043ecalhost"],
    )  # fmt: skip
    def test_any_other_name_is_not(self, host):
        assert not host_is_known(self.LAPTOP, host)

    def test_a_public_address_is_known_by_its_name_alone(self):
        public = Config(public_url="https://Workshop.example:8443/")
        assert host_is_known(public, "workshop.example:8443")
        assert host_is_known(public, "localhost:8000")
        assert not host_is_known(public, "192.168.1.5:8000")

    def test_only_pages_of_this_server_may_open_a_socket(self):
        assert allowed_origins(self.LAPTOP) == [
            "http://10.0.0.7:8000", "http://127.0.0.1:8000", "http://192.168.1.5:8000", "http://[::1]:8000",
            "http://localhost:8000",
        ]  # fmt: skip
        public = Config(public_url="https://workshop.example")
        assert allowed_origins(public)[0] == "https://workshop.example"
        assert "http://workshop.example:8000" not in allowed_origins(public)

    def test_phones_are_given_an_address_they_can_reach(self, monkeypatch):
        assert base_url(self.LAPTOP) == "http://192.168.1.5:8000"
        assert base_url(self.LAPTOP, "10.0.0.7") == "http://10.0.0.7:8000"
        assert base_url(self.LAPTOP, "evil.example") == "http://192.168.1.5:8000"
        assert base_url(replace(self.LAPTOP, port=80)) == "http://192.168.1.5"
        assert base_url(Config(public_url="https://workshop.example"), "10.0.0.7") == "https://workshop.example"
        assert base_url(Config(host="127.0.0.1")) == "http://localhost:8000"
        monkeypatch.setattr(addresses, "addresses", list)
        assert base_url(self.LAPTOP) == "http://localhost:8000"

    def test_the_network_with_the_way_out_comes_first_and_virtual_ones_last(self):
        table = (
            "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
            "docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
            "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n"
            "wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0\n"
            "eth0\t0000000A\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n"
        )
        found = ["127.0.0.1", "172.17.0.1", "169.254.3.4", "10.0.0.7", "192.168.1.5", "10.0.0.7"]
        assert ranked(found, list(routes(table))) == ["192.168.1.5", "10.0.0.7", "172.17.0.1", "169.254.3.4"]

    def test_this_machine_finds_its_addresses_without_the_internet(self):
        assert all(address.count(".") == 3 and not address.startswith("127.") for address in addresses._look())


class TestOverTls:
    @pytest.fixture
    def config(self, config):
        return replace(config, public_url="https://workshop.example")

    def test_cookies_are_secure_and_carry_names_that_cannot_be_planted(self, browser, room):
        answer = browser().get(f"/r/{room.id}/join", base_url="https://workshop.example")
        device, session = sorted(answer.headers.getlist("Set-Cookie"), reverse=True)
        assert session.startswith("__Host-session=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(session.split("; "))
        assert device.startswith("__Secure-device=")
        assert {"Secure", "HttpOnly", f"Path=/r/{room.id}/join", "SameSite=Lax"} <= set(device.split("; "))

    def test_the_ticket_is_secure_and_stays_in_its_room(self, app, room):
        ann = app.test_client()
        page = ann.get(f"/r/{room.id}/join", base_url="https://workshop.example").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        form = {"csrf_token": token, "form": "f", "name": "Ann"}
        cookie = ann.post(f"/r/{room.id}/join", data=form, base_url="https://workshop.example").headers["Set-Cookie"]
        assert cookie.startswith(f"__Secure-{TICKET}=")
        assert {"Secure", f"Path=/r/{room.id}/"} <= set(cookie.split("; "))

    def test_a_cookie_planted_under_the_plain_name_is_not_read(self, app, hub, fay):
        assert hub.database.reading.connect().execute(select(staff_sessions)).first()
        assert fay.cookie(STAFF)
        assert "Fay" not in fay.get("/", base_url="https://workshop.example").text

    def test_browsers_are_told_to_come_back_over_tls(self, browser):
        assert browser().get("/", base_url="https://workshop.example").headers["Strict-Transport-Security"]


def test_the_health_page_says_only_ok(browser):
    assert browser().get("/healthz").text == "ok"


def test_errors_are_pages_for_people_and_codes_for_scripts(browser):
    assert browser().get("/nowhere", headers={"Accept": "text/html"}).content_type == "text/html; charset=utf-8"
    answer = browser().get("/nowhere", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json) == (404, {"code": "web/not_here", "facts": {}})


def test_a_bug_is_told_in_words_and_its_trace_stays_in_the_log(app, browser, caplog):
    app.add_url_rule("/broken", view_func=lambda: 1 / 0)
    answer = browser().get("/broken?lang=en")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    assert "ZeroDivisionError" in caplog.text


def test_a_body_that_is_too_large_is_refused(browser, room, app):
    answer = browser().client.post(f"/r/{room.id}/join", data={"name": "x" * app.config["MAX_CONTENT_LENGTH"]})
    assert answer.status_code == 413


def test_every_error_page_can_be_made(app, browser):
    app.add_url_rule("/abort/<int:code>", view_func=abort)
    for code in (400, 401, 403, 404, 405, 409, 410, 413, 415, 429, 503):
        answer = browser().get(f"/abort/{code}")
        assert answer.status_code == code
        assert "<h1>" in answer.text


def test_a_second_product_in_the_same_process_has_its_own_secrets(tmp_path, app):
    other = build(Config(data_dir=tmp_path / "other"))
    assert other.app.secret_key != app.secret_key
    assert other.app.extensions["workshop.setup"] != app.extensions["workshop.setup"]
    other.hub.close()
