"""Floods: whoever sends as fast as the network takes it gets no more than their share, and others get theirs."""

import asyncio
import contextlib
import time

import httpx

from tests.faults.corpus import PING, frame
from tests.faults.scene import CHALLENGES, Scene, write_notes
from tests.faults.test_hostile import QUIET_P95_S, SLOWER, attacker, complaints, p95_s
from tests.harness.fetch import Http
from tests.harness.history import History
from tests.harness.patience import patience
from tests.harness.phones import Burst, Screen
from workshop.config import Limits

LIMITS = Limits()
FLOOD_S = 4.0


# --- frames -------------------------------------------------------------------------------------------------------


async def pour(one, piece, seconds):
    """How many answers came to a stream of these frames."""
    reader, writer = await one.dial()
    heard = b""

    async def listen():
        nonlocal heard
        with contextlib.suppress(OSError):
            while data := await reader.read(65_536):
                heard += data

    listening = asyncio.create_task(listen())
    until = time.monotonic() + seconds
    with contextlib.suppress(OSError, TimeoutError):
        while time.monotonic() < until:
            writer.write(piece * 50)
            await asyncio.wait_for(writer.drain(), until - time.monotonic() + 0.1)
            await asyncio.sleep(0)
    listening.cancel()
    writer.transport.abort()
    return heard


async def flood_of_frames(server, folder):
    """Returns the complaints, the p95 of others before and meanwhile, and how many answers each flooder had."""
    async with Scene(server, folder, phones=8, teams=2) as scene:
        await scene.go_to(CHALLENGES, "write")
        asks, pings = await attacker(scene, 0), await attacker(scene, 1)
        async with Burst(scene.phones, write_notes, pause_s=0.8):
            began = time.monotonic()
            await asyncio.sleep(3)
            attacked = time.monotonic()
            heard = await asyncio.gather(
                pour(asks, frame(b'421["time",{}]'), FLOOD_S), pour(pings, frame(b"p", PING), FLOOD_S)
            )
            ended = time.monotonic()
        before, during = p95_s(scene.history, began, attacked), p95_s(scene.history, attacked, ended)
        for one in (asks, pings):
            one.screen.http.close()
    return list(complaints(server)), before, during, [heard[0].count(b"431["), heard[1].count(b"\x8a\x01p")]


SHARE = LIMITS.incoming_frames + LIMITS.incoming_frames_a_second * (FLOOD_S + 2)


async def test_a_flood_of_frames_is_read_at_its_pace(serve, tmp_path):
    complained, before, during, answered = await flood_of_frames(serve(), tmp_path)
    assert complained == []
    assert all(LIMITS.incoming_frames / 2 < count <= SHARE for count in answered), answered
    assert during < patience(max(before, QUIET_P95_S) * SLOWER)


async def test_a_server_that_reads_as_fast_as_it_can_is_caught(serve, tmp_path):
    _, _, _, answered = await flood_of_frames(serve("no_allowance"), tmp_path)
    assert max(answered) > SHARE, answered  # whoever is read without an end may leave nothing for the other


# --- wrong codes --------------------------------------------------------------------------------------------------


async def guess(server, room, addresses, each):
    """So many guesses from each address; returns how many were looked up, by address."""
    looked_up = dict.fromkeys(addresses, 0)

    async def from_one(source):
        transport = httpx.AsyncHTTPTransport(local_address=source)
        async with httpx.AsyncClient(base_url=server.address.url, transport=transport, timeout=30) as browser:
            for n in range(each):
                code = (int(room.code) + 1 + n) % 10**8
                answer = await browser.get(f"/{code:08}")
                assert answer.status_code in (404, 429)
                looked_up[source] += answer.status_code == 404

    await asyncio.gather(*map(from_one, addresses))
    return looked_up


async def guessed_in_a_full_hall(server, folder, *, people, guessers, each):
    """Guesses from many addresses, the hall's own among them, while the hall comes in; who of the hall did not."""
    async with Scene(server, folder, phones=1) as scene:
        history = History()
        hall = [Screen(f"Guest {n}", "phone", scene.room.base, Http(server.address), history) for n in range(people)]
        addresses = ["127.0.0.1", *(f"127.0.1.{n + 1}" for n in range(guessers))]
        guessing = asyncio.create_task(guess(server, scene.room, addresses, each))
        outcomes = await asyncio.gather(*(one.join(scene.room.join_path) for one in hall), return_exceptions=True)
        looked_up = await guessing
        for one in hall:
            one.http.close()
        return looked_up, [outcome for outcome in outcomes if outcome]


async def test_guessing_codes_from_everywhere_finds_nothing_and_keeps_nobody_out(serve, tmp_path):
    looked_up, kept_out = await guessed_in_a_full_hall(serve(), tmp_path, people=40, guessers=20, each=30)
    assert kept_out == []
    assert max(looked_up.values()) <= LIMITS.wrong_codes_a_minute
    assert sum(looked_up.values()) <= LIMITS.wrong_codes_everywhere_a_minute


async def test_a_server_that_lets_everybody_guess_is_caught(serve, tmp_path):
    looked_up, _ = await guessed_in_a_full_hall(serve("no_count_of_guesses"), tmp_path, people=1, guessers=20, each=30)
    assert max(looked_up.values()) > LIMITS.wrong_codes_a_minute
    assert sum(looked_up.values()) > LIMITS.wrong_codes_everywhere_a_minute
