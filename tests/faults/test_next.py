"""R15: two consoles press the same key at the same moment."""

import asyncio

import pytest

from tests.faults.scene import WELCOME, Scene
from tests.harness.checker import Least, rules


def stands_at(console):
    now = console.view("console").get("now", {})
    return now.get("block"), now.get("step", {}).get("id")


async def all_have(consoles, seq):
    await asyncio.gather(
        *(console.sees(lambda console: console.replica.seqs["console"] >= seq) for console in consoles)
    )


async def press_at_once(server, folder, races):
    """Returns the faults: races that did not make exactly one step, and what the checker found."""
    async with Scene(server, folder, phones=1) as scene:
        other = await scene.fay.screen("console", scene.room, scene.history, who="the second console")
        scene.others.append(other)
        consoles = [scene.console, other]
        found = []
        for race in range(races):
            if "name" not in scene.console.view("console").get("next", {}):
                await scene.go_to(WELCOME, "show")
            await asyncio.gather(
                *(one.sees(lambda one: stands_at(one) == stands_at(scene.console)) for one in consoles)
            )
            block, step = stands_at(scene.console)
            where = {"block": block, "step": step} if block else {}
            asks = [console.ask("room/next", anyway=True, **where) for console in consoles[:: 1 if race % 2 else -1]]
            answers = await asyncio.gather(*(ask.answered for ask in asks))
            outcome = sorted("ok" if answer.get("ok") else answer["code"] for answer in answers)
            if outcome != ["ok", "room/already"]:
                found.append(f"R15 at {block} {step}: {outcome}")
                if len(found) > 5:
                    break
            await all_have(consoles, max(answer.get("seq", 0) for answer in answers))
        return found + await scene.judge(Least(commands=min(races, 6)))


async def test_two_keys_at_once_make_one_step(serve, tmp_path):
    assert await press_at_once(serve(), tmp_path, races=200) == []


@pytest.mark.full
async def test_two_keys_at_once_make_one_step_a_thousand_times(serve, tmp_path):
    assert await press_at_once(serve(), tmp_path, races=1_000) == []


async def test_a_server_that_does_not_look_where_the_key_was_pressed_is_caught(serve, tmp_path):
    assert "R15" in rules(await press_at_once(serve("no_compare_and_set"), tmp_path, races=20))
