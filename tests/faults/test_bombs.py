"""R28: what is small on the wire and large in memory stays small."""

import asyncio
import contextlib
import time
import zlib

import pytest

from tests.faults.corpus import BINARY, frame
from tests.faults.scene import Scene
from tests.faults.test_hostile import attacker, complaints, read_to_end
from tests.harness.patience import patience

MOST_MB = 20
BLOWN_UP = 64_000_000
"""What the inflate bomb becomes."""
HALF_OPEN = 150


async def mb_more(server, attack):
    """How much memory the server takes more, at the most, while it is attacked."""
    before = server.rss_mb()
    most, going = before, asyncio.create_task(attack)
    while not going.done():
        await asyncio.sleep(0.1)
        most = max(most, server.rss_mb())
    await going
    return most - before


async def pour(one, pieces, pause_s=0.0, seconds=4.0):
    """Send these for so long, or until the server hangs up; whether it did."""
    reader, writer = await one.dial()
    ended = asyncio.create_task(read_to_end(reader))
    until = time.monotonic() + seconds
    try:
        for piece in pieces:
            if ended.done() or time.monotonic() > until:
                break
            writer.write(piece)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(writer.drain(), max(0.01, until - time.monotonic()))
            await asyncio.sleep(pause_s)
    except OSError:
        pass
    was_cut = True
    try:
        await asyncio.wait_for(asyncio.shield(ended), 1)
    except TimeoutError:
        was_cut = False
    ended.cancel()
    writer.close()
    return was_cut


# --- the bombs ----------------------------------------------------------------------------------------------------


async def inflate(one):
    """64 MB in 64 KB: a frame that says it is compressed."""
    packer = zlib.compressobj(9, wbits=-15)
    small = packer.compress(b"4" * BLOWN_UP) + packer.flush(zlib.Z_SYNC_FLUSH)
    return await pour(one, [frame(small[:16_000], reserved=4)] * 20, 0.1)


async def fragments(one):
    """One message that never ends."""
    more = frame(b"4" * 16_000, 0, final=False)
    return await pour(one, [frame(b"4", final=False), *(more,) * 10_000])


async def attachments(one):
    """A packet that announces ten thousand million attachments, and then they come."""
    pieces = [frame(b'459999999999-["cmd",{}]')]
    pieces += [frame(b"x" * 16_000, BINARY)] * 10_000
    return await pour(one, pieces)


async def depth(one):
    """JSON that is nothing but brackets, by socket and by HTTP."""
    headers = {"Content-Type": "application/json", "X-Workshop": "1", "Accept": "application/json"}
    for _ in range(40):
        answer = await one.screen.http.request("POST", f"{one.screen.base}commands?as=phone", b"[" * 60_000, headers)
        assert answer.status == 400, answer.status
    return await pour(one, [frame(b'420["cmd",' + b"[" * 16_000)] * 100)


async def half_requests(one):
    """Requests whose end never comes: heads without an end, and bodies of which a byte is missing."""
    address, lines = one.address, []
    head = f"POST {one.screen.base}commands?as=phone HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ".encode()
    whole = (
        head + b"x\r\nX-Workshop: 1\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n" + b" " * 59_999
    )
    for n in range(HALF_OPEN):
        _, writer = await asyncio.open_connection(address.host, address.port)
        writer.write(whole if n % 2 else head + b"x" * 4_000)
        lines.append(writer)
    await asyncio.sleep(3)
    for writer in lines:
        writer.close()
    return True


BOMBS = (inflate, fragments, attachments, depth, half_requests)


async def bombed(server, folder, bombs):
    """For each bomb: the megabytes that it took, and whether the line was cut."""
    async with Scene(server, folder, phones=2) as scene:
        outcome = {}
        for n, bomb in enumerate(bombs):
            one = await attacker(scene, n)
            await one.screen.fetch()
            was_cut = []

            async def throw(one=one, bomb=bomb, was_cut=was_cut):
                was_cut.append(await bomb(one))

            outcome[bomb.__name__] = (await mb_more(server, throw()), was_cut[0])
            one.screen.http.close()
        answer = await scene.console.get("room/lock", on=True)
        assert answer.get("ok")
        return outcome, list(complaints(server))


async def test_no_bomb_takes_twenty_megabytes(serve, tmp_path):
    outcome, complained = await bombed(serve(), tmp_path, BOMBS)
    assert complained == []
    assert {name: mb for name, (mb, _) in outcome.items() if mb >= MOST_MB} == {}
    assert [name for name, (_, was_cut) in outcome.items() if not was_cut] == []


@pytest.mark.parametrize("bomb", [fragments, attachments])
async def test_a_server_that_keeps_what_never_ends_is_caught(serve, tmp_path, bomb):
    """Each on a server of its own: what one bomb took and gave back would hide the next."""
    outcome, _ = await bombed(serve("endless_messages"), tmp_path, (bomb,))
    assert [name for name, (mb, _) in outcome.items() if mb < MOST_MB] == []


async def test_a_server_that_reads_any_depth_is_caught(serve, tmp_path):
    _, complained = await bombed(serve("plain_packets"), tmp_path, (depth,))
    assert complained


async def extension(one):
    """What the server says to a browser that offers compression."""
    reader, writer = await asyncio.open_connection(one.address.host, one.address.port)
    writer.write(
        f"GET {one.screen.base}socket.io/?EIO=4&transport=websocket&as=phone HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Cookie: {one.screen.http.cookie_line}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: aaaaaaaaaaaaaaaaaaaaaa==\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n".encode()
    )
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), patience(5))
    writer.close()
    return b"permessage-deflate" in head


async def offers_compression(server, folder):
    async with Scene(server, folder, phones=1) as scene:
        one = await attacker(scene, 0)
        found = await extension(one)
        one.screen.http.close()
        return found


async def test_nobody_is_offered_compression(serve, tmp_path):
    assert not await offers_compression(serve(), tmp_path)


async def test_a_server_that_offers_compression_is_caught(serve, tmp_path):
    assert await offers_compression(serve("offers_compression"), tmp_path)
