"""Who a visitor is, where a proxy stands before the server, and where nobody does."""

import base64
import os
import socket

import pytest

from tests.harness.server import Server
from workshop.config import Config, from_environment
from workshop.web.proxies import HEADERS, believing

PROXY, OTHER_PROXY, ANN, ZOE = "10.0.0.5", "10.0.0.6", "203.0.113.7", "198.51.100.1"


def seen(proxies, **environ):
    """The environment that the application gets to see."""
    found = {}
    networks = from_environment({"TRUSTED_PROXIES": proxies}).trusted_proxies
    believing(lambda environ, start_response: found.update(environ), networks)(dict(environ), None)
    return found


class TestWhoIsBelieved:
    def test_a_stranger_says_what_they_like_and_nobody_hears_it(self):
        said = dict.fromkeys(HEADERS, "evil.example")
        here = {"REMOTE_ADDR": ZOE, "HTTP_HOST": "localhost", "wsgi.url_scheme": "http"}
        assert seen("", **here, **said) == here
        assert seen(PROXY, **here, **said) == here

    def test_the_proxy_says_who_the_visitor_is_and_what_they_asked_for(self):
        found = seen(
            PROXY, REMOTE_ADDR=PROXY, HTTP_HOST="127.0.0.1:8000", HTTP_X_FORWARDED_FOR=ANN,
            HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_HOST="workshop.example",
        )  # fmt: skip
        assert found == {"REMOTE_ADDR": ANN, "HTTP_HOST": "workshop.example", "wsgi.url_scheme": "https"}

    @pytest.mark.parametrize(
        ("forwarded", "visitor"),
        [
            (f"127.0.0.1, {ANN}", ANN),
            (f"{ZOE}, {ANN}, {OTHER_PROXY}", ANN),
            (f"{ANN},garbage,{OTHER_PROXY}", OTHER_PROXY),
            ("garbage", PROXY),
            ("", PROXY),
            (OTHER_PROXY, OTHER_PROXY),
            ("2001:db8::1", "2001:db8::1"),
            (f"::ffff:{ANN}", ANN),
        ],
    )
    def test_only_what_our_own_proxies_added_counts(self, forwarded, visitor):
        assert seen("10.0.0.0/24", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=forwarded)["REMOTE_ADDR"] == visitor

    def test_a_scheme_that_is_none_and_a_host_that_is_empty_change_nothing(self):
        here = {"REMOTE_ADDR": PROXY, "HTTP_HOST": "localhost", "wsgi.url_scheme": "http"}
        assert seen(PROXY, **here, HTTP_X_FORWARDED_PROTO="javascript", HTTP_X_FORWARDED_HOST=" ") == here

    def test_a_proxy_that_speaks_ipv6_of_ipv4_is_known(self):
        assert seen(PROXY, REMOTE_ADDR=f"::ffff:{PROXY}", HTTP_X_FORWARDED_FOR=ANN)["REMOTE_ADDR"] == ANN

    def test_nobody_is_trusted_who_was_not_named(self):
        assert Config().trusted_proxies == ()


# --- a whole server -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory, engine):
    with Server(tmp_path_factory.mktemp("proxies")) as server:
        yield server


@pytest.fixture(scope="module")
def behind_proxy(tmp_path_factory, engine):
    with Server(tmp_path_factory.mktemp("behind"), environ={"TRUSTED_PROXIES": "127.0.0.1"}) as server:
        yield server


def status(server, path, *lines, host=None, method="GET"):
    """The status of a request that is written by hand."""
    head = [
        f"{method} {path} HTTP/1.1",
        f"Host: {f'127.0.0.1:{server.address.port}' if host is None else host}",
        *lines,
    ]
    with socket.create_connection((server.address.host, server.address.port), timeout=20) as line:
        line.sendall("\r\n".join([*head, "Content-Length: 0", "Connection: close", "", ""]).encode())
        return int(line.recv(100).split(b" ")[1])


def dial(server, *lines, host=None):
    key = base64.b64encode(os.urandom(16)).decode()
    upgrade = ("Upgrade: websocket", "Connection: Upgrade", f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13")
    with socket.create_connection((server.address.host, server.address.port), timeout=20) as line:
        head = [
            "GET /r/abcd/socket.io/?EIO=4&transport=websocket HTTP/1.1",
            f"Host: {f'127.0.0.1:{server.address.port}' if host is None else host}", *upgrade, *lines, "", "",
        ]  # fmt: skip
        line.sendall("\r\n".join(head).encode())
        return int(line.recv(100).split(b" ")[1])


class TestNamesAndOrigins:
    EVIL = "http://evil.example"

    def test_a_programme_that_names_no_page_may_dial_and_needs_a_ticket_all_the_same(self, server):
        assert dial(server) == 101

    def test_our_own_page_may_dial(self, server):
        assert dial(server, f"Origin: {server.address.url}") == 101

    @pytest.mark.parametrize("origin", ["null", EVIL, "http://localhost:1", "https://127.0.0.1", "", "file://"])
    def test_no_other_page_may_dial(self, server, origin):
        assert dial(server, f"Origin: {origin}") == 400

    @pytest.mark.parametrize("host", ["evil.example", "", "127.0.0.1.evil.example"])
    def test_a_foreign_name_is_refused_before_any_work(self, server, host):
        assert status(server, "/", host=host) == 400
        assert status(server, "/r/abcd/snapshot?as=phone", host=host) == 400
        assert status(server, "/r/abcd/commands", "X-Workshop: 1", host=host, method="POST") == 400
        assert dial(server, host=host) == 400
        assert dial(server, f"Origin: http://{host}", host=host) == 400

    def test_a_stranger_cannot_lend_themselves_a_name_or_an_origin(self, server):
        assert status(server, "/", "X-Forwarded-Host: localhost", host="evil.example") == 400
        assert dial(server, f"Origin: {self.EVIL}", "X-Forwarded-Host: evil.example") == 400
        assert dial(server, f"Origin: {self.EVIL}", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: http") == 400

    def test_a_proxy_hands_on_names_and_they_are_checked_all_the_same(self, behind_proxy):
        assert status(behind_proxy, "/", "X-Forwarded-Host: localhost", host="inner.example") == 200
        assert status(behind_proxy, "/", "X-Forwarded-Host: evil.example") == 400
        assert dial(behind_proxy, "X-Forwarded-Host: localhost", host="inner.example") == 101
        assert dial(behind_proxy, f"Origin: {self.EVIL}", "X-Forwarded-Host: evil.example") == 400

    def test_wrong_codes_are_counted_for_the_visitor_and_not_for_the_proxy(self, server, behind_proxy):
        def guess(there, visitor):
            return [status(there, f"/{10_000_000 + n}", f"X-Forwarded-For: {visitor}") for n in range(21)]

        assert guess(behind_proxy, ANN)[19:] == [404, 429]
        assert guess(behind_proxy, ZOE)[:20] == [404] * 20
        assert guess(server, ANN)[19:] == [404, 429]
        assert guess(server, ZOE) == [429] * 21
