"""T11, T12: scripts and letters that break out, through every field that takes a person's words, on every surface.

The fields are found in the classes of the commands, so a new kind is covered by itself: its samples are played with
hostile texts in every field, and each moment is shown by the real front end in a real browser.
"""

from __future__ import annotations

import os
import random
import shutil
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.contracts.samples import course_of, samples
from tests.contracts.wishes import filled, names_in, type_of
from tests.harness.server import Server
from tests.hostile.payloads import EVERYTHING
from tests.hostile.stage import Stage
from tests.rooms.play import Play, refusal_of
from workshop.core.activity import Command
from workshop.core.said import FreeText
from workshop.rooms import messages as m
from workshop.rooms.kinds import kinds

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

Field = tuple[str, str]
KINDS = sorted(kinds())
TEXTS_A_MOMENT = 12
TRIES = 8
LEAST = 12
"""So many different texts get through the fields of a kind at least, and are read on some surface."""

NAMES = frozenset({"room/add_person", "room/rename_person"})
"""Their texts are names, which are no part of the log: here people come in with them."""

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


def text_fields(command: type[Command]) -> list[str]:
    fields = command.model_fields.items()
    return [name for name, field in fields if is_text(field.annotation, tuple(field.metadata))]


def fields_of(commands: tuple[type[Command], ...]) -> list[Field]:
    return [(type_of(command), name) for command in commands for name in text_fields(command)]


def test_every_kind_that_takes_words_has_fields() -> None:
    assert {type_ for type_, _ in fields_of(m.COMMANDS)} >= {"room/name_team", "room/say", *NAMES}
    assert ("board/add_note", "text") in fields_of(kinds()["board"].activity.commands)
    assert ("slide/keep_note", "text") in fields_of(kinds()["slide"].activity.commands)


class Mouth:
    """Says hostile things in every field, each in its turn, and keeps account of which were taken.

    Each field has a letter of its own, which ends its texts, so that it is known where a text on a screen came from.
    """

    def __init__(self, seed: int = 1) -> None:
        self.dice = random.Random(seed)
        self.taken: dict[Field, set[str]] = defaultdict(set)
        self._turn: dict[Field, int] = defaultdict(int)

    def says(self, play: Play, command: type[Command], times: int = TEXTS_A_MOMENT) -> None:
        for name in text_fields(command):
            field = (type_of(command), name)
            for _ in range(times):
                text = EVERYTHING[self._turn[field] % len(EVERYTHING)] + letter_of(field)
                self._turn[field] += 1
                if any(self._asks(play, command, name, text) for _ in range(TRIES)):
                    self.taken[field].add(text)

    def _asks(self, play: Play, command: type[Command], name: str, text: str) -> bool:
        who = [play.fay] if command.who == "facilitator" else play.people
        wish = {**filled(command, names_in(play), self.dice), name: text}
        intent = play.wished(self.dice.choice(who).caller, type_of(command), wish)
        return intent is not None and refusal_of(lambda: play.decided(intent)) is None


def letter_of(field: Field) -> str:
    return chr(ord("一") + zlib.crc32("/".join(field).encode()) % 5_000)


def days_of(kind: str, mouth: Mouth, blocks: int) -> Iterator[Play]:
    """Moments of blocks of this kind, each after more was said; no more of them than ``blocks``."""
    commands = kinds()[kind].activity.commands
    for block in samples(kind)[:blocks]:
        play = Play(course_of(block.id, kind), names_of_people(mouth), teams=2)
        play.fay("room/open_block", block=block.id)
        for step in block.steps:
            play.to(step.id)
            for command in (*m.COMMANDS, *commands):
                if type_of(command) not in NAMES:
                    mouth.says(play, command)
            yield play


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


def played(stage: Stage, kind: str, blocks: int, every: int) -> tuple[Mouth, dict[Field, set[str]]]:
    """What was taken, and what of it stood on some surface word by word, when only some of the moments are shown."""
    mouth = Mouth()
    seen: dict[Field, set[str]] = defaultdict(set)
    for n, play in enumerate(days_of(kind, mouth, blocks)):
        if n % every:
            continue
        stage.show(play, play.people[0])
        words = _flat(" ".join(stage.words()))
        for field, texts in mouth.taken.items():
            seen[field] |= {text for text in texts if _flat(text) in words}
    return mouth, seen


def _flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
def test_words_stay_words_on_every_surface(server: Server, browser: Browser, kind: str) -> None:
    assert_words_stay_words(Stage(server, browser), kind, 6, every=1)


@pytest.mark.full
@pytest.mark.parametrize("kind", KINDS)
def test_words_stay_words_in_every_block_there_is(server: Server, browser: Browser, kind: str) -> None:
    assert_words_stay_words(Stage(server, browser), kind, 100, every=1)


def assert_words_stay_words(stage: Stage, kind: str, blocks: int, every: int) -> None:
    mouth, seen = played(stage, kind, blocks, every)
    assert sorted(set(stage.faults)) == []
    fields = fields_of(kinds()[kind].activity.commands)
    assert sum(len(mouth.taken[field]) for field in fields) >= LEAST
    assert sum(map(len, seen.values())) >= LEAST


def is_told(stage: Stage, *words: str) -> bool:
    """Whether some moment of a board shows such a fault; the first that does is enough."""
    for play in days_of("board", Mouth(), 1):
        stage.show(play, play.people[0])
        if any(word in fault for fault in stage.faults for word in words):
            return True
    return False


def test_a_front_end_that_makes_tags_of_words_is_caught(server: Server, browser: Browser) -> None:
    assert is_told(Stage(server, browser, MAKES_TAGS), "policy", "became")


def test_boxes_that_let_words_out_are_caught(server: Server, browser: Browser) -> None:
    assert is_told(Stage(server, browser, NEVER_BREAKS), "out", "wide")
