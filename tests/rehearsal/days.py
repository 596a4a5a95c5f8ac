"""What holds of a day with simulated people, from its first block to its last, while they come, go and return."""

from pathlib import Path

from tests.harness.checker import Run
from tests.harness.history import History
from tests.harness.server import Server
from tests.rehearsal.sealed import leaks, sealed
from tests.rehearsal.watching import Walked, outputs, promised, slots, texts, walked
from workshop.core.report import RoomReport
from workshop.rehearsal.walk import Plan
from workshop.rooms.room import path
from workshop.rooms.takeaway import room_report


def walk_from_the_first_block_to_the_last(folder: Path, agenda: str, people: int, lang: str) -> Walked:
    """Nothing is refused, left out, lost, shown wrongly or told to somebody whom it does not concern."""
    history = History(folder)
    with Server(folder / "server") as server:
        walk = walked(server, agenda, Plan(people=people, lang=lang), history)
    assert walk.outcome.refused == {}
    assert walk.outcome.blocks == slots(walk)
    assert missed(walk) == {}
    assert wrong(history, walk) == []
    served = outputs(walk)
    missing = {block: promised(walk, block) - served[block] for block in slots(walk)}
    assert {block: gone for block, gone in missing.items() if gone} == {}
    found = sealed(walk)
    assert len(found.may) > people * 20
    assert found.shared_cases
    assert len(found.unsigned) > people // 2
    assert len(walk.scored) > people // 2
    assert found.notes > people
    assert sum(bool(circle) for circle in found.briefs.values()) > 20
    assert sum(text in found.revealed for _, text in walk.learnt) > people * 50
    assert list(leaks(walk, found, set(texts(shared_file(walk))))) == []
    return walk


def missed(walk: Walked) -> dict[str, list[str]]:
    """The steps that a block has in the mode of the room and that the day did not come by."""
    state = walk.last.state
    steps = {block: path(state, state.course.blocks[block]) for block in walk.outcome.blocks}
    gone = {block: [step for step in steps[block] if (block, step) not in walk.outcome.places] for block in steps}
    return {block: left for block, left in gone.items() if left}


def wrong(history: History, walk: Walked) -> list[str]:
    """What the checker finds, from what was answered to what every screen shows."""
    run = Run(history, walk.log)
    rules = (run.acknowledged, run.refused, run.unknown, run.numbered, run.folded, run.shown, run.budgets)
    assert len(run.ok) > 500
    assert len(list(history.of("final"))) >= 3
    return [fault for rule in rules for fault in rule()][:20]


def shared_file(walk: Walked) -> RoomReport:
    """The report that goes to whoever ordered the course: a file for many eyes."""
    return room_report(walk.log.picture(walk.last), 0, 480)
