"""C8 through a whole day: what every device received, by socket and by HTTP, is searched for planted secrets.

What a kind keeps from whom it says in ``PLANTS``: a kind joins by planting its own there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from tests.faults.scene import Scene
from tests.faults.test_secrets import tickets
from tests.faults.weakened import command
from tests.harness.checker import Least, Secret
from tests.harness.fetch import Http
from tests.harness.loop import run
from tests.harness.phones import Screen, fresh_id
from tests.hostile.day import (
    ALONE,
    CHOICE,
    NAMED,
    NEXT_PAGE,
    POINTS,
    QUESTION_AHEAD,
    SPEAKER_NOTE,
    TALKED,
    TEAMED,
    TIPS,
    UNNAMED,
    blocks,
)
from tests.hostile.hall import server_in

STRANGER = "a stranger"
PAGES = ("", "join", "return", "console", "projector", "snapshot?as=phone", "snapshot?as=console", "export.json")

Plant = Callable[[Scene, str, str], Awaitable[list[Secret]]]


def only(scene: Scene, what: str, text: str, *may: Screen, console: bool = False) -> Secret:
    others = {scene.console.who} if console else set()
    return Secret(what, text.encode(), frozenset({screen.who for screen in may} | others))


async def words_on_slides(scene: Scene, block: str, step: str) -> list[Secret]:
    """What each keeps to themselves, and what the speaker alone reads."""
    if step != "show":
        return []
    found = [Secret("a speaker's note", SPEAKER_NOTE.encode(), frozenset({scene.console.who}))]
    for phone in scene.phones:
        text = f"mine {phone.person} {fresh_id()}"
        await phone.get("slide/keep_note", block=block, text=text)
        found.append(only(scene, f"{phone.who}'s own note", text, phone))
        await phone.sees(lambda screen, text=text: text in str(screen.mine))
    return found


async def notes_on_boards(scene: Scene, block: str, step: str) -> list[Secret]:
    """Notes that stay in a team or with their writer."""
    if step != "write":
        return []
    found = []
    for phone in scene.phones:
        text = f"note {phone.person[:4]} {fresh_id()}"
        zone = {"zone": "left"} if block == TEAMED else {}
        answer = await phone.get("board/add_note", block=block, text=text, **zone)
        assert answer.get("ok"), answer
        if block == TEAMED:
            mates = [other for other in scene.phones if team_of(other) == team_of(phone)]
            found.append(only(scene, f"{phone.who}'s note in the team", text, *mates, console=True))
        elif block == ALONE:
            found.append(only(scene, f"{phone.who}'s note for themselves", text, phone))
            await phone.sees(lambda screen, text=text: text in str(screen.mine))
    return found


PLANTS: dict[str, Plant] = {"slide": words_on_slides, "board": notes_on_boards}


def team_of(phone: Screen) -> str:
    return str(phone.mine["me"]["team"])


def of_people(scene: Scene) -> Iterator[Secret]:
    """What opens a seat."""
    yield from tickets(scene)
    for phone in scene.phones:
        code = f'"seat_code":"{phone.mine["me"]["seat_code"]}"'
        yield Secret(f"the seat code of {phone.who}", code.encode(), frozenset({phone.who, scene.console.who}))


def too_early(scene: Scene, what: str) -> list[str]:
    """Who has heard by now what only the console may know before its time."""
    heard = scene.history.received.items()
    return [
        f"C8 {who} knows {what!r} too early"
        for who, pieces in heard
        if who != scene.console.who and what.encode() in b"".join(pieces)
    ]


async def a_stranger_looks(scene: Scene) -> None:
    """Somebody without a seat opens whatever has an address."""
    http = Http(scene.room.address, hears=lambda data: scene.history.heard(STRANGER, data))
    for page in PAGES:
        await http.get(scene.room.base + page)


async def a_day(scene: Scene) -> list[str]:
    """Through every step of every block, with everybody writing what may not go everywhere. Returns the faults."""
    secrets = [*of_people(scene), Secret("what only Fay is told", TIPS.encode(), frozenset({scene.console.who}))]
    found: list[str] = []
    for block in blocks():
        for step in block.steps:
            if (block.id, step.id) == (TEAMED, "vote"):
                found += too_early(scene, QUESTION_AHEAD)
            await scene.go_to(block.id, step.id)
            if (block.id, step.id) == (TALKED, "show"):
                found += [fault for text in (POINTS[-1], NEXT_PAGE) for fault in too_early(scene, text)]
            secrets += await PLANTS[block.kind](scene, block.id, step.id)
            await a_stranger_looks(scene)
    for screen in scene.phones[:1]:
        await screen.http.get(scene.room.base)
    return found + await scene.judge(Least(commands=20), secrets)


async def erased_and_forgotten(scene: Scene) -> list[str]:
    """What any device or stranger hears of a note and a person after both are gone. Returns who heard of which."""
    block = next(block for block in blocks() if block.id == NAMED)
    await scene.go_to(NAMED, block.steps[0].id)
    ann, ben, *others = scene.phones
    words = {one: f"gone {one.person[:4]} {fresh_id()}" for one in (ann, ben)}
    notes = {one: await one.get("board/add_note", block=NAMED, text=text) for one, text in words.items()}
    assert all(answer.get("ok") for answer in notes.values())
    name = f"Zoe {fresh_id()}"
    assert (await scene.console.get("room/rename_person", person=ben.person, name=name)).get("ok")
    await ann.sees(lambda screen: words[ann] in str(screen.mine), 30)
    note = next(note for note, shown in ann.mine["block"][NAMED]["mine"].items() if shown["text"] == words[ann])
    gone = {"the note": words[ann], "the other's note": words[ben], "the name": name}
    await scene.console.sees(lambda screen: all(said in str(screen.replica.views) for said in gone.values()), 30)
    assert (await scene.console.get("room/erase_text", block=NAMED, item=note)).get("ok")
    assert (await scene.console.get("room/forget_person", person=ben.person)).get("ok")
    later = [scene.console, scene.wall, ann, *others]
    await asyncio.gather(*(screen.sees(lambda screen: name not in str(screen.replica.views)) for screen in later))
    scene.history.received.clear()
    for screen in later:
        screen._etag = None
        await screen.fetch()
        await screen.http.get(scene.room.base if screen.as_ == "phone" else f"{scene.room.base}{screen.as_}")
    for extension in ("json", "csv"):
        scene.history.heard("file", scene.fay.get(f"{scene.room.base}export.{extension}").content)
    await a_stranger_looks(scene)
    assert all(heard(scene, screen) for screen in later)
    listeners = list(scene.history.received)
    return [
        f"{who} heard {what}" for who in listeners for what, said in gone.items() if said.encode() in heard(scene, who)
    ]


def heard(scene: Scene, who: Screen | str) -> bytes:
    return b"".join(scene.history.received[who if isinstance(who, str) else who.who])


def recorded(folder: Path, without: str | None = None) -> list[str]:
    async def scene_of_a_day() -> list[str]:
        async with Scene(server, folder, phones=4, teams=2, choice=CHOICE) as scene:
            return await a_day(scene)

    with server_in(folder / "server", command(without) if without else None) as server:
        return run(scene_of_a_day())


def test_no_device_ever_receives_what_is_not_for_it(tmp_path: Path) -> None:
    assert {block.id for block in blocks()} == {TALKED, TEAMED, ALONE, UNNAMED, NAMED}
    assert recorded(tmp_path) == []


def test_a_server_that_shows_what_teams_keep_is_caught(tmp_path: Path) -> None:
    assert [fault for fault in recorded(tmp_path, "no_secrets") if fault.startswith("C8")]


def test_nobody_hears_later_what_was_erased(tmp_path: Path) -> None:
    async def scene_of_an_erasure() -> list[str]:
        async with Scene(server, tmp_path, phones=4, teams=2, choice=CHOICE) as scene:
            return await erased_and_forgotten(scene)

    with server_in(tmp_path / "server") as server:
        assert run(scene_of_an_erasure()) == []
