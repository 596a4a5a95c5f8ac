"""Every board of the course, told from its first step to its last with a secret in each of its write stages.

For each block the secret stands in the views of those for whom it was meant, and in no other, step after step.
"""

from typing import Any

import pytest

from tests.contracts.samples import course_of, samples
from tests.rooms.play import Play, Voice
from workshop.activities.board.config import BoardConfig, Write
from workshop.core.activity import Imported, ImportedItem
from workshop.core.course import Block
from workshop.core.report import CLIENT, Reader
from workshop.rooms.kinds import config_of, steps_in

SECRET = "绝密：交接总漏单"
BOARDS = {block.id: block for block in samples("board") if block.id.startswith("m")}
STAFF = {"console", "projector", "phones"}
TEAM = {"team:t1", "console"}

each_board = pytest.mark.parametrize("block", BOARDS.values(), ids=BOARDS)


def play_of(block: Block) -> Play:
    """Ann, Chen and Eva in team t1, Ben and Dan in t2."""
    play = Play(course_of(block.id, "board"), ("Ann", "Ben", "Chen", "Dan", "Eva"), teams=2)
    play.fay("room/open_block", block=block.id)
    for one in config_of(block).imports:
        items = {f"ref-{zone}": ImportedItem(text=SECRET, zone=zone, person="ann", team="t1") for zone in "SWOT"}
        play.happen(block.id, [Imported(block=block.id, source=one.block, select=one.select, items=items)])
    return play


def stage_of(play: Play) -> Any:
    return play.block_state().current()


def writes_a_secret(play: Play, voice: Voice, block: Block, nth: int) -> str | None:
    """One note with a secret in its text and in every line beside it; on a colleague's board where that is asked."""
    config: BoardConfig = config_of(block)
    stage = stage_of(play)
    if not isinstance(stage, Write):
        return None
    zone = (stage.zones or [config.layout.zones[0].id])[0]
    fields = {one.id: value_of(one, nth) for one in config.note.beside}
    longest = play.phones["write"]["longest"]
    wish: dict[str, Any] = {"text": f"{SECRET}{nth}"[:longest], "zone": zone, "fields": fields}
    if stage.into == "others":
        wish["person"] = next(
            other.id for other in play.people if other.id != voice.id and same_team(play, voice, other)
        )
    if stage.rests_on_others:
        wish["refs"] = ["ref-S", "ref-O"] if config.imports else list(play.team("t1")["notes"])[:1]
    (added,) = voice("board/add_note", **wish)
    return str(added.note)  # type: ignore[attr-defined]


def value_of(field: Any, nth: int) -> str:
    match field.type:
        case "choice":
            return str(field.options[0].id)
        case "date":
            return "2026-12-01"
        case _:
            return f"{SECRET}{nth}"[: field.max]


def same_team(play: Play, one: Voice, other: Voice) -> bool:
    return play.state.members[one.id].team == play.state.members[other.id].team


def allowed(block: Block, stage: Any, owner: str, *, over: bool) -> set[str]:
    """Who may see a note of this write stage, while it is on and once it is over; nothing was picked or ticked."""
    config: BoardConfig = config_of(block)
    mine = {f"person:{owner}"}
    if block.privacy == "self" or config.instances == "person":
        return mine
    reach = config.opens_to(stage) if over else stage.visible_to
    if block.privacy == "team" or config.instances == "team":
        reach = "team" if reach != "self" else reach
    return mine | {"self": set(), "team": TEAM, "room": TEAM | STAFF}[reach]


@each_board
def test_a_secret_is_seen_by_those_it_was_meant_for_and_by_nobody_else(block: Block) -> None:
    play = play_of(block)
    ann = play.people[0]
    stages = []
    for nth in range(len(steps_in(block, "full")) + 2):
        stage = stage_of(play)
        if writes_a_secret(play, ann, block, nth):
            stages.append(stage)
            assert "person:ann" in play.seen_by(SECRET), "there is something that could leak"
        brought = {"person:ann", *TEAM} if config_of(block).imports else set()
        most = brought | {address for one in stages for address in allowed(block, one, "ann", over=one is not stage)}
        assert play.seen_by(SECRET) <= most, stage
        play.next()
        if play.state.block != block.id:
            break
    assert stages or not any(isinstance(stage, Write) for stage in config_of(block).stages)


@each_board
def test_no_file_holds_more_than_its_reader_saw(block: Block) -> None:
    play = play_of(block)
    ann, seen = play.people[0], set()
    for nth in range(len(steps_in(block, "full")) + 2):
        writes_a_secret(play, ann, block, nth)
        seen |= play.seen_by(SECRET)
        play.next()
        if play.state.block != block.id:
            break
    readers = {"projector": CLIENT, "team:t1": Reader("team", "t1"), "team:t2": Reader("team", "t2")}
    readers |= {f"person:{voice.id}": Reader("person", voice.id) for voice in play.people}
    for address, reader in readers.items():
        if SECRET in repr(play.report(block.id, reader)):
            assert address in seen or "projector" in seen, address
