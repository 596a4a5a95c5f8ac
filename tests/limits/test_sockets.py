"""Limits of sockets, on a real server of each engine: at the limit a screen is in, one above it is not."""

import time

import pytest

from tests.harness.patience import patience
from tests.harness.server import Server
from tests.limits.at_limit import is_told, limit
from tests.limits.raw import Line, cookies, join
from workshop.config import LIMIT_PREFIX, Limits
from workshop.web import outbox, places
from workshop.web.arrivals import LONGEST_WAIT_S, Turnstile
from workshop.web.outbox import Outbox, whole_frame
from workshop.web.places import Strikes

RUBBISH = '42["note"]'


class Hall:
    """A server with these limits, a room, and Ann's phone."""

    def __init__(self, folder, **limits):
        environ = {f"{LIMIT_PREFIX}{name.upper()}": str(most) for name, most in limits.items()}
        self.server = Server(folder, environ=environ)
        self.server.start()
        self.fay = self.server.first_trainer()
        self.room = self.fay.open_room()
        self.ann = join(self.server, self.room, "Ann")
        self.lines = []

    def dials(self, cookie="", **options):
        self.lines.append(Line(self.room, cookie, **options))
        return self.lines[-1]

    def comes_in(self, cookie, **options):
        return self.dials(cookie, **options).comes_in()

    def goes(self):
        """Everybody hangs up."""
        for line in self.lines:
            line.close()
        self.lines.clear()

    def soon(self, what, wanted):
        """What ``what()`` is in the end: the server needs a moment to see that somebody left."""
        until = time.monotonic() + patience(5)
        while (found := what()) != wanted and time.monotonic() < until:
            time.sleep(0.1)
        return found


@pytest.fixture(scope="class")
def started(request, tmp_path_factory, engine):
    """A hall with the ``LIMITS`` of the test's class."""
    there = Hall(tmp_path_factory.mktemp("hall"), **request.cls.LIMITS)
    yield there
    there.server.kill()


@pytest.fixture
def hall(started):
    yield started
    started.goes()


class TestPlaces:
    LIMITS = {
        "sockets": 8,
        "sockets_an_address": 6,
        "sockets_a_person": 50,
        "strangers": 5,
        "strangers_an_address": 3,
        "ticket_wait_s": 60,
    }

    @limit("strangers_an_address", "strangers")
    def test_of_those_who_do_not_say_who_they_are(self, hall):
        def dials(source):
            return hall.dials(source=source, knocks=False).status

        assert [dials("127.0.0.2") for _ in range(4)] == [101] * 3 + [503]
        assert [dials("127.0.0.3") for _ in range(3)] == [101] * 2 + [503]
        assert is_told("web/no_room")
        hall.goes()
        assert hall.soon(lambda: dials("127.0.0.2"), 101) == 101

    @limit("sockets_an_address", "sockets")
    def test_of_an_address_and_of_everybody(self, hall):
        assert hall.soon(lambda: hall.comes_in(hall.ann, source="127.0.0.4"), "in") == "in"
        rest = [hall.comes_in(hall.ann, source="127.0.0.4") for _ in range(6)]
        assert rest == ["in"] * 5 + ["503"]
        assert b'"web/no_room"' in hall.lines[-1].body
        assert b"Retry-After" in hall.lines[-1].head
        assert [hall.comes_in(hall.ann, source="127.0.0.5") for _ in range(3)] == ["in"] * 2 + ["503"]


class TestArrivals:
    LIMITS = {"dial_burst": 3, "dials_a_second": 1, "arrivals_a_second": 10, "arrival_burst": 10}

    @limit("dial_burst", "dials_a_second")
    def test_dials_of_a_person(self, hall):
        ben = join(hall.server, hall.room, "Ben")
        assert [hall.comes_in(ben) for _ in range(4)] == ["in"] * 3 + ["503"]
        assert is_told("web/no_room")
        assert hall.comes_in(hall.ann) == "in"
        assert hall.comes_in(cookies(hall.fay.cookies), as_="console") == "in"
        assert hall.soon(lambda: hall.comes_in(ben), "in") == "in"

    @limit("arrivals_a_second", "arrival_burst")
    def test_of_everybody(self):
        turnstile = Turnstile(Limits(arrivals_a_second=2, arrival_burst=4), now=0)
        assert [turnstile.turn(0) for _ in range(3)] == [0, 0, 0.5]
        assert [turnstile.turn(60) for _ in range(5)] == [0, 0, 0, 0, 0.5]
        assert [turnstile.turn(60) for _ in range(9)] == [n / 2 for n in range(2, 11)]
        assert LONGEST_WAIT_S == 5
        assert turnstile.turn(60) is None
        assert turnstile.turn(60.5) == LONGEST_WAIT_S


