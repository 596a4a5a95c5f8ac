"""Walks a stored room, and keeps for the checker what every screen asked, heard and showed."""

from __future__ import annotations

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, is_dataclass
from functools import cached_property
from typing import Any

from tests.harness.checker import Stored, stored
from tests.harness.history import History, sha
from tests.harness.server import Room, Server
from workshop.core.course import Course
from workshop.courses import loader
from workshop.rehearsal.browser import Address, Browser
from workshop.rehearsal.person import Outcome
from workshop.rehearsal.screen import Tell
from workshop.rehearsal.walk import Plan, rehearse
from workshop.rooms.live import Known, after_event
from workshop.rooms.takeaway import room_report

COURSE = "customer-service-manager"
MARKED = re.compile(r" \d+$")
"""What a simulated person says ends with a number of its own: no two say the very same."""
SCORES = {"answers", "result", "straight"}
"""Parts of the view of a test that hold what one person answered or reached."""
HASHED = 29
"""Every so many snapshots are compared with the log; all of them would take longer than the days."""


@dataclass
class Walked:
    """A room after its last block.

    ``heard`` holds every text by the screen, ``addresses`` where they stood, ``scored`` where answers or results of a
    test did; ``learnt`` says of the reasons of cards with which event a screen first received each.
    """

    room: Room
    outcome: Outcome
    log: Stored
    history: History
    heard: dict[str, set[str]] = field(default_factory=dict)
    addresses: dict[str, set[str]] = field(default_factory=dict)
    scored: dict[str, set[str]] = field(default_factory=dict)
    learnt: dict[tuple[str, str], int] = field(default_factory=dict)

    def states(self) -> Iterator[tuple[Any, Known]]:
        """Every event with the room as it was after it."""
        known = self.log.fresh
        for event in self.log.events:
            known = after_event(known, event)
            yield event, known

    @cached_property
    def last(self) -> Known:
        *_, (_, known) = self.states()
        return known


def walked(server: Server, agenda: str, plan: Plan, history: History) -> Walked:
    """The agenda of the course with simulated people, from its first block to its last."""
    fay = server.first_trainer()
    room = fay.open_room(choice=f"{COURSE}/{agenda}")
    address = Address(room.address.host, room.address.port)
    heard: dict[str, set[str]] = defaultdict(set)
    addresses: dict[str, set[str]] = defaultdict(set)
    scored: dict[str, set[str]] = defaultdict(set)
    tests = {block.id for block in loader.load(COURSE).blocks.values() if block.kind == "quiz"}
    learnt: dict[tuple[str, str], int] = {}
    reasons = set(reasons_of(loader.load(COURSE)))
    said: set[str] = set()
    snapshots = 0

    def look(who: str, seq: int, address: str, view: Any) -> None:
        addresses[who].add(address)
        told = set(texts(view))
        heard[who] |= told
        _first(learnt, who, told & reasons, seq)
        if any(SCORES & names(part) for block, part in (view.get("block") or {}).items() if block in tests):
            scored[who].add(address)

    def watch(who: str) -> Tell:
        def tell(what: str, **facts: Any) -> None:
            nonlocal snapshots
            match what:
                case "invoke":
                    history.write(who, what, id=facts["id"], command=_known_by_its_words(facts["command"], said))
                case "delta":
                    look(who, facts["seq"], facts["a"], facts["change"])
                case "snapshot":
                    for address, view in facts["views"].items():
                        look(who, facts["seq"], address, view)
                    snapshots += 1
                    shas = {a: sha(v) for a, v in facts["views"].items()} if snapshots % HASHED == 0 else {}
                    history.write(who, what, seq=facts["seq"], shas=shas)
                case "final":
                    hashed = {key: {a: sha(v) for a, v in facts[key].items()} for key in ("shown", "fetched")}
                    history.write(who, what, seq=facts["seq"], **hashed)
                case _:
                    history.write(who, what, **facts)

        return tell

    browser = Browser(address, dict(fay.cookies))
    outcome = asyncio.run(rehearse(browser, room.base, room.join_path, plan, watch=watch))
    return Walked(room, outcome, stored(server.database_url, room.id), history, heard, addresses, scored, learnt)


def _first(learnt: dict[tuple[str, str], int], who: str, told: set[str], seq: int) -> None:
    for text in told:
        learnt.setdefault((who, text), seq)


def reasons_of(course: Course) -> Iterator[str]:
    """Why each card belongs where it does, in both languages; but for what the course says elsewhere, too."""
    whys = [card.why for deck in course.sorts.values() for card in deck.cards if card.why]
    told = Counter(text for why in whys for text in (why.zh, why.en))
    said = Counter(texts(course.model_dump()))
    return (text for text in told if told[text] == said[text])


def _known_by_its_words(command: dict[str, Any], said: set[str]) -> dict[str, Any]:
    """Without words that stand elsewhere, too: figures, days, and what was taken over from an earlier block.

    A line for the room is written and allowed at once: two events, of which the second is acknowledged.
    """
    text = command.get("text")
    is_for_the_room = command["type"] == "rounds/write" and command.get("field") == "line"
    if isinstance(text, str) and (text in said or not MARKED.search(text) or is_for_the_room):
        return {key: value for key, value in command.items() if key != "text"}
    said.add(str(text))
    return command


def texts(found: Any) -> Iterator[str]:
    """Every text in a view or a report, however deep."""
    if isinstance(found, str):
        yield found
    elif is_dataclass(found) and not isinstance(found, type):
        yield from texts(vars(found))
    elif isinstance(found, dict):
        for value in found.values():
            yield from texts(value)
    elif isinstance(found, list | tuple):
        for value in found:
            yield from texts(value)


def names(found: Any) -> set[str]:
    """The names of all parts of a view, however deep."""
    if not isinstance(found, dict):
        return set()
    return set(found).union(*map(names, found.values()))


def outputs(walk: Walked) -> dict[str, set[str]]:
    """What the report of the stored room serves of each block."""
    report = room_report(walk.log.picture(walk.last), 0, 480)
    return {
        block.block: {output for section in block.report.sections for output in section.outputs}
        for block in report.blocks
    }


def promised(walk: Walked, block: str) -> set[str]:
    """What everybody may take home of a block."""
    return {output.id for output in walk.last.state.course.blocks[block].outputs if output.level != "self"}


def slots(walk: Walked) -> list[str]:
    """The blocks of the agenda in their order, as the room calls them."""
    return [slot.block for slot in walk.log.fresh.state.agenda.slots]
