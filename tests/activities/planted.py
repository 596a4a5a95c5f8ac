"""What nobody but its own circle may ever receive: every word of a day, with the screens for which it is meant.

The circles follow from the pack and from what people did on purpose, not from what the kinds make of either: a word
stays with its writer, team or colleague unless it was handed in, published or presented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from tests.faults.scene import Scene
from tests.harness.checker import Secret, Stored
from workshop.activities.board.config import BoardConfig, Gather, Present, Write
from workshop.activities.form.config import FormConfig
from workshop.core.activity import Event
from workshop.core.course import Block
from workshop.rooms.kinds import config_of
from workshop.rooms.live import after_event, parse

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
"""Two people may mean the same day."""

SAYS_ALOUD = {"form/publish", "form/ask_witness"}
"""With these people say a sentence of theirs to others."""

NARROWER = ("self", "pair", "team", "room")

Circle = Literal["self", "team", "room"]


class Planted:
    """The words of one day, and who may receive them."""

    def __init__(self, scene: Scene, log: Stored) -> None:
        known = log.fresh
        for event in log.events:
            known = after_event(known, event)
        self.course, self.members = known.state.course, known.state.members
        self.happened = [(event.block, parse(self.course, event)) for event in log.events]
        self.who = {phone.person: phone.who for phone in [*scene.phones, *scene.gone]}
        self.staff = frozenset({scene.console.who, scene.wall.who})
        self.console = scene.console.who
        self.asked = {record["id"]: record for record in scene.history.of("invoke")}
        self.chosen = self._chosen()
        commands = [record["command"] for record in self.asked.values()]
        self.said = {command["text"] for command in commands if command["type"] in SAYS_ALOUD}
        by_name = {who: person for person, who in self.who.items()}
        self.allowed = {
            (by_name[record["who"]], record["command"]["block"])
            for record in self.asked.values()
            if record["command"]["type"] == "rounds/permit" and record["who"] in by_name
        }

    def _chosen(self) -> set[str]:
        """Notes and conclusions that left their circle because somebody wanted them to."""
        wanted = {"board/note_published", "board/note_ticked", "board/conclusion_published"}
        events: list[Any] = [event for _, event in self.happened if getattr(event, "type", "") in wanted]
        return {getattr(event, "note", None) or event.person for event in events if event.on}

    def secrets(self) -> Iterator[Secret]:
        """Words that several people wrote may be received by all whom any of them may reach."""
        circles: dict[tuple[str, str], list[frozenset[str] | None]] = {}
        by_name = {who: person for person, who in self.who.items()}
        notes = {event.text: event for _, event in self.happened if _is(event, "board/note_added")}
        for record in self.asked.values():
            command, person = record["command"], by_name.get(record["who"])
            block = self.course.blocks.get(command.get("block") or "")
            if person is None or block is None or not command.get("text") or DAY.fullmatch(command["text"]):
                continue
            may = self._may(block, command, notes.get(command["text"]), person)
            circles.setdefault((command["text"], block.id), []).append(may)
        aloud = {text for (text, _), circle in circles.items() if None in circle}
        for text in {text for text, _ in circles} - aloud:
            found = {block: circle for (said, block), circle in circles.items() if said == text}
            may = frozenset[str]().union(*(who for circle in found.values() for who in circle if who))
            yield Secret(f"{text} of {', '.join(found)}", f'{text}"'.encode(), may)

    def _may(self, block: Block, command: dict[str, Any], note: Any, person: str) -> frozenset[str] | None:
        """The screens that may receive these words; None for words that are for everybody."""
        match command["type"]:
            case "board/add_note" if note is not None:
                if command.get("person"):
                    return self._screens(person, command["person"])
                circle = _of_note(block, config_of(block), note, chosen=note.note in self.chosen)
            case "board/fill_field":
                circle = _of_field(block, command["field"], chosen=person in self.chosen)
            case "form/write_field":
                return self._of_sheet(block, command, person)
            case "rounds/write":
                for_all = command["field"] in _summed(block) or _level(block, command["field"]) == "room"
                is_shown = for_all or (person, block.id) in self.allowed
                return None if is_shown else self._screens(*self._table(block, person))
            case "board/comment" | "sort/give_reason":
                circle = _of_line(block)
            case _:
                return None
        match circle:
            case "self":
                return self._screens(person)
            case "team":
                team = self.members[person].team
                return self._screens(*(one for one, member in self.members.items() if member.team == team)) | {
                    self.console
                }
            case "room":
                return None

    def _of_sheet(self, block: Block, command: dict[str, Any], person: str) -> frozenset[str] | None:
        """Whoever checks a sheet reads it; what somebody said elsewhere on purpose is for everybody."""
        config: FormConfig = config_of(block)
        level = _of_entry(block, config, command["field"].partition(".")[0])
        if level == "room" or command["text"] in self.said or (level == "team" and config.present):
            return None
        if level == "self":
            return self._screens(person)
        unit = (self.members[person].team or "") if config.scope == "team" else person
        assigned: list[Any] = [event for at, event in self.happened if at == block.id]
        assigned = [event for event in assigned if _is(event, "form/checks_assigned")]
        readers = {by for event in assigned for by, units in event.checks.items() if unit in units}
        pairs = {one for event in assigned for pair in event.groups.values() if person in pair for one in pair}
        teams = {*readers, self.members[person].team} if level == "team" else readers
        mates = {one for one, member in self.members.items() if member.team and member.team in teams}
        of_staff = frozenset({self.console}) if level == "team" else frozenset()
        return self._screens(person, *readers, *pairs, *mates) | of_staff

    def _table(self, block: Block, person: str) -> set[str]:
        """Everybody with whom somebody ever sat in this block."""
        seated: list[Any] = [event for at, event in self.happened if at == block.id and _is(event, "rounds/seated")]
        groups = [people for event in seated for people in event.groups.values()]
        return {person}.union(*(people for people in groups if person in people))

    def _screens(self, *people: str) -> frozenset[str]:
        return frozenset(self.who[person] for person in people if person in self.who)


def _is(event: Event, type_: str) -> bool:
    return getattr(event, "type", None) == type_


def _level(block: Block, entry: str) -> Circle:
    """What the pack says about an input, else about its block; sums are for nobody in words."""
    found = (one.privacy for step in block.steps for one in step.inputs if one.id == entry and one.privacy)
    privacy = next(found, None) or block.privacy
    return privacy if privacy in ("team", "room") else "self"  # type: ignore[return-value]


def _summed(block: Block) -> set[str]:
    """What the room sees together, without names."""
    return {output.id for output in block.outputs if output.level in ("aggregate", "room")}


def _of_line(block: Block) -> Circle:
    """The line of the step in which people talk, or give a reason."""
    lines = (one for step in block.steps for one in step.inputs if one.id == "reason" or step.phase == "discuss")
    return min((_level(block, one.id) for one in lines if one.type in ("text", "longtext")), key=NARROWER.index)


def _presents(config: BoardConfig) -> bool:
    return any(isinstance(stage, Present) for stage in config.stages)


def _of_note(block: Block, config: BoardConfig, note: Any, *, chosen: bool) -> Circle:
    if config.instances == "person":
        return "team" if chosen else "self"
    if _level(block, "text") == "self":
        return "room" if chosen else "self"
    if config.instances == "team" or _level(block, "text") == "team":
        return "room" if _presents(config) else "team"
    write = next(n for n, stage in enumerate(config.stages) if stage.id == note.stage)
    later = config.stages[write + 1 :]
    picked = next((stage for stage in later if isinstance(stage, Gather | Write)), None)
    if isinstance(picked, Gather) and picked.how != "all":
        return "room" if chosen else "team"
    return "room"


def _of_field(block: Block, field: str, *, chosen: bool) -> Circle:
    circle = _level(block, field)
    if circle == "self":
        return "room" if chosen else "self"
    return "room" if _presents(config_of(block)) else circle


def _of_entry(block: Block, config: FormConfig, field: str) -> str:
    """The narrowest that the pack says about a field, its sheet or the block."""
    entries = [one for step in block.steps for one in step.inputs if one.id in (field, "sheet")]
    named = {config.privacy, block.privacy, *(one.privacy for one in entries)}
    return min(named & set(NARROWER), key=NARROWER.index)
