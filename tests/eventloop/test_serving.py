"""Connections: many, slow, unfinished, hostile."""

import contextlib
import os
import select
import signal
import time

import pytest
from websockets.exceptions import WebSocketException

from tests.eventloop.client import HELLO, is_closed_within, masked, rest
from tests.eventloop.serving import FRAMES, HEAD_S, KEPT_ALIVE_S, LONG, LONGEST, words
from tests.harness.patience import patience

CROWD = 1_100
LONG_PIECE = 100_000
AT_ONE_MOMENT = 90


def frames_of(socket, pause_s, silence_s=None):
    """The numbered frames as a client hears them that starts slowly, and how many went which way.

    Raises ``TimeoutError`` after so much silence.
    """
    heard = []
    while True:
        message = socket.recv(silence_s or patience(8))
        if len(heard) < 60:
            time.sleep(pause_s)
        if len(heard) == FRAMES:
            return heard, [int(word) for word in message.split()]
        heard.append(message)


def test_frames_to_a_slow_reader_arrive_whole_and_in_order(serve):
    served = serve()
    with served.websocket("/frames", receive_buffer=4_096) as socket:
        heard, (at_once, queued) = frames_of(socket, pause_s=0.02)
    assert heard == [words(n) for n in range(FRAMES)]
    assert min(at_once, queued) > 3
    assert served.log == ""


def test_nobody_overtakes_who_waits_behind_half_a_frame(serve):
    with serve().websocket("/turns", receive_buffer=4_096) as socket:
        heard = [socket.recv(30)]
        while heard[-1] != "third":
            heard.append(socket.recv(30))
    assert set(heard[:-2]) == {"first" * 20_000}
    assert heard[-2:] == ["second", "third"]


@pytest.mark.parametrize("without", ["no_finish", "no_turns"])
def test_an_engine_that_cuts_or_mixes_frames_is_noticed(serve, without):
    with serve(without).websocket("/frames", receive_buffer=4_096) as socket:
        try:
            heard, _ = frames_of(socket, pause_s=0.02, silence_s=5)
        except (TimeoutError, WebSocketException):
            return  # after half a frame, the next one's head is taken for its rest, or for a length that never comes
    assert heard != [words(n) for n in range(FRAMES)]


def test_more_than_a_thousand_connections_are_served_and_their_descriptors_come_back(serve):
    served = serve()
    few = served.descriptors()
    lines = [served.opened("/echo") for _ in range(CROWD)]
    assert served.descriptors() == few + CROWD
    for number, line in enumerate(lines):
        line.sendall(masked(b"%04d" % number))
    assert [line.recv(6) for line in lines] == [b"\x81\x04%04d" % number for number in range(CROWD)]
    for number, line in enumerate(lines):
        if number % 2:
            line.sendall(masked(b"\x03\xe8", opcode=8))
        line.close()
    assert served.calms_down_to(few, patience(10))
    assert served.log == ""


def test_a_thousand_unfinished_requests_keep_nobody_out_and_are_closed(serve):
    served = serve()
    few = served.descriptors()
    began = time.monotonic()
    beginnings = (b"", b"GET /", b"GET / HTTP/1.1\r\nHost: he", b"POST /body HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf")
    lines = [served.raw(beginnings[n % len(beginnings)]) for n in range(CROWD)]
    assert served.get("/") == b"here"
    assert served.calms_down_to(few, patience(HEAD_S + 2 * KEPT_ALIVE_S))
    assert time.monotonic() - began >= HEAD_S
    for line in lines:
        line.close()
    assert "Traceback" not in served.log


def drips_for(served, seconds):
    """Whether a request that comes byte by byte, without an end, is still being waited for."""
    with served.raw(b"GET / HTTP/1.1\r\nHost: here\r\nX-Long: ") as line:
        give_up = time.monotonic() + seconds
        line.settimeout(0.2)
        while time.monotonic() < give_up:
            try:
                line.sendall(b"x")
                if not line.recv(100):
                    return False
            except TimeoutError:
                continue
            except OSError:
                return False
    return True


