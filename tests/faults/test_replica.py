"""A replica is never wrong, only late, whenever its snapshot was taken."""

import asyncio
import random

from tests.faults.scene import CHALLENGES, Scene
from tests.harness.checker import Least, rules


async def fetch_between_differences(server, folder):
    """What comes and goes within the moment that is told at once was seen by whoever fetched in the middle."""
    async with Scene(server, folder, phones=3) as scene:
        await scene.go_to(CHALLENGES, "write")
        for _ in range(40):
            await scene.console.get("room/add_time", minutes=0.1)
            await scene.console.get("room/lock", on=True)
            await asyncio.gather(*(phone.fetch() for phone in scene.phones))
            await scene.console.get("room/lock", on=False)
            await asyncio.sleep(random.uniform(0, 0.1))
        return await scene.judge(Least(commands=120))


async def test_a_snapshot_taken_between_two_differences_leaves_no_screen_wrong(serve, tmp_path):
    assert await fetch_between_differences(serve(), tmp_path) == []


async def test_a_server_that_forgets_who_has_fetched_is_caught(serve, tmp_path):
    found = await fetch_between_differences(serve("no_memory_of_fetches"), tmp_path)
    assert "C5" in rules(found), found


async def test_a_server_that_does_not_say_what_a_difference_starts_from_is_caught(serve, tmp_path):
    found = await fetch_between_differences(serve("no_base"), tmp_path)
    assert "C5" in rules(found), found
