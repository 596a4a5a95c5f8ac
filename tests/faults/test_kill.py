"""R1: the server is killed in the middle of a burst, again and again."""

import asyncio
import random

import pytest

from tests.faults.scene import CHALLENGES, KPI, Scene, place_dots, write_notes
from tests.harness.checker import Least, rules
from tests.harness.phones import Burst

NOTES = (CHALLENGES, "write", write_notes)
DOTS = (KPI, "vote_company", place_dots("vote_company"))


async def kill_in_bursts(server, folder, *, phones, kills, bursts=(NOTES, DOTS)):
    """As many kills in each burst; returns what the checker found."""
    async with Scene(server, folder, phones=phones, teams=4) as scene:
        for block, step, wish in bursts:
            await scene.go_to(block, step)
            async with Burst(scene.phones, wish):
                for _ in range(kills // len(bursts)):
                    await asyncio.sleep(random.uniform(0.2, 2))
                    scene.history.fault("kill -9")
                    server.kill()
                    await server.start_again()
        least = Least(commands=20 * phones, reconnects=kills, faults={"kill -9": kills})
        return await scene.judge(least)


async def test_nothing_acknowledged_is_lost_or_doubled_by_kill_9(serve, tmp_path):
    assert await kill_in_bursts(serve(), tmp_path, phones=30, kills=10) == []


@pytest.mark.full
@pytest.mark.timeout(1_200)
async def test_nothing_acknowledged_is_lost_or_doubled_by_a_hundred_kills(serve, tmp_path):
    assert await kill_in_bursts(serve(), tmp_path, phones=40, kills=100) == []


async def test_a_server_that_answers_before_the_commit_is_caught(serve, tmp_path):
    found = await kill_in_bursts(serve("answer_before_commit"), tmp_path, phones=10, kills=3, bursts=[NOTES])
    assert "C1" in rules(found), found