def longest_wait_in_a_crowd(served):
    """Of somebody who is there, while a crowd comes that came at one moment; as a part of the time it takes."""
    ask = b"GET /slow HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
    with served.websocket("/echo") as somebody:
        os.kill(served.pid, signal.SIGSTOP)
        crowd = [served.raw(ask) for _ in range(AT_ONE_MOMENT)]
        os.kill(served.pid, signal.SIGCONT)
        began, waits = time.monotonic(), []
        while not select.select(crowd[-1:], [], [], 0)[0]:
            asked = time.monotonic()
            somebody.send("still here?")
            somebody.recv(patience(20))
            waits.append(time.monotonic() - asked)
        took = time.monotonic() - began
    for line in crowd:
        line.close()
    return max(waits) / took


def test_a_crowd_that_comes_at_one_moment_holds_up_nobody_who_is_there(serve):
    assert longest_wait_in_a_crowd(serve()) < 0.25


def test_a_server_that_takes_all_who_have_come_at_once_is_noticed(serve):
    assert longest_wait_in_a_crowd(serve("no_order_at_the_door")) > 0.35


def test_a_request_that_drips_in_is_closed(serve):
    assert not drips_for(serve(), patience(HEAD_S) + 1)


def test_a_server_that_waits_for_ever_is_noticed(serve):
    assert drips_for(serve("no_hurry"), HEAD_S + 2)


def test_who_reads_slowly_gets_the_whole_answer(serve):
    with serve().raw(b"GET /long HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n", receive_buffer=4_096) as line:
        began, data = time.monotonic(), b""
        while more := line.recv(LONG_PIECE):
            data += more
            time.sleep(max(0, began + len(data) / len(LONG) * 2 * KEPT_ALIVE_S - time.monotonic()))
    assert data.endswith(b"\r\n\r\n" + LONG)


def heard_until(line, end):
    data = b""
    while not data.endswith(end):
        more = line.recv(1_000)
        if not more:
            return False
        data += more
    return True


