"""T11, T12: scripts and letters that break out, through every field that takes a person's words, on every surface.

The fields are found in the classes of the commands, so a new kind is covered by itself: its samples are played with
hostile texts in every field until each of them took some, and the real front end shows them in a real browser. A new
field that no sample fills fails.
"""

from __future__ import annotations

import os
import random
import shutil
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.contracts.samples import course_of, samples
from tests.contracts.wishes import Names, filled, granted, names_in, type_of
from tests.harness.server import Server
from tests.hostile.payloads import EVERYTHING
from tests.hostile.stage import Stage
from tests.rooms.play import Play, Voice, refusal_of
from workshop.core.activity import Command
from workshop.core.errors import Refused
from workshop.core.said import FreeText
from workshop.parts.length import weighted_length
from workshop.rooms import messages as m
from workshop.rooms.dayplan import texts_of
from workshop.rooms.kinds import kinds

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

Field = tuple[str, str]
KINDS = sorted(kinds())
TEXTS_AT_ONCE, TRIES = 3, 12
"""How many texts a field takes before it is the turn of the next, and how many it is offered."""
ROUNDS, THINGS = 2, 6
"""How often all fields have their turn in one step, and how much else happens before."""
ENOUGH, ENOUGH_IN_FULL = 3, 60
"""So many different texts of a field are read on some surface, where its samples take as many."""

PASSES = 4
"""How often all samples are played at most, where chance has kept a field from being filled."""

UNREAD_OF = 4
"""One in so many fields may go unread: whose phone is shown is chance, too."""

NAMES = frozenset({"room/add_person", "room/rename_person"})
"""Their texts are names, which are no part of the log: here people come in with them."""

UNREAD = frozenset({("quiz/write", "text")})
"""An open answer stands in the field in which it was written, on the phone that has answered all before, and nowhere
else: it is taken here, and mostly not read."""

MAKES_TAGS = """
const plain = Document.prototype.createTextNode;
Document.prototype.createTextNode = function (text) {
  if (!/[<]/.test(text)) return plain.call(this, text);
  const made = document.createElement('span');
  made.innerHTML = text;
  return made;
};
"""
"""Takes the front end's habit away to show words as words."""


NEVER_BREAKS = """
addEventListener('DOMContentLoaded', () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { white-space: nowrap !important; overflow: visible !important; }');
  document.adoptedStyleSheets = [sheet];
});
"""
"""Takes the style sheets' care away that words stay in their boxes."""


def is_text(annotation: Any, marks: tuple[Any, ...] = ()) -> bool:
    """Whether a field takes a person's own words, also where it may be something else as well."""
    if any(isinstance(mark, FreeText) for mark in (*marks, *getattr(annotation, "__metadata__", ()))):
        return True
    return any(is_text(inner) for inner in get_args(annotation))


def is_map(annotation: Any) -> bool:
    return get_origin(annotation) is dict or any(is_map(inner) for inner in get_args(annotation))


def text_fields(command: type[Command]) -> list[str]:
    fields = command.model_fields.items()
    return [name for name, field in fields if is_text(field.annotation, tuple(field.metadata))]


def fields_of(commands: tuple[type[Command], ...]) -> list[Field]:
    return [(type_of(command), name) for command in commands for name in text_fields(command)]


def fields_to_fill(kind: str) -> list[Field]:
    """What people fill in on the days of a kind; the room's own fields on those of one kind."""
    commands = (*kinds()[kind].activity.commands, *(m.COMMANDS if kind == "slide" else ()))
    return [field for field in fields_of(commands) if field[0] not in NAMES]


def fields_to_see(kind: str) -> list[Field]:
    return [field for field in fields_to_fill(kind) if field not in UNREAD]


def test_every_kind_that_takes_words_has_fields() -> None:
    assert {type_ for type_, _ in fields_of(m.COMMANDS)} >= {"room/name_team", "room/say", *NAMES}
    assert ("board/add_note", "text") in fields_of(kinds()["board"].activity.commands)
    assert ("board/add_note", "fields") in fields_of(kinds()["board"].activity.commands)
    assert ("slide/keep_note", "text") in fields_of(kinds()["slide"].activity.commands)


class Mouth:
    """Says hostile things in every field, each in its turn, and keeps account of which were taken.

    Each field has a letter of its own, which ends its texts, so that it is known where a text on a screen came from.
    Nothing is said in fields that are ``done``.
    """

    def __init__(self) -> None:
        self.dice = random.Random(1)
        self.taken: dict[Field, set[str]] = defaultdict(set)
        self.done: set[Field] = set()
        self._turn: dict[Field, int] = defaultdict(int)

    def says(self, play: Play, command: type[Command], known: Names) -> None:
        for name in text_fields(command):
            field, taken, longest = (type_of(command), name), set[str](), None
            parts = play.fay.board.get(name, {}) if is_map(command.model_fields[name].annotation) else None
            if field in self.done or (parts is not None and not any(map(_is_words, parts.values()))):
                continue
            for _ in range(TRIES):
                text = self._next(field, longest)
                said = text if parts is None else {key: _entered(part, text) for key, part in parts.items()}
                no = self._refusal(play, command, {**filled(command, known, self.dice), name: said})
                if no is None:
                    taken.add(text)
                else:
                    longest = no.facts.get("longest", no.facts.get("most", longest))
                if len(taken) == TEXTS_AT_ONCE:
                    break
            self.taken[field] |= taken

    def _next(self, field: Field, longest: int | None) -> str:
        """The next text; where one was too long the next that fits, if any does."""
        for _ in EVERYTHING:
            text = EVERYTHING[self._turn[field] % len(EVERYTHING)] + letter_of(field)
            self._turn[field] += 1
            if longest is None or weighted_length(text) <= longest:
                break
        return text

    def _refusal(self, play: Play, command: type[Command], wish: dict[str, Any]) -> Refused | None:
        who = play.fay if command.who == "facilitator" else self._somebody(play)
        return refusal_of(lambda: play.decided(play.read(who.caller, type_of(command), wish)))

    def _somebody(self, play: Play) -> Voice:
        """Often the one whose phone is shown."""
        return play.people[0] if self.dice.random() < 0.5 else self.dice.choice(play.people)


