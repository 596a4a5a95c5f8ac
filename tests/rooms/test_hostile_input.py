"""Whatever arrives is answered in words that can be written down; nobody else is disturbed, and the log stays whole."""

import json
import math
import random
from collections.abc import Callable, Iterator
from typing import Any, get_args

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contracts.wishes import filled
from tests.rooms.course import TALK, VOTE, WRITE, board, course, slides
from tests.rooms.scene import FAY, Scene, new_id
from workshop.activities.board.messages import COMMANDS as BOARD
from workshop.config import Limits
from workshop.core.activity import Command
from workshop.core.errors import Refused
from workshop.rooms.asking import Caller, id_in, read
from workshop.rooms.hub import Hub
from workshop.rooms.kinds import kinds
from workshop.rooms.live import parse
from workshop.rooms.messages import COMMANDS as ROOM
from workshop.store.event_log import read_log

DAY = course(slides(pulse=2, questions=True, personal_note=True), board(WRITE, VOTE, TALK))
EVERY = [*ROOM, *(command for kind in kinds().values() for command in kind.activity.commands)]

TYPES: list[Any] = [
    None, True, False, 0, -0.0, -1, 1, 1.5, 1e308, math.inf, -math.inf, math.nan, 2**31, 2**53, 2**53 + 1,
    2**63, 10**30, int("9" * 4_000), "", " ", "0", "null", "NaN", "1e3", [], [[]], {}, {"": ""}, {"0": 1},
    ["a"] * 10_000, {str(n): n for n in range(10_000)}, [None], {"_placeholder": True, "num": 0},
]  # fmt: skip
KEYS = [
    "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "__class__", "__init__", "_id", "$where",
    "_placeholder", "{{7*7}}", "${7*7}", "{0.__class__}", "%s%n", "#{x}", "' OR 1=1 --", ";DROP TABLE rooms", "$(id)",
    "../..", "a/b", "x" * 4_096,
]  # fmt: skip
TEXTS = [
    "\x00", "a\x00b", "\x01\x1f\x7f\x85\u2028\u2029", "\ud800", chr(0xDC00), "\udc00\ud800", "\ufffe\uffff\ufeff",
    "\ue000", "e\u0301 ﬁ ① ＝", "\u1112\u1161\u11ab", "İıßς", "𠮷𰻞", "葛\U000e0100", "مرحبا שלום ١٢٣",
    "\u202eabc\u2066\u061c",
    "\u200b\u200c\u200d\u2060\u00ad", "\u3164", "\u2800", "x" + "\u0335" * 60, "👨‍👩‍👧‍👦🇨🇳🇨1️⃣👍🏽🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "\u200d".join("👨" * 1_000), "аnn", "क्ष ภาษาไทย", "w" * 1_000, "\u3000\t\r\n\r\x0b\x0c", " " * 1_000_000,
    "\n" * 500, "ﷺ" * 300, "<script>alert(1)</script>", "</script><script>", "<!--", "]]>", "javascript:alert(1)",
    "=1+1", "@SUM(1)", "\\u003cscript", "&#x3c;script",
]  # fmt: skip
TIMES: list[Any] = [{"now": 0}, {"seq": -1}, {"at": 8_640_000_000_000_000}, {"created_at": 1}, {"room": "other"}]
FORGED: list[Any] = [
    {"author": "ben"}, {"person_id": "ben"}, {"role": "facilitator"}, {"by": "fay"}, {"team": "t1"}, {"pinned": True},
    {"entered": "facilitator"}, {"ticket": "x"}, {"seat_code": "0000"}, {"owner": "zoe"},
]  # fmt: skip


def type_of(command: type[Command]) -> str:
    name: str = get_args(command.model_fields["type"].annotation)[0]
    return name


def whole(command: type[Command]) -> dict[str, Any]:
    """A command that can be read: every field that it needs."""
    needed = {name for name, field in command.model_fields.items() if name != "type" and field.is_required()}
    chance = filled(command, {}, random.Random(type_of(command)))
    fields = {name: "客户" if command.model_fields[name].annotation is str else chance[name] for name in needed}
    return {"id": new_id(), "type": type_of(command), "block": "m1.board"} | fields


def caller_of(command: type[Command]) -> Caller:
    return FAY if command.who == "facilitator" else Caller("phone", "ann")


def answer_of(caller: Caller, raw: object) -> str:
    """What reading it leads to; anything but a command or a refusal is an exception."""
    try:
        read(caller, raw)
    except Refused as no:
        orjson.dumps([no.code, no.facts])
        return no.code
    return "read"