def test_a_connection_that_asks_nothing_more_is_closed(serve):
    served = serve()
    with served.raw(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n") as line:
        assert heard_until(line, b"here")
        line.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        assert heard_until(line, b"here")
        assert is_closed_within(line, patience(KEPT_ALIVE_S))


def test_an_open_websocket_may_be_silent_longer_than_a_request(serve):
    with serve().websocket("/echo") as socket:
        time.sleep(KEPT_ALIVE_S + 1)
        socket.send("still here")
        assert socket.recv(30) == "still here"


# --- messages -----------------------------------------------------------------------------------------------------


def answer_to(line):
    """The code of the close frame with which the server hangs up, after which nothing comes."""
    data = rest(line)
    assert data[:1] == b"\x88", data[:100]
    assert len(data) == 2 + data[1]
    return int.from_bytes(data[2:4])


def test_a_message_in_fragments_is_one_message_even_with_a_ping_between_them(serve):
    line = serve().opened("/echo")
    line.sendall(masked("一".encode()[:2], final=False) + masked(b"?", opcode=9))
    assert line.recv(3) == b"\x8a\x01?"
    line.sendall(masked("一".encode()[2:], opcode=0, final=False) + masked(b"!", opcode=0))
    assert line.recv(100) == b"\x81\x04" + "一!".encode()


def endless_fragments(served, pieces):
    line = served.opened("/echo")
    with contextlib.suppress(ConnectionError):
        line.sendall(masked(b"x" * 1_000, final=False))
        for _ in range(pieces):
            line.sendall(masked(b"x" * 1_000, opcode=0, final=False))
    return line


def test_a_message_of_endless_fragments_is_closed(serve):
    assert answer_to(endless_fragments(serve(), LONGEST // 1_000)) == 1009


def test_an_engine_that_collects_fragments_for_ever_is_noticed(serve):
    line = endless_fragments(serve("no_limit"), 500)
    assert not is_closed_within(line, 1)


def test_a_message_that_comes_in_odd_pieces_is_unmasked_right(serve):
    text = "".join(chr(0x4E00 + n) for n in range(40))
    line = serve().opened("/echo")
    data = masked(text.encode())
    for start, end in ((0, 1), (1, 5), (5, 7), (7, 10), (10, 15), (15, 64), (64, len(data))):
        line.sendall(data[start:end])
        time.sleep(0.03)
    assert heard_until(line, text.encode())


@pytest.mark.parametrize("length", [LONGEST + 1, 2**31, 2**62])
def test_a_frame_that_is_too_long_is_closed(serve, length):
    line = serve().opened("/echo")
    with contextlib.suppress(ConnectionError):
        line.sendall(masked(b"x" * (LONGEST + 1), length=length))
    assert answer_to(line) == 1009


def test_the_longest_message_is_heard(serve):
    with serve().websocket("/echo") as socket:
        for text in ("x" * LONGEST, "", "一" * (LONGEST // 3)):
            socket.send(text)
            assert socket.recv(30) == text


NO_FRAMES = {
    "not masked": b"\x81\x01x",
    "of no kind": masked(b"x", opcode=3),
    "going on with nothing": masked(b"x", opcode=0),
    "a long ping": masked(b"x" * 126, opcode=9),
    "half a ping": masked(b"", opcode=9, final=False),
    "half a code": masked(b"\x03", opcode=8),
    "compressed": masked(b"x", opcode=0x41),  # which nobody agreed on
    "two beginnings": masked(b"x", final=False) + masked(b"x"),
}


@pytest.mark.parametrize("kind", NO_FRAMES)
def test_what_is_no_frame_is_closed_without_a_word_in_the_log(serve, kind):
    served = serve()
    line = served.opened("/echo")
    line.sendall(NO_FRAMES[kind])
    assert answer_to(line) == 1002
    assert served.log == ""


def test_text_that_is_none_ends_the_connection(serve):
    served = serve()
    line = served.opened("/echo")
    line.sendall(masked(b"\xff\xfe"))
    assert is_closed_within(line, 10)
    assert served.get("/") == b"here"


def test_goodbyes_are_said_by_both_sides(serve):
    served = serve()
    with served.websocket("/goodbye") as socket:
        assert list(socket) == []
    with served.websocket("/echo") as socket:
        socket.send("hello")
        assert socket.recv(30) == "hello"
        socket.close(1000, "bye")
        assert socket.close_code == 1000
    assert served.log == ""


@pytest.mark.parametrize(
    ("header", "becomes"),
    [(b"Sec-WebSocket-Version: 13", b"Sec-WebSocket-Version: 7"), (b"Sec-WebSocket-Key", b"X-Key")],
)
def test_a_bad_handshake_is_refused(serve, header, becomes):
    served = serve()
    with served.raw((HELLO % b"/echo").replace(header, becomes)) as line:
        assert rest(line).split()[1] in (b"400", b"426")
    assert served.log == ""


# --- requests -----------------------------------------------------------------------------------------------------


def test_nonsense_is_refused_without_a_word_in_the_log(serve):
    served = serve()
    for nonsense in (b"\x16\x03\x01\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"A B C D\r\n\r\n", b"GET /" + b"x" * 70_000):
        with served.raw(nonsense) as line:
            assert b" 200 " not in rest(line)[:20]
    assert served.log == ""


def test_what_fails_outside_the_application_is_answered_and_logged_once(serve):
    served = serve()
    with served.raw(b"GET /fails HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n") as line:
        assert rest(line).startswith(b"HTTP/1.1 500 ")
    assert served.log.count("Traceback") == 1
    assert "ERROR a request failed outside the application" in served.log
    assert served.get("/") == b"here"


def test_the_server_is_one_process(serve):
    served = serve()
    assert int(served.get("/process")) == served.pid
    assert served.pid != os.getpid()
