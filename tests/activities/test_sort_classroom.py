"""Every sort of the course in a room with real phones, from its first step to its last, while people come and go."""

import asyncio
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.faults.scene import Scene
from tests.harness.checker import Least, stored
from tests.harness.loop import run
from tests.harness.phones import Screen, fresh_id, join_all
from tests.harness.server import Server
from workshop.core.course import Block, Course, Mode
from workshop.courses import loader
from workshop.rooms.live import after_event
from workshop.rooms.takeaway import room_report
from workshop.rooms.views import Picture

pytestmark = pytest.mark.timeout(300)
SLUG = "all-sorts"


def sorts(course: Course, mode: Mode) -> list[Block]:
    return [block for block in course.blocks.values() if block.kind == "sort" and block.minutes.of(mode)]


def pack(folder: Path) -> Path:
    """A course of nothing but the sorts of the course, one after the other, in each mode."""
    course, here = loader.load("customer-service-manager"), folder / "courses" / SLUG
    title = {"zh": "全部排一排", "en": "All sorts"}
    agendas = [
        {
            "id": mode, "mode": mode, "title": title,
            "days": [{"starts": "09:00", "slots": [block.id for block in sorts(course, mode)]}],
        }
        for mode in ("full", "short")
    ]  # fmt: skip
    modules = sorted({block.module for block in sorts(course, "full")})
    files: dict[str, Any] = {
        "course.yaml": {
            "schema": "workshop-course/1", "title": title, "agendas": agendas,
            "modules": [{"id": module, "title": title} for module in modules],
        },
        "library/slides.yaml": {"slides": {key: written(slide, "id") for key, slide in course.slides.items()}},
        "library/sorts.yaml": {"sorts": {key: written(deck, "id") for key, deck in course.sorts.items()}},
    }  # fmt: skip
    for module in modules:
        of_module = [written(block, "module") for block in sorts(course, "full") if block.module == module]
        files[f"blocks/{module}.yaml"] = {"module": module, "blocks": of_module}
    for name, data in files.items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return here.parent


def written(part: Any, *without: str) -> dict[str, Any]:
    return part.model_dump(mode="json", exclude_none=True, exclude=set(without))  # type: ignore[no-any-return]


@pytest.mark.parametrize(("mode", "people"), [pytest.param("full", 24, marks=pytest.mark.full), ("short", 17)])
def test_every_sort_of_the_course_from_its_first_step_to_its_last(tmp_path: Path, mode: Mode, people: int) -> None:
    with Server(tmp_path / "server", environ={"COURSES_DIR": str(pack(tmp_path))}) as server:
        run(the_day(server, tmp_path, mode, people))


async def the_day(server: Server, folder: Path, mode: Mode, people: int) -> None:
    dice = random.Random(people)
    wanted = sorts(loader.load("customer-service-manager"), mode)
    async with Scene(server, folder, phones=people - 1, teams=4, choice=f"{SLUG}/{mode}") as scene:
        for n, block in enumerate(wanted):
            assert (await press(scene)).get("ok")
            await play(scene, block.id, dice)
            if n == 1:  # somebody comes late, somebody goes
                room = scene.room
                (late,) = await join_all(1, room.address, room.join_path, room.base, scene.history)
                scene.phones.append(late)
                await scene.console.get("room/remove_person", person=scene.phones.pop(0).person)
        assert (await scene.console.get("room/close_block")).get("ok")
        assert await scene.judge(Least(commands=people * len(wanted) * 3)) == []
        served = outputs(scene)
        assert served == {block.id: {output.id for output in block.outputs} for block in wanted}


def outputs(scene: Scene) -> dict[str, set[str]]:
    """What the report of the stored room serves of each block."""
    log = stored(scene.server.database_url, scene.room.id)
    known = log.fresh
    for event in log.events:
        known = after_event(known, event)
    picture = Picture(known.state, known.names, known.door, lambda _, person: person)
    return {
        block.block: {output for section in block.report.sections for output in section.outputs}
        for block in room_report(picture, 0, 480).blocks
    }


def now(screen: Screen) -> tuple[str, str] | None:
    found = screen.view("phones" if screen.as_ == "phone" else screen.as_).get("now")
    return (found["block"], found["step"]["id"]) if found else None


async def press(scene: Scene) -> dict[str, Any]:
    """What the Next key would do."""
    ahead = scene.console.view("console")["next"]
    at = now(scene.console)
    if ahead["does"] == "ahead":
        command = dict(ahead["command"])
        answer = await scene.console.get(command.pop("type"), block=at[0] if at else None, **command)
    else:
        answer = await scene.console.get(
            "room/next", block=at[0] if at else None, step=at[1] if at else None, anyway=True
        )
    seq = answer.get("seq", 0)
    await scene.console.sees(lambda screen: screen.replica.seqs.get("console", 0) >= seq)
    return dict(answer)


async def play(scene: Scene, block: str, dice: random.Random) -> None:
    """From where the block was opened to its last step, everybody doing what their phone offers them."""
    for _ in range(200):
        at = now(scene.console)
        assert at is not None
        assert at[0] == block
        shown = scene.console.view("console").get("block", {}).get(block, {})
        await everybody_acts(
            scene, block, shown.get("phase") if not at[1].startswith(("before", "after")) else None, dice
        )
        steps = scene.console.view("console")["steps"]
        last = max(steps, key=lambda step: steps[step]["rank"])
        if scene.console.view("console")["next"]["does"] != "ahead" and at[1] == last:
            return
        answer = await press(scene)
        assert answer.get("ok"), answer
    raise AssertionError(f"stuck in {block}")


async def everybody_acts(scene: Scene, block: str, phase: str | None, dice: random.Random) -> None:
    if phase not in ("play", "talk"):
        return
    told = scene.console.view("console")["block"][block].get("talk", {}).get("card")
    for phone in scene.phones:
        await phone.sees(lambda screen: about(screen, block) == (phase, told))
    wishes = [asyncio.gather(*acts(phone, block, phase, dice)) for phone in scene.phones]
    for answers in await asyncio.gather(*wishes):
        assert [answer for answer in answers if not answer.get("ok")] == []


def about(phone: Screen, block: str) -> tuple[str | None, str | None]:
    """The phase that a phone shows, and the card that it talks about."""
    shown = phone.view("phones").get("block", {}).get(block, {})
    return shown.get("phase"), shown.get("talk", {}).get("card")


def acts(phone: Screen, block: str, phase: str, dice: random.Random) -> list[Any]:
    """Every card somewhere and handed in, but in a team, where others still place; or a side and a reason."""
    view = phone.view("phones")["block"][block]
    if phase == "talk":
        talk = view["talk"]
        if talk["state"] != "open" or not talk["takes"]:
            return []
        of_card = {"card": talk["card"], "side": dice.choice(sorted(talk["sides"]))} if "card" in talk else {}
        given = [phone.get("sort/take_side", block=block, **of_card)] if of_card else []
        return [
            *given,
            phone.get("sort/give_reason", block=block, text=f"因为 {fresh_id()}"[: 2 * talk["longest"]], **of_card),
        ]
    wishes = []
    for deck, of in view["decks"].items():
        cards = sorted(card for card, found in view["cards"].items() if found["deck"] == deck)
        if of["mode"] == "order":
            dice.shuffle(cards)
            wishes.append(phone.get("sort/put_in_order", block=block, deck=deck, cards=cards))
        else:
            bins = sorted(of["bins"])
            wishes += [phone.get("sort/place", block=block, card=card, bin=dice.choice(bins)) for card in cards]
    if view["play"] != "team":
        wishes.append(phone.get("sort/hand_in", block=block))
    return wishes
