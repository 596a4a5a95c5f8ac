"""The log of a busy day says nothing that people wrote, what they are called, or what lets somebody in."""

import asyncio
import contextlib

from tests.faults.corpus import frame, requests
from tests.faults.scene import CLOSE, Scene, one_line
from tests.faults.test_hostile import attacker, send_raw
from tests.harness.phones import Burst

PLANTED = "琥珀色的钥匙"
NAME = "Quillon Vesper"


async def busy_day(server, folder):
    """Notes, names, a message, hostile frames and requests, a refused form, a restart; returns what may not be told."""
    async with Scene(server, folder, phones=4) as scene:
        guest = await attacker(scene, 0)
        await scene.console.get("room/rename_person", person=guest.screen.person, name=NAME)
        await scene.go_to(CLOSE, "write")
        async with Burst(scene.phones, planted, pause_s=0.3):
            await scene.console.get("room/say", text=f"{PLANTED} to all")
            for text in (f'42["{PLANTED}"', f'421["cmd",{{"id":"{PLANTED}","type":"x/y","text":"{PLANTED}"}}]'):
                await shout(guest, frame(text.encode()))
            await shout(guest, b"\x81\xff" + PLANTED.encode())
            cookies = guest.screen.http.cookie_line
            for request in requests(scene.room.id, cookies):
                await send_raw(server.address, request)
            for path in (scene.room.join_path, f"/{scene.room.code}", f"/r/{scene.room.id}/{PLANTED}"):
                await send_raw(server.address, f"BAD {path} HTTP/1.1\r\nCookie: {cookies}\r\n\r\n".encode())
                await send_raw(server.address, f"GET {path} extra HTTP/1.1\r\n\r\n".encode())
            scene.fay.server.sign_in()
        await asyncio.sleep(0.5)
        server.terminate()
        await asyncio.to_thread(server.ended, 30)
        guest.screen.http.close()
        secrets = [PLANTED, NAME, scene.room.join_path.rpartition("/")[2]]
        secrets += [phone.http.cookies["ticket"] for phone in scene.phones]
        return secrets + [value for name, value in scene.fay.cookies.items() if name != "lang"]


def planted(phone, n):
    wish = one_line(phone)
    return {**wish, "text": f"{PLANTED} {wish['text']}"}


async def shout(one, data):
    with contextlib.suppress(OSError, TypeError):
        _, writer = await one.dial()
        writer.write(data)
        await asyncio.sleep(0.2)
        writer.close()


async def told(server, folder):
    """The lines of the log with something in them that must not be there."""
    secrets = await busy_day(server, folder)
    assert len(set(secrets)) >= 8
    return [line[:300] for line in server.log.splitlines() if any(secret in line for secret in secrets)]


DEBUG = {"WORKSHOP_LOG_LEVEL": "DEBUG"}


async def test_the_log_tells_nothing_at_any_level(serve, tmp_path):
    server = serve(environ=DEBUG)
    assert await told(server, tmp_path) == []
    assert '"level": "debug"' in server.log, "nothing was looked through"


async def test_a_server_that_logs_what_it_is_asked_is_caught(serve, tmp_path):
    found = await told(serve("chatty", environ=DEBUG), tmp_path)
    assert any(PLANTED in line for line in found)
    assert any("/j/" in line for line in found)