def _is_words(part: Mapping[str, Any]) -> bool:
    return part.get("type") in {"text", "longtext"}


def _entered(part: Mapping[str, Any], text: str) -> str:
    """What fits into a part of a map: the text if it takes words, or else one of its options, or a day."""
    return text if _is_words(part) else next(iter(part.get("options", ())), "2026-12-01")


def letter_of(field: Field) -> str:
    return chr(ord("一") + zlib.crc32("/".join(field).encode()) % 5_000)


def days_of(kind: str, mouth: Mouth) -> Iterator[Play]:
    """Moments of every block of this kind, each after more was said."""
    commands = [
        command
        for command in (*m.COMMANDS, *kinds()[kind].activity.commands)
        if text_fields(command) and type_of(command) not in NAMES
    ]
    for n, block in enumerate(samples(kind) * PASSES):
        if n >= len(samples(kind)) and all(mouth.taken[field] for field in fields_to_fill(kind)):
            return
        play = Play(course_of(block.id, kind), names_of_people(mouth), teams=2)
        play.fay("room/open_block", block=block.id)
        for step in block.steps:
            play.to(step.id)
            for _ in range(ROUNDS):
                something_happens(play, mouth.dice)
                known = {**names_in(play), "target": list(texts_of(play.state.course.blocks[block.id]))}
                for command in commands:
                    mouth.says(play, command, known)
            yield play


def something_happens(play: Play, dice: random.Random) -> None:
    for _ in range(THINGS):
        wish = granted(play, dice)
        if wish:
            play.done.append(type_of(type(wish.command)))
            play.decided(wish)


def names_of_people(mouth: Mouth) -> tuple[str, ...]:
    short = [text for text in EVERYTHING if len(text) <= 24 and "\n" not in text]
    return ("Ann", *mouth.dice.sample(short, 7))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    assert path, "no Chromium: `python3 run.py test` installs one"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path / "server") as server:
        yield server


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One for all kinds: only the pictures that its screens show are theirs."""
    with Server(tmp_path_factory.mktemp("stage")) as server, closing(Stage(server, browser)) as stage:
        yield stage


def played(stage: Stage, kind: str, enough: int) -> tuple[Mouth, dict[Field, set[str]]]:
    """What was taken, and what of it stood on some surface word by word.

    A moment is shown when it has something that was not read yet, of a field of which not enough was; when enough was
    read of all of them, the day is over.
    """
    mouth = Mouth()
    seen: dict[Field, set[str]] = defaultdict(set)
    shown: dict[Field, set[str]] = defaultdict(set)
    for play in days_of(kind, mouth):
        wanted = set(fields_to_see(kind)) - mouth.done
        if not wanted:
            break
        if not any(mouth.taken[field] - shown[field] for field in wanted):
            continue
        stage.show(play, reader_of(play, {field for field in wanted if not seen[field]}, wanted))
        words = _flat(" ".join(stage.words()))
        for field, texts in mouth.taken.items():
            shown[field] |= texts
            seen[field] |= {text for text in texts if _flat(text) in words}
        mouth.done = {field for field in seen if len(seen[field]) >= enough}
    return mouth, seen


def reader_of(play: Play, unseen: set[Field], wanted: set[Field]) -> Voice:
    """Whose phone shows most of the fields of which nothing was read yet, and then of those still to be read."""

    def shows(voice: Voice) -> tuple[int, ...]:
        view = repr(voice.sees)
        return tuple(
            sum(f"{letter_of(field)}{quote}" in view for field in fields for quote in "'\"")
            for fields in (unseen, wanted)
        )

    return max(play.people, key=shows)


def _flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
def test_words_stay_words_on_every_surface(stage: Stage, kind: str) -> None:
    assert_words_stay_words(stage, kind, ENOUGH)


@pytest.mark.full
@pytest.mark.parametrize("kind", KINDS)
def test_words_stay_words_in_every_block_there_is(stage: Stage, kind: str) -> None:
    assert_words_stay_words(stage, kind, ENOUGH_IN_FULL)


def assert_words_stay_words(stage: Stage, kind: str, enough: int) -> None:
    stage.faults.clear()
    mouth, seen = played(stage, kind, enough)
    assert sorted(set(stage.faults)) == []
    assert [field for field in fields_to_fill(kind) if not mouth.taken[field]] == [], "no sample lets anybody fill it"
    unread = [field for field in fields_to_see(kind) if not seen[field]]
    assert len(unread) <= len(fields_to_see(kind)) // UNREAD_OF, unread


def is_told(stage: Stage, *words: str) -> bool:
    """Whether some moment of a board shows such a fault; the first that does is enough."""
    for play in days_of("board", Mouth()):
        stage.show(play, play.people[0])
        if any(word in fault for fault in stage.faults for word in words):
            return True
    return False


def test_a_front_end_that_makes_tags_of_words_is_caught(server: Server, browser: Browser) -> None:
    with closing(Stage(server, browser, MAKES_TAGS)) as stage:
        assert is_told(stage, "policy", "became")


def test_boxes_that_let_words_out_are_caught(server: Server, browser: Browser) -> None:
    with closing(Stage(server, browser, NEVER_BREAKS)) as stage:
        assert is_told(stage, "out", "wide")
