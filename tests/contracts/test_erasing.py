"""Erasing, on every kind: whoever is forgotten leaves no word behind, and a text that is erased is nowhere any more."""

import random
from collections.abc import Mapping
from typing import Any

import orjson
import pytest
from pydantic import BaseModel

from tests.contracts.samples import course_of, samples
from tests.contracts.wishes import TEXTS, filled, names_in, something_happens, type_of
from tests.hostile.test_xss import KINDS, text_fields
from tests.rooms.play import Play, refusal_of
from workshop.core.errors import Quoting, Refused
from workshop.core.said import Kept
from workshop.rooms import messages as m
from workshop.rooms.erasing import erased, without_texts
from workshop.rooms.kinds import kinds
from workshop.store.event_log import LoggedEvent

pytestmark = pytest.mark.timeout(400)  # many wishes, most of them refused

PEOPLE = ("Ann", "Ben", "Chen", "Dan", "Eva")
WISHES = 100
ROUNDS = 3
TRIES = 6


def day_of_words(kind: str, block: str) -> tuple[Play, dict[str, set[str]]]:
    """A day on which everybody says what only they say; who said what."""
    play, dice = Play(course_of(block, kind), PEOPLE, teams=2), random.Random(block)
    play.fay("room/open_block", block=block)
    said: dict[str, set[str]] = {voice.id: set() for voice in play.people}
    commands = [command for command in kinds()[kind].activity.commands if command.who == "participant"]
    for step in [step for step in play.state.course.blocks[block].steps for _ in range(ROUNDS)]:
        play.to(step.id)
        known = names_in(play)
        for voice in play.people:
            for command in commands:
                for name in text_fields(command):
                    for _ in range(TRIES):
                        text = f"{voice.id}{dice.randrange(10**6):06}"
                        wish = {**filled(command, known, dice), name: text}
                        intent = play.wished(voice.caller, type_of(command), wish)
                        if intent and refusal_of(lambda intent=intent: play.decided(intent)) is None:  # type: ignore[misc]
                            said[voice.id].add(text)
                            known = names_in(play)  # as nothing else changed it
                            break
    return play, said


def log_of(play: Play) -> list[LoggedEvent]:
    return [
        LoggedEvent(seq, block, orjson.dumps(event.model_dump(mode="json")), 0, None, None)
        for seq, (block, event) in enumerate(play.log, 1)
    ]


def texts_left(log: list[LoggedEvent], blanked: Mapping[int, bytes]) -> str:
    return b" ".join(blanked.get(logged.seq, logged.data) for logged in log).decode()


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_is_forgotten_leaves_no_word_and_everybody_else_all_of_theirs(kind: str) -> None:
    spoke = 0
    for block in samples(kind)[:5]:
        play, said = day_of_words(kind, block.id)
        log, before = log_of(play), texts_left(log_of(play), {})
        blanked, _ = erased(play.state, play.keys, log, m.ForgetPerson(type="room/forget_person", person="ann"))
        after = texts_left(log, blanked)
        assert [text for text in said["ann"] if text in after] == [], block.id
        others = set().union(*(said[voice.id] for voice in play.people if voice.id != "ann"))
        assert [text for text in others if text in before and text not in after] == []
        spoke += sum(text in before for text in said["ann"])
    takes_words = any(text_fields(c) for c in kinds()[kind].activity.commands if c.who == "participant")
    assert bool(spoke) == takes_words


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_that_quotes_somebody_is_kept_nowhere(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that is kept is told again after what it says was erased."""
    refusals: list[Refused] = []
    made = Refused.__init__

    def remembered(self: Refused, code: str, **facts: Any) -> None:
        made(self, code, **facts)
        refusals.append(self)

    monkeypatch.setattr(Refused, "__init__", remembered)
    for block in samples(kind)[:5]:
        play, dice = Play(course_of(block.id, kind), PEOPLE, teams=2), random.Random(block.id)
        play.fay("room/open_block", block=block.id)
        for voice in play.people[:2]:
            voice("room/take_scribe")
        for _ in range(WISHES):
            something_happens(play, dice)
    quotes = [no for no in refusals if any(fact in (*PEOPLE, *TEXTS) for fact in no.facts.values())]
    assert [no for no in quotes if not isinstance(no, Quoting)] == []
    assert refusals
    if kind == "board":
        assert quotes


class Inner(BaseModel):
    about: str
    text: Kept


class Deep(BaseModel):
    kind: str
    one: Kept | None
    many: tuple[Kept, ...]
    by_question: dict[str, Kept]
    cards: list[Inner]
    number: int


def test_words_are_emptied_however_deep_they_lie() -> None:
    deep: Any = Deep(
        kind="k", one="a", many=("b", "c"), by_question={"q1": "d"}, cards=[Inner(about="x", text="e")], number=3
    )
    assert without_texts(deep).model_dump() == {
        "kind": "k",
        "one": "",
        "many": ("", ""),
        "by_question": {"q1": ""},
        "cards": [{"about": "x", "text": ""}],
        "number": 3,
    }