def spoilt(command: type[Command]) -> Iterator[dict[str, Any]]:
    """The command with one thing wrong at a time."""
    good = whole(command)
    for name in good:
        yield {key: value for key, value in good.items() if key != name}
        for value in [*TYPES, *KEYS, *TEXTS]:
            yield good | {name: value}
    for extra in [*TIMES, *FORGED, *({key: 1} for key in KEYS)]:
        yield good | extra


class TestReading:
    @pytest.mark.parametrize("raw", [*TYPES, *TEXTS, b"{}", {"id": 1}, {"id": "x" * 8}, {1: 2}])
    def test_what_is_no_command_is_malformed(self, raw: object) -> None:
        assert answer_of(FAY, raw) == "command/malformed"

    @pytest.mark.parametrize("command", EVERY, ids=type_of)
    def test_every_command_can_be_read_when_it_is_whole(self, command: type[Command]) -> None:
        raw = whole(command)
        if raw["type"].startswith("room/") and "block" not in command.model_fields:
            del raw["block"]
        assert answer_of(caller_of(command), raw) == "read"

    @pytest.mark.parametrize("command", EVERY, ids=type_of)
    def test_with_one_thing_wrong_it_is_read_or_refused_and_nothing_else(self, command: type[Command]) -> None:
        answers = [answer_of(caller_of(command), raw) for raw in spoilt(command)]
        assert {answer.split("/")[0] for answer in answers} <= {"read", "command", "text"}

    @pytest.mark.parametrize("command", EVERY, ids=type_of)
    def test_nobody_says_who_they_are_or_what_only_the_server_knows(self, command: type[Command]) -> None:
        extras = [extra for extra in FORGED if not extra.keys() & command.model_fields.keys()]
        answers = {answer_of(caller_of(command), whole(command) | extra) for extra in extras}
        assert answers == {"command/malformed"}

    @pytest.mark.parametrize("command", EVERY, ids=type_of)
    def test_nobody_utters_what_is_for_others(self, command: type[Command]) -> None:
        raw = whole(command)
        if raw["type"].startswith("room/") and "block" not in command.model_fields:
            del raw["block"]
        may = {kind: answer_of(Caller(kind, "ann" if kind == "phone" else None), raw) for kind in ("phone", "console")}
        assert may == {
            "phone": "command/not_yours" if command.who == "facilitator" else "read",
            "console": "command/not_yours" if command.who == "participant" else "read",
        }
        assert answer_of(Caller("projector"), raw) == "command/not_yours"

    @pytest.mark.parametrize(
        "name", ["room/take_seat", "room/nothing", "board/nothing", "sheet/x", "room/", "/", "ROOM/NEXT"]
    )
    def test_what_no_client_can_utter_is_unknown(self, name: str) -> None:
        for caller in (FAY, Caller("phone", "ann")):
            assert answer_of(caller, {"id": new_id(), "type": name, "block": "m1.board"}) == "command/unknown"

    @pytest.mark.parametrize(
        "command_id", ["", "short", "x" * 65, "with space", "a/b/c/d/e", "客户客户客户客户", "id\x00id\x00id", 12345678]
    )
    def test_an_id_is_eight_to_sixty_four_plain_characters(self, command_id: Any) -> None:
        raw = whole(BOARD[0]) | {"id": command_id}
        assert answer_of(Caller("phone", "ann"), raw) == "command/malformed"

    @pytest.mark.parametrize("command_id", ["x" * 8, "x" * 64, "A-b_0" * 4])
    def test_such_an_id_is_taken(self, command_id: str) -> None:
        assert answer_of(Caller("phone", "ann"), whole(BOARD[0]) | {"id": command_id}) == "read"

    @pytest.mark.parametrize("raw", [*TYPES, *TEXTS, *({"id": value} for value in [*TYPES, *TEXTS])])
    def test_the_id_of_an_answer_can_always_be_written_down(self, raw: object) -> None:
        named = id_in(raw)
        assert len(named) <= 64
        assert json.loads(orjson.dumps(named)) == named

    json_like = st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
        max_leaves=6,
    )

    @settings(max_examples=300)
    @given(
        command=st.sampled_from(EVERY),
        changes=st.dictionaries(
            st.sampled_from(["id", "type", "block", "text", "note", "on", "x"]), json_like, max_size=3
        ),
    )
    def test_chance_finds_no_exception(self, command: type[Command], changes: dict[str, Any]) -> None:
        assert answer_of(caller_of(command), whole(command) | changes)


