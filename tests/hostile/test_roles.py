"""T5: every command by everybody, in their own room and in another, by socket and by HTTP.

``TABLE`` says who may utter a command and what has to be so for it to make sense; whoever is not named is refused, and
then nothing is stored and no screen shows anything else. A command of the product without a row here fails.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

import workshop.activities
from tests.contracts.wishes import filled
from tests.hostile.day import NAMED, TALKED, TEAMED
from tests.hostile.hall import PLACES, SURFACES, Hall, Place, Surface
from tests.hostile.raw import BATCH, Device, Reply, fresh_id
from workshop.core.activity import Command
from workshop.rooms.kinds import kinds
from workshop.rooms.messages import COMMANDS

REGISTRY: dict[str, type[Command]] = {
    get_args(command.model_fields["type"].annotation)[0]: command
    for command in [*COMMANDS, *(command for kind in kinds().values() for command in kind.activity.commands)]
}

STANDING: dict[str, dict[tuple[Place, Surface], str]] = {
    "nobody": {},
    "participant": {("own", "phone"): "participant"},
    "removed": {},
    "moved": {},
    "projector": {("own", "projector"): "screen"},
    "owner": {("own", "console"): "facilitator", ("own", "projector"): "screen"},
    "signed out": {},
    "trainer of the other room": {("other", "console"): "facilitator", ("other", "projector"): "screen"},
    "participant of the other room": {("other", "phone"): "participant"},
}
"""As what each is let in, and where; everything that is not named here is not let in."""

Wish = Callable[[Hall], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """``who`` may utter it; ``wish`` sets the stage and gives the fields; ``after`` puts the room right again."""

    who: frozenset[str]
    wish: Wish
    after: tuple[tuple[str, dict[str, Any]], ...] = ()


def only(who: str, wish: Wish | None = None, *after: tuple[str, dict[str, Any]], **fields: Any) -> Row:
    return Row(frozenset(who.split("+")), lambda hall: fields | (wish(hall) if wish else {}), after)


# --- how the stage is set -----------------------------------------------------------------------------------------


def at(block: str, step: str, /, **fields: Any) -> Wish:
    """The room stands there; commands of a kind go to that block."""

    def wish(hall: Hall) -> dict[str, Any]:
        hall.at(block, step)
        return fields

    return wish


def after(*commands: tuple[str, dict[str, Any]], **fields: Any) -> Wish:
    def wish(hall: Hall) -> dict[str, Any]:
        for type_, given in commands:
            hall.says(type_, **given)
        return fields

    return wish


def standing_at(block: str, step: str, /, **fields: Any) -> Wish:
    """``next`` and ``back`` say where the key was pressed."""

    def wish(hall: Hall) -> dict[str, Any]:
        hall.at(block, step)
        return {"block": block, "step": step, **fields}

    return wish


def somebody(hall: Hall) -> dict[str, Any]:
    return {"person": hall.somebody()}


def pages(page: int, shown: int = 0, *, says_shown: bool = False) -> Wish:
    """The slides lie open there."""

    def wish(hall: Hall) -> dict[str, Any]:
        hall.at(TALKED, "show")
        while (now := hall.block["page"]["n"] - 1) != page:
            hall.says("slide/next_slide" if now < page else "slide/prev_slide", block=TALKED, slide=now)
        if says_shown:
            return {"block": TALKED, "slide": page, "shown": hall.block["shown"]}
        return {"block": TALKED, "slide": page}

    return wish


def few_points(hall: Hall) -> dict[str, Any]:
    """The first page with a point that is not shown yet: turning back shows all, turning on none."""
    pages(1)(hall)
    return pages(1, says_shown=True)(hall)


def question(**fields: Any) -> Wish:
    def wish(hall: Hall) -> dict[str, Any]:
        hall.at(TALKED, "show")
        asked = hall.block.get("questions", {})
        if not asked:
            hall["participant"].asks(hall.room.id, "phone", "slide/ask", block=TALKED, text="How long?")
            asked = hall.block["questions"]
        return {"block": TALKED, "question": next(iter(asked)), **fields}

    return wish


def pulse(state: str, **fields: Any) -> Wish:
    def wish(hall: Hall) -> dict[str, Any]:
        hall.at(TALKED, "pulse")
        hall.says({"open": "slide/open_pulse", "closed": "slide/close_pulse"}[state], block=TALKED)
        return {"block": TALKED, **fields}

    return wish


def own_note(block: str, **fields: Any) -> Wish:
    """A note that Ann has just written."""

    def wish(hall: Hall) -> dict[str, Any]:
        hall.at(block, "write")
        zone = {"zone": "left"} if block == TEAMED else {}
        note = hall.writes("participant", block, f"note {fresh_id()}", **zone)
        return {"block": block, "note": note, **fields}

    return wish


def note_on_wall(**fields: Any) -> Wish:
    """Any note of the named board that everybody sees."""

    def wish(hall: Hall) -> dict[str, Any]:
        hall.at(NAMED, "write")
        notes = [note for note, known in hall.block["notes"].items() if not known.get("hidden")]
        if not notes:
            notes = [hall.writes("participant", NAMED, f"note {fresh_id()}")]
            hall.at(NAMED, "talk")
        return {"block": NAMED, "note": notes[0], **fields}

    return wish


def ticked(hall: Hall) -> None:
    """Ann writes for her team, and one of its notes is ticked."""
    me = hall["participant"]
    note = own_note(TEAMED)(hall)["note"]
    hall.at(TEAMED, "pick")
    me.asks(hall.room.id, "phone", "room/take_scribe")
    team = hall["participant"].views(hall.room.id, "phone")[f"team:{hall.team_of('participant')}"]["block"][TEAMED]
    for other in team.get("ticked", {}):
        me.asks(hall.room.id, "phone", "board/tick_note", block=TEAMED, note=other, on=False)
    for handed in team.get("handed_in", {}):
        hall.says("board/return_note", block=TEAMED, note=handed)
    reply = me.asks(hall.room.id, "phone", "board/tick_note", block=TEAMED, note=note, on=True)
    assert reply.get("ok"), reply


def may_tick(hall: Hall) -> dict[str, Any]:
    note = own_note(TEAMED)(hall)
    hall.at(TEAMED, "pick")
    hall["participant"].asks(hall.room.id, "phone", "room/take_scribe")
    return {**note, "on": False}


def may_hand_in(hall: Hall) -> dict[str, Any]:
    ticked(hall)
    return {"block": TEAMED}


def to_put_up(hall: Hall) -> dict[str, Any]:
    ticked(hall)
    team = hall["participant"].views(hall.room.id, "phone")[f"team:{hall.team_of('participant')}"]["block"][TEAMED]
    return {"block": TEAMED, "note": next(iter(team["ticked"]))}


def handed_in(hall: Hall) -> dict[str, Any]:
    ticked(hall)
    reply = hall["participant"].asks(hall.room.id, "phone", "board/hand_in", block=TEAMED)
    assert reply.get("ok"), reply
    view = hall["participant"].views(hall.room.id, "phone")[f"team:{hall.team_of('participant')}"]
    return {"block": TEAMED, "note": next(iter(view["block"][TEAMED]["handed_in"]))}


def vote(state: str, **fields: Any) -> Wish:
    """The vote of the named board, with something to vote on."""

    def wish(hall: Hall) -> dict[str, Any]:
        hall.at(NAMED, "write")
        hall.writes("participant", NAMED, f"note {fresh_id()}")
        hall.at(NAMED, "vote")
        hall.says({"open": "board/reopen_vote", "closed": "board/close_vote"}[state], block=NAMED, stage="vote")
        return {"block": NAMED, "stage": "vote", **fields}

    return wish


def vote_on(state: str, **fields: Any) -> Wish:
    def wish(hall: Hall) -> dict[str, Any]:
        given = vote(state, **fields)(hall)
        note = next(iter(hall["participant"].views(hall.room.id, "phone")["phones"]["block"][NAMED]["notes"]))
        return {**given, "note": note}

    return wish


def own_team(hall: Hall) -> dict[str, Any]:
    return {"team": hall.team_of("participant")}


def mate(hall: Hall) -> dict[str, Any]:
    return {"person": hall.ids["Ben"], "team": hall.team_of("mate")}


def moved(hall: Hall) -> dict[str, Any]:
    return {"person": hall.ids["Ben"], "team": "t1" if hall.team_of("mate") == "t2" else "t2"}


# --- the table ----------------------------------------------------------------------------------------------------

F, P = "facilitator", "participant"
RESUMED = ("room/resume", {})

TABLE: dict[str, Row] = {
    "room/next": only(F, standing_at(TALKED, "show", anyway=True)),
    "room/back": only(F, standing_at(TALKED, "pulse")),
    "room/go_to": only(F, block=TEAMED, step="write"),
    "room/open_block": only(F, block=NAMED),
    "room/close_block": only(F, at(NAMED, "write")),
    "room/reopen_block": only(F, block=NAMED),
    "room/skip": only(F, at(TALKED, "show"), ("room/unskip", {"block": NAMED}), block=NAMED),
    "room/unskip": only(F, after(("room/skip", {"block": NAMED})), block=NAMED),
    "room/switch_mode": only(F, None, ("room/switch_mode", {"mode": "full"}), mode="short"),
    "room/switch_block_mode": only(
        F, None, ("room/switch_block_mode", {"block": NAMED, "mode": "full"}), block=NAMED, mode="short"
    ),
    "room/move_block": only(F, block=NAMED),
    "room/add_block": only(F, block=NAMED),
    "room/set_minutes": only(F, block=NAMED, minutes=7),
    "room/replan": only(F, shorten=[], skip=[TEAMED], late=1),
    "room/edit_text": only(F, block=NAMED, target="title", zh="新的", en="New"),
    "room/pause": only(F, None, RESUMED),
    "room/resume": only(F, after(("room/pause", {}))),
    "room/end": only(F, None, ("room/reopen", {})),
    "room/reopen": only(F, after(("room/end", {}))),
    "room/start_timer": only(F, minutes=3),
    "room/add_time": only(F, minutes=1.5),
    "room/hold_timer": only(F, after(("room/start_timer", {"minutes": 3}))),
    "room/continue_timer": only(F, after(("room/hold_timer", {}))),
    "room/clear_timer": only(F),
    "room/lock": only(F, None, ("room/lock", {"on": False}), on=True),
    "room/blank": only(F, None, ("room/blank", {"on": False}), on=True),
    "room/show_teams": only(F, None, ("room/show_teams", {"on": False}), on=True),
    "room/draw_teams": only(F, count=2),
    "room/move_person": only(F, moved),
    "room/name_team": only(f"{F}+{P}", own_team, name="Bees"),
    "room/take_scribe": only(P),
    "room/set_scribe": only(F, mate),
    "room/add_person": only(F, name="Somebody"),
    "room/remove_person": only(F, somebody),
    "slide/reveal_next_point": only(F, few_points),
    "slide/reveal_all": only(F, at(TALKED, "show", block=TALKED)),
    "slide/next_slide": only(F, pages(0)),
    "slide/prev_slide": only(F, pages(1)),
    "slide/open_pulse": only(F, pulse("closed")),
    "slide/close_pulse": only(F, pulse("open")),
    "slide/hide_pulse": only(F, pulse("open")),
    "slide/answer_pulse": only(P, pulse("open", option=1)),
    "slide/ask": only(P, at(TALKED, "show", block=TALKED), text="Why?"),
    "slide/support": only(P, question(on=True)),
    "slide/answer_question": only(F, question(on=True)),
    "slide/pin_question": only(F, question(on=True)),
    "slide/keep_note": only(P, at(TALKED, "show", block=TALKED), text="mine alone"),
    "board/add_note": only(P, at(NAMED, "write", block=NAMED), text="a note"),
    "board/edit_note": only(P, own_note(NAMED), text="another"),
    "board/delete_note": only(P, own_note(NAMED)),
    "board/tick_note": only(P, may_tick),
    "board/hand_in": only(P, may_hand_in),
    "board/place_dots": only(P, vote_on("open", dots=1)),
    "board/comment": only(P, at(NAMED, "talk", block=NAMED), text="so do we"),
    "board/enter_note": only(F, at(NAMED, "write", block=NAMED), text="for somebody"),
    "board/show_example": only(F, at(NAMED, "write", block=NAMED), on=True),
    "board/release_notes": only(F, at(TEAMED, "write", block=TEAMED)),
    "board/hide_item": only(F, note_on_wall()),
    "board/restore_item": only(F, note_on_wall()),
    "board/spotlight": only(F, note_on_wall(on=True)),
    "board/move_note": only(F, note_on_wall(zone="wall")),
    "board/put_up": only(F, to_put_up),
    "board/return_note": only(F, handed_in),
    "board/close_vote": only(F, vote("open")),
    "board/reopen_vote": only(F, vote("closed")),
    "board/break_tie": only(F, vote_on("closed")),
}

COMING = frozenset({
    "room/rename_person", "room/return_person", "room/set_joining", "room/admit", "room/admit_all", "room/raise_hand",
    "room/lower_hand", "room/say", "room/take_back", "room/undo", "room/erase_text", "room/forget_person",
})  # fmt: skip


def written_down() -> dict[str, str]:
    """Who may utter each command of a kind, as the page of its folder says it: for kinds that set no stage here."""
    said = {}
    for name in kinds():
        page = (Path(workshop.activities.__path__[0]) / name / "README.md").read_text()
        for type_, who in re.findall(
            rf"^- `({name}/[a-z_]+)`: (a participant|the facilitator|anyone)", page, re.MULTILINE
        ):
            said[type_] = {"a participant": P, "the facilitator": F}.get(who, who)
    return said


# --- who may not --------------------------------------------------------------------------------------------------


def whole(type_: str) -> dict[str, Any]:
    """The command with every field it needs: good enough to be refused for who asks, and for nothing else."""
    command = REGISTRY[type_]
    if type_ not in TABLE and type_ not in COMING:
        return {"id": fresh_id(), "type": type_, "block": NAMED, **filled(command, {}, random.Random(type_))}
    sample: dict[Any, Any] = {bool: True, int: 1, float: 1.0}
    given: dict[str, Any] = {"mode": "short", "team": "t1", "block": NAMED, "zone": "wall", "to": "closed"}
    given |= {"shorten": [], "skip": []}
    fields = {
        name: given.get(name, sample.get(known.annotation, "something"))
        for name, known in command.model_fields.items()
        if name != "type" and known.is_required()
    }
    block = {} if type_.startswith("room/") else {"block": TALKED if type_.startswith("slide/") else NAMED}
    return {"id": fresh_id(), "type": type_, **block, **fields}


def not_for(standing: str | None) -> list[str]:
    """What somebody who stands there may not utter; all of it for somebody who is not let in."""
    return [type_ for type_, command in REGISTRY.items() if standing is None or not may(standing, type_, command)]


def may(standing: str, type_: str, command: type[Command]) -> bool:
    row = TABLE.get(type_)
    return standing in (row.who if row else {F, P} if command.who == "anyone" else {command.who})


def cells() -> Iterator[tuple[str, Place, Surface]]:
    for role in STANDING:
        for place in PLACES:
            for as_ in SURFACES:
                yield role, place, as_


@dataclass
class Sweep:
    """Tries what nobody may, and writes down what came of it."""

    hall: Hall
    tried: int = 0

    def faults(self) -> Iterator[str]:
        before = self.hall.stored(), self.hall.seen()
        for role, place, as_ in cells():
            device, room = self.hall[role], self.hall.room_at(place).id
            standing = STANDING[role].get((place, as_))
            wishes = [whole(type_) for type_ in not_for(standing)]
            self.tried += 2 * len(wishes)
            where = f"{role} as {as_} in {'their' if place == 'own' else 'the other'} room"
            found = [*self._by_http(device, room, as_, standing, wishes)]
            found += self._by_socket(device, room, as_, standing, wishes)
            yield from (f"{where}: {fault}" for fault in found)
            now = self.hall.stored(), self.hall.seen()
            if now != before:
                tables = [table for table, rows in now[0].items() if rows != before[0].get(table)]
                yield f"{where}: stored in {tables}" if tables else f"{where}: seen"
                before = now

    def _by_http(
        self, device: Device, room: str, as_: Surface, standing: str | None, wishes: list[dict[str, Any]]
    ) -> Iterator[str]:
        for n in range(0, len(wishes), BATCH):
            some = wishes[n : n + BATCH]
            answer = device.commands(room, as_, some)
            if standing is None:
                if (answer.status, answer.code) != (401, "room/signed_out"):
                    yield f"http answered {answer.status} {answer.text[:80]} to {[wish['type'] for wish in some]}"
                continue
            replies = answer.json()["answers"] if answer.status == 200 else []
            for wish, reply in zip(some, replies, strict=True):
                if reply.get("code") != "command/not_yours":
                    yield f"http {wish['type']}: {reply}"
        if standing is None and device.snapshot(room, as_).status != 401:
            yield "http may look"

    def _by_socket(
        self, device: Device, room: str, as_: Surface, standing: str | None, wishes: list[dict[str, Any]]
    ) -> Iterator[str]:
        line = device.dials(room, as_)
        try:
            if standing is None:
                for wish in wishes:  # whatever the answer to the ticket is
                    line.utters({**wish, "id": fresh_id()})
                if line.is_let_in():
                    yield "socket let in"
                for text in line.listens(0.05):
                    if text.startswith(("43", "42")):
                        yield f"socket told {text[:80]}"
                return
            assert line.is_let_in()
            for wish in wishes:
                reply = line.says({**wish, "id": fresh_id()})
                if reply is None or reply.get("code") != "command/not_yours":
                    yield f"socket {wish['type']}: {reply}"
        finally:
            line.close()


def test_every_command_has_a_row() -> None:
    assert sorted(REGISTRY) == sorted({*TABLE, *COMING, *written_down()})
    assert not COMING & TABLE.keys()


def test_the_pages_of_the_kinds_say_what_the_commands_say() -> None:
    said = written_down()
    assert said == {type_: REGISTRY[type_].who for type_ in said}


def test_the_table_says_what_the_commands_say() -> None:
    """Two places that have to agree: whoever changes one of them by mistake finds out here."""
    said = {type_: {"anyone": {F, P}}.get(REGISTRY[type_].who, {REGISTRY[type_].who}) for type_ in TABLE}
    assert said == {type_: set(row.who) for type_, row in TABLE.items()}


def test_whoever_may_not_is_refused_and_nothing_is_stored(hall: Hall) -> None:
    sweep = Sweep(hall)
    assert list(sweep.faults()) == []
    assert sweep.tried > 5_000


@pytest.mark.parametrize("weakness", ["no_roles", "any_trainer", "any_room", "eternal_tickets"])
def test_a_server_that_lets_them_is_caught(hall_without: Callable[[str], Hall], weakness: str) -> None:
    assert next(Sweep(hall_without(weakness)).faults(), None)


# --- who may ------------------------------------------------------------------------------------------------------


def granted(role: str) -> list[str]:
    (standing,) = (known for known in STANDING[role].values() if known in (F, P))
    return [type_ for type_, row in TABLE.items() if standing in row.who]


@pytest.mark.parametrize("way", ["http", "socket"])
@pytest.mark.parametrize("role", ["owner", "participant"])
def test_whoever_may_is_heard(hall: Hall, role: str, way: str) -> None:
    """Shows that the refusals above are for who asks: the same wish is granted to whom it is for."""
    ((as_, device),) = (
        (as_, hall[role]) for (place, as_), known in STANDING[role].items() if place == "own" and known in (F, P)
    )
    line = device.dials(hall.room.id, as_)
    assert line.is_let_in()
    wrong: dict[str, Reply | None] = {}
    for type_ in granted(role):
        row = TABLE[type_]
        fields = row.wish(hall)
        said = line.asks(type_, **fields) if way == "socket" else device.asks(hall.room.id, as_, type_, **fields)
        if not said or not said.get("ok"):
            wrong[type_] = said
        for cleaning, given in row.after:
            hall.says(cleaning, **given)
    line.close()
    assert wrong == {}


def test_a_phone_that_is_sent_out_is_not_heard_any_more(hall: Hall) -> None:
    """Its socket is still open for a moment, and it uses the moment."""
    hall.at(NAMED, "write")
    gone = Device(hall.server.address, "Gus").join(hall.room.join_path)
    person = gone.person(hall.room.id)
    line = gone.dials(hall.room.id, "phone")
    assert line.is_let_in()
    assert (line.asks("board/add_note", block=NAMED, text="while I may") or {}).get("ok")
    numbers = {}
    hall.says("room/remove_person", person=person)
    before = hall.stored()["events"]
    for _ in range(5):
        numbers[line.utters({"id": fresh_id(), "type": "board/add_note", "block": NAMED, "text": "too late"})] = 1
    answers = [text for text in line.listens(2) if text.startswith("43")]
    assert not [answer for answer in answers if '"ok"' in answer]
    assert line.is_cut_off(10)
    assert hall.stored()["events"] == before