class TestPeople:
    LIMITS = {
        "sockets_a_person": 2,
        "sockets_a_session": 2,
        "staff_screens": 3,
        "malformed_frames": 2,
        "strikes": 2,
        "strike_wait_s": 4,
    }

    @limit("sockets_a_person")
    def test_of_a_person(self, hall):
        ben = join(hall.server, hall.room, "Ben")
        assert [hall.comes_in(ben) for _ in range(3)] == ["in"] * 2 + ["room/too_many_screens"]
        assert hall.comes_in(hall.ann) == "in"
        assert is_told("room/too_many_screens")
        hall.lines[0].close()
        assert hall.soon(lambda: hall.comes_in(ben), "in") == "in"

    @limit("sockets_a_session", "staff_screens")
    def test_of_a_session_and_of_the_staff(self, hall):
        first, second = hall.fay, hall.server.sign_in()
        roles = ("console", "projector", "console")
        refused = "room/too_many_screens"
        assert [hall.comes_in(cookies(first.cookies), as_=as_) for as_ in roles] == ["in"] * 2 + [refused]
        assert [hall.comes_in(cookies(second.cookies), as_=as_) for as_ in roles[:2]] == ["in", refused]

    @limit("malformed_frames", "strikes", "strike_wait_s")
    def test_of_rubbish(self, hall):
        chen = join(hall.server, hall.room, "Chen")
        for _ in range(2):
            line = hall.dials(chen)
            assert line.comes_in() == "in"
            line.say(RUBBISH, RUBBISH, '421["time",{}]')
            assert line.hears("431")
            line.say(RUBBISH)
            assert line.ends_within(patience(3))
        struck_at = time.monotonic()
        assert hall.comes_in(chen) == "room/unreadable_screen"
        assert is_told("room/unreadable_screen")
        assert hall.comes_in(hall.ann) == "in"
        assert hall.soon(lambda: hall.comes_in(chen), "in") == "in"
        assert time.monotonic() - struck_at > 3


class TestWhatComesIn:
    LIMITS = {
        "incoming_frames": 20,
        "incoming_frames_a_second": 10,
        "incoming_bytes": 40_000,
        "incoming_bytes_a_second": 10_000,
    }

    def waits_s(self, line, count, filling=""):
        """How long it takes until so many questions have their answers."""
        began = time.monotonic()
        line.say(*(f'42{n}["time",{{"x":"{filling}"}}]' for n in range(1, count + 1)))
        assert line.hears(f"43{count}[")
        return time.monotonic() - began

    @limit("incoming_frames", "incoming_frames_a_second")
    def test_frames(self, hall):
        line = hall.dials(hall.ann)
        assert line.comes_in() == "in"
        assert self.waits_s(line, 15) < patience(0.4)
        assert self.waits_s(line, 35) > 2

    @limit("incoming_bytes", "incoming_bytes_a_second")
    def test_bytes(self, hall):
        line = hall.dials(hall.ann)
        assert line.comes_in() == "in"
        assert self.waits_s(line, 3, "x" * 12_000) < patience(0.4)
        assert self.waits_s(line, 3, "x" * 12_000) > 2


class TestSlowScreens:
    LIMITS = {"slow_socket_s": 3, "ticket_wait_s": 3, "incoming_frames": 1_000_000, "incoming_bytes": 10**9}

    @limit("slow_socket_s")
    def test_who_takes_nothing_is_cut_off(self, hall):
        line = hall.dials(hall.ann, receive_buffer=2_048)
        assert line.comes_in() == "in"
        began = time.monotonic()
        line.say(*('421["time",{}]' for _ in range(20_000)))
        until = began + patience(8)
        while hall.server.holds(line.port) and time.monotonic() < until:
            time.sleep(0.1)
        assert 2.5 < time.monotonic() - began < patience(8)

    @limit("ticket_wait_s")
    def test_who_does_not_say_who_they_are_is_cut_off(self, hall):
        hall.soon(lambda: hall.dials(knocks=False).status, 101)
        began = time.monotonic()
        assert not hall.lines[-1].ends_within(2)
        assert hall.lines[-1].ends_within(patience(3))
        assert time.monotonic() - began > 2.5


class Kernel:
    """Takes frames while it is told to."""

    def __init__(self, monkeypatch, limits):
        self.tasks = []
        monkeypatch.setattr(outbox.eventloop, "hold_little", lambda websocket: None)
        monkeypatch.setattr(outbox.eventloop, "write_now", lambda websocket, frame: None)
        monkeypatch.setattr(outbox.eventloop, "write", lambda websocket, frame: None)
        monkeypatch.setattr(outbox.eventloop, "spawn", lambda *call: self.tasks.append(call))
        self.has_room = []
        self.box = Outbox(None, limits.socket_packets, limits.socket_bytes, lambda: self.has_room.append(True))

    def takes_everything(self):
        work, rest = self.tasks.pop()
        work(rest)


class TestOutbox:
    @limit("socket_packets")
    def test_packets(self, monkeypatch):
        kernel = Kernel(monkeypatch, Limits(socket_packets=8))
        assert [kernel.box.put(b"x") for _ in range(9)] == [True] * 8 + [False]
        assert not kernel.has_room
        kernel.takes_everything()
        assert (kernel.box.packets, kernel.box.size, kernel.has_room) == (0, 0, [True])
        assert kernel.box.put(b"x")

    @limit("socket_bytes")
    def test_bytes(self, monkeypatch):
        kernel = Kernel(monkeypatch, Limits(socket_bytes=32_768))
        assert kernel.box.put(b"x" * 32_767)
        assert not kernel.box.put(b"xx")
        assert kernel.box.put(b"x")

    def test_a_frame_says_how_long_it_is(self):
        sizes = {125: b"\x81\x7d", 126: b"\x81\x7e\x00\x7e", 65_536: b"\x81\x7f" + (65_536).to_bytes(8)}
        for size, head in sizes.items():
            assert whole_frame(b"x" * size) == head + b"x" * size


def test_strikes_are_of_one_minute(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(places, "monotonic", lambda: now[0])
    strikes = Strikes(Limits(strikes=2, strike_wait_s=90))
    strikes.strike("Ann")
    now[0] += 61
    strikes.strike("Ann")
    assert not strikes.wait_s("Ann")
    now[0] += 59
    strikes.strike("Ann")
    assert strikes.wait_s("Ann") == 90
    assert not strikes.wait_s("Ben")
    now[0] += 90.1
    assert not strikes.wait_s("Ann")