class TestAsking:
    """The same against a room that runs."""

    @pytest.fixture
    def scene(self, serve: Callable[..., Hub]) -> Scene:
        scene = Scene(serve(Limits(note_burst=10**6, move_burst=10**6)), DAY)
        scene.opens("m1.board", "write")
        return scene

    def test_every_answer_can_be_written_down_and_the_log_can_be_read(self, scene: Scene) -> None:
        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        ben("board/add_note", text="before")
        before = ben.fetches()[f"person:{ben.id}"]
        heard = set()
        for command in EVERY:
            caller = FAY if command.who == "facilitator" else ann.caller
            if command.who == "facilitator" and type_of(command) in ("room/end", "room/remove_person"):
                continue
            some = random.Random(27).sample(list(spoilt(command)), 60)
            raws = [raw | {"id": new_id()} if is_id(raw.get("id")) else raw for raw in some]
            for answer in scene.live.ask(caller, raws):
                assert answer
                assert json.loads(orjson.dumps(answer)) == answer
                assert {"ok", "no", "busy"} & answer.keys()
                heard.add(answer.get("code", "ok"))
        assert {"ok", "command/malformed", "text/unreadable", "text/too_long", "board/no_such_note"} <= heard
        assert not heard & {"room/bug", "room/busy"}
        events = list(read_log(scene.hub.database, scene.room))
        assert [event.seq for event in events] == list(range(1, scene.live.head + 1))
        assert [json.loads(event.data)["type"] for event in events] == [
            parse(scene.live.state.course, event).type  # type: ignore[attr-defined]
            for event in events
        ]
        scene.opens("m1.board", "write")
        assert ben.fetches()[f"person:{ben.id}"]["me"] == before["me"]
        fingerprint = scene.live.fingerprint()
        scene.restarted()
        assert scene.live.fingerprint() == fingerprint

    @pytest.mark.parametrize("text", TEXTS)
    def test_what_is_stored_is_what_is_shown_again(self, scene: Scene, text: str) -> None:
        ann = scene.joins("Ann")
        answer = ann("board/add_note", text=text)
        assert answer
        if answer.get("ok"):
            shown = ann.fetches()
            scene.restarted()
            assert ann.fetches() == shown
        else:
            assert answer["code"] in (
                "text/unreadable",
                "text/empty",
                "text/too_long",
                "text/too_many_lines",
                "board/too_long",
            )

    @pytest.mark.parametrize(
        ("wish", "code"),
        [
            ({"type": "board/delete_note", "note": "none"}, "board/no_such_note"),
            ({"type": "board/place_dots", "stage": "vote", "note": "none", "dots": 1}, "board/vote_closed"),
            ({"type": "board/place_dots", "stage": "nothing", "note": "none", "dots": 10**14}, "board/vote_closed"),
            ({"type": "slide/support", "question": "none", "on": True, "block": "m1.slide"}, "room/not_now"),
            ({"type": "slide/ask", "text": "a"}, "command/unknown"),
            ({"type": "board/add_note", "text": "a", "block": "m1.slide"}, "room/not_now"),
            ({"type": "board/add_note", "text": "a", "block": "m9.none"}, "room/not_now"),
        ],
    )
    def test_what_makes_no_sense_here_is_refused(self, scene: Scene, wish: dict[str, Any], code: str) -> None:
        ann = scene.joins("Ann")
        answer = ann.asks({"id": new_id(), "block": "m1.board"} | wish)
        assert answer
        assert answer["code"] == code

    def test_deleting_twice_and_undoing_others(self, scene: Scene) -> None:
        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        ann("board/add_note", text="a")
        (note,) = scene.live.state.runs["m1.board"].state.notes
        codes = [guest("board/delete_note", note=note) for guest in (ben, ann, ann)]
        assert [answer and answer.get("code", "ok") for answer in codes] == [
            "board/no_such_note",
            "ok",
            "board/no_such_note",
        ]

    @pytest.mark.parametrize(
        "caller", [Caller("phone"), Caller("phone", "nobody"), Caller("phone", "~0"), Caller("projector")]
    )
    def test_whoever_is_not_in_the_room_does_nothing_in_it(self, scene: Scene, caller: Caller) -> None:
        scene.joins("Ann")
        head = scene.live.head
        for command in EVERY:
            if command.who != "facilitator":
                raw = whole(command)
                if raw["type"].startswith("room/") and "block" not in command.model_fields:
                    del raw["block"]
                answer = scene.live.ask(caller, [raw])[0]
                assert answer
                assert answer.get("no"), (command, answer)
        assert scene.live.head == head


def is_id(value: object) -> bool:
    return isinstance(value, str) and value.startswith("wish-")
