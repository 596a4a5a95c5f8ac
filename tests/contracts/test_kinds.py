"""What every kind promises the room. Written once, tried on each kind with days full of chance."""

import copy
import random
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property, lru_cache
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contracts.samples import RARE, course_of, sample, samples, seeds_of, sources_of
from tests.contracts.wishes import around, granted, last_step, onward, something_happens
from tests.rooms.play import Play, refusal_of
from workshop.core.activity import EVERYBODY, StepEntered
from workshop.core.patch import View, diff, faults, merge
from workshop.core.report import CLIENT, Reader
from workshop.exports import formats
from workshop.rooms import messages as m
from workshop.rooms import room
from workshop.rooms.aliases import behind
from workshop.rooms.kinds import kinds, reader
from workshop.rooms.state import RoomState, fresh_room
from workshop.rooms.undo import Deeds

KINDS = sorted(kinds())
each_kind = pytest.mark.parametrize("kind", KINDS, scope="module")
"""All promises of one kind, then those of the next: the days that were played for it serve them all."""
DAYS = 12 if settings().max_examples <= 25 else 2**32
a_day = given(seed=st.integers(1, DAYS))
"""A day full of chance; the same seed is the same day."""

THINGS_A_DAY, THINGS_BEFORE = 50, 25
ROOM_EVENTS = reader(m.EVENTS)


@pytest.fixture(autouse=True)
def every_kind_has_a_sample() -> None:
    assert [kind for kind in KINDS if not samples(kind)] == []


@dataclass(frozen=True)
class Moment:
    """One event, with the room before and after it."""

    before: Play
    block: str | None
    event: Any
    after: Play

    @cached_property
    def old(self) -> dict[str, View]:
        return self.before.everything()

    @cached_property
    def new(self) -> dict[str, View]:
        return self.after.everything()


@lru_cache(maxsize=64)
def day(kind: str, seed: int) -> Play:
    """A room of five in no or two teams, in which things have happened in some block of this kind.

    And before, some things in the blocks from which it takes something.
    """
    dice = random.Random(seed)
    block = sample(kind, seed)
    play = Play(course_of(block.id, kind), ("Ann", "Ben", "Chen", "Dan", "Eva"), teams=dice.choice([0, 2, 2]))
    for source in sources_of(block.id, kind):
        play.fay("room/open_block", block=source)
        for _ in range(THINGS_BEFORE):
            something_happens(play, dice)
    play.fay("room/open_block", block=block.id)
    for _ in range(THINGS_A_DAY):
        something_happens(play, dice)
    return play


@lru_cache(maxsize=64)
def moments(kind: str, seed: int) -> list[Moment]:
    """The day told again, event by event."""
    play = day(kind, seed)
    told = play.copy()
    told.state, told.keys, told.log = fresh_room(course_of(sample(kind, seed).id, kind), "day"), {}, []
    told.deeds = Deeds()
    found = []
    for block, event in play.log:
        before = told.copy()
        told.happen(block, [event])
        found.append(Moment(before, block, event, told.copy()))
    return found


def frozen(value: Any) -> Any:
    """A copy that nobody can change and that only an equal value equals."""
    if isinstance(value, Mapping):
        return frozenset((frozen(key), frozen(inner)) for key, inner in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(frozen(inner) for inner in value)
    if isinstance(value, (set, frozenset)):
        return frozenset(frozen(inner) for inner in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, *(frozen(getattr(value, field.name)) for field in fields(value))
    if hasattr(value, "model_dump_json"):
        return value.model_dump_json()
    assert isinstance(value, (str, int, float, bool, bytes, type(None))), type(value)
    return type(value).__name__, value


@each_kind
@a_day
def test_decide_changes_nothing(kind: str, seed: int) -> None:
    dice = random.Random(seed)
    for moment in moments(kind, seed)[::7]:
        if moment.after.state.block in moment.after.state.runs:
            was = frozen(moment.after.state.runs)
            granted(moment.after.copy(), dice)
            assert frozen(moment.after.state.runs) == was


@each_kind
@a_day
def test_apply_leaves_the_old_state_alone(kind: str, seed: int) -> None:
    for moment in moments(kind, seed):
        if moment.block:
            state = moment.before.block_state(moment.block)
            was = frozen(state)
            moment.before.activity(moment.block).apply(state, moment.event)
            assert frozen(state) == was


@each_kind
@a_day
def test_only_declared_events_happen(kind: str, seed: int) -> None:
    play = day(kind, seed)
    for block, event in play.log:
        assert type(event) in (play.activity(block).events if block else m.EVENTS)


@each_kind
@a_day
def test_events_survive_storage(kind: str, seed: int) -> None:
    play = day(kind, seed)
    for block, event in play.log:
        stored = [event.model_dump_json(), orjson.dumps(event.model_dump(mode="json")), without_defaults(event)]
        assert [reader_of(play, block).validate_json(data) for data in stored] == [event] * 3


def reader_of(play: Play, block: str | None) -> Any:
    return kinds()[play.state.course.blocks[block].kind].events if block else ROOM_EVENTS


def without_defaults(event: Any) -> bytes:
    """As an older version would have stored it that did not know the optional fields."""
    return orjson.dumps(event.model_dump(mode="json", exclude_defaults=True) | {"type": event.type})


@each_kind
@a_day
def test_views_are_plain_json_without_null(kind: str, seed: int) -> None:
    for moment in moments(kind, seed):
        for address, view in moment.new.items():
            assert faults(view) == [], address
            assert orjson.loads(orjson.dumps(view)) == view


@each_kind
@a_day
def test_a_difference_leads_from_the_view_before_to_the_view_after(kind: str, seed: int) -> None:
    for moment in moments(kind, seed):
        for address, view in moment.new.items():
            old = moment.old.get(address, {})
            assert merge(old, diff(old, view)) == view, moment.event


@each_kind
@a_day
def test_no_list_in_a_view_ever_changes(kind: str, seed: int) -> None:
    for moment in moments(kind, seed):
        for address, view in moment.new.items():
            assert lists_in(diff(moment.old.get(address, view), view)) == [], moment.event


def lists_in(patch: Any) -> list[Any]:
    if isinstance(patch, dict):
        return [found for inner in patch.values() for found in lists_in(inner)]
    return [patch] if isinstance(patch, (list, tuple)) else []


@each_kind
@a_day
def test_a_view_does_not_change_after_it_was_given(kind: str, seed: int) -> None:
    given_out = [(moment, copy.deepcopy(moment.new)) for moment in moments(kind, seed)]
    for moment, _ in given_out:
        moment.after.everything()
    assert all(moment.new == as_given for moment, as_given in given_out)


@each_kind
@a_day
def test_nobody_elses_own_view_changes(kind: str, seed: int) -> None:
    """``concerns`` names everybody whose own part of the block an event can change; the others are not looked at."""
    for moment in moments(kind, seed):
        if moment.block and moment.block == moment.before.state.block == moment.after.state.block:
            named = moment.after.activity(moment.block).concerns(moment.event)
            if named is EVERYBODY:
                continue
            members = set(moment.before.state.members)
            for person in members - behind(moment.after.keys.get(moment.block), named, members):
                assert own_part(moment.before, moment.old, person) == own_part(moment.after, moment.new, person)


@each_kind
@a_day
def test_a_step_within_a_block_changes_nobodys_own_view_unless_the_kind_says_so(kind: str, seed: int) -> None:
    for moment in moments(kind, seed):
        if isinstance(moment.event, StepEntered) and moment.before.state.block == moment.event.block:
            if moment.after.activity(moment.event.block).concerns(moment.event) is EVERYBODY:
                continue
            for person in moment.before.state.members:
                assert own_part(moment.before, moment.old, person) == own_part(moment.after, moment.new, person)


def own_part(play: Play, views: dict[str, View], person: str) -> Any:
    return views[f"person:{person}"].get("block", {}).get(play.state.block, {})


@each_kind
@a_day
def test_a_stage_that_is_left_by_mistake_loses_nothing(kind: str, seed: int) -> None:
    """Next and back again: whatever a person had of their own is still theirs."""
    play = day(kind, seed).copy()
    if play.state.block and not last_step(play):
        before = play.everything()
        play.next()
        play.back()
        for person in play.state.members:
            assert own_part(play, play.everything(), person) == own_part(play, before, person)


@each_kind
@a_day
def test_the_log_folds_to_the_live_state(kind: str, seed: int) -> None:
    play = day(kind, seed)
    folded = moments(kind, seed)[0].before.state
    for block, event in play.log:
        folded = room.apply(folded, block, reader_of(play, block).validate_json(event.model_dump_json()))
    assert frozen_room(folded) == frozen_room(play.state)
    again = play.copy()
    again.state = folded
    assert again.everything() == play.everything()


@each_kind
@a_day
def test_a_view_is_the_same_whoever_looked_before(kind: str, seed: int) -> None:
    told = moments(kind, seed)
    seen = [moment.new for moment in told]
    for last in (len(told) // 3, 2 * len(told) // 3):
        never_seen = told[0].before.state
        for moment in told[: last + 1]:
            never_seen = room.apply(never_seen, moment.block, moment.event)
        again = told[last].after.copy()
        again.state = never_seen
        assert again.everything() == seen[last]


def frozen_room(state: RoomState) -> Any:
    return {field.name: frozen(getattr(state, field.name)) for field in fields(state) if field.name != "course"}


@each_kind
@a_day
def test_progress_counts_people_or_teams(kind: str, seed: int) -> None:
    for moment in moments(kind, seed):
        progress = moment.new["console"].get("progress")
        if progress:
            people = sum(1 for _ in moment.after.state.present)
            expected = len(moment.after.state.teams) if progress["per"] == "team" else people
            assert 0 <= progress["done"] <= progress["of"] == expected


@each_kind
@a_day
def test_the_next_key_does_what_it_says_and_is_never_stuck(kind: str, seed: int) -> None:
    play = day(kind, seed).copy()
    block = play.state.block
    for _ in range(60):
        if play.state.block != block:
            return
        ahead = play.fay.sees["next"]
        if ahead["does"] == "ahead":
            command = ahead["command"]
            assert play.fay(command["type"], **{key: command[key] for key in command if key != "type"})
        else:
            play.next()
    raise AssertionError(f"stuck at {play.state.step}")


@each_kind
@a_day
def test_the_report_is_the_same_for_the_same_room(kind: str, seed: int) -> None:
    play = day(kind, seed)
    told = moments(kind, seed)[-1].after
    for who in readers(play):
        assert play.room_report(who) == told.room_report(who)


def readers(play: Play) -> list[Reader]:
    teams = [Reader("team", team) for team in play.state.teams]
    return [CLIENT, *teams, *(Reader("person", person) for person in play.state.members)]


DOCUMENTS = ("docx", "everything", "pdf", "pptx")
"""Formats that are typeset or drawn and take their time."""


def renders(play: Play, name: str, who: list[Reader]) -> None:
    for n, one in enumerate(who):
        lang = ("zh", "en")[n % 2]
        written = formats()[name].write(play.room_report(one), lang)
        assert written
        assert written == formats()[name].write(play.room_report(one), lang)


@pytest.mark.parametrize("name", sorted(set(formats()) - set(DOCUMENTS)))
@each_kind
@a_day
@settings(max_examples=10)
def test_the_report_renders_in_every_format(kind: str, name: str, seed: int) -> None:
    play = day(kind, seed)
    renders(play, name, readers(play))


@pytest.mark.parametrize("name", sorted(set(DOCUMENTS) - {"everything"}))
@each_kind
@a_day
@settings(max_examples=2)
def test_the_report_renders_as_a_document(kind: str, name: str, seed: int) -> None:
    """One reader of each sort; the archive of all files is no more than these and those above."""
    play = day(kind, seed)
    renders(play, name, list({who.kind: who for who in readers(play)}.values()))


def test_there_are_formats_to_render() -> None:
    assert {"xlsx", "csv", "markdown", "json"} <= set(formats())


@pytest.mark.timeout(300)
@each_kind
def test_days_are_full_of_what_the_kind_can_do(kind: str) -> None:
    """A suite that never did a thing has proved nothing about it: every event of the kind happens in these days."""
    missing = set(kinds()[kind].activity.events)
    for seed in range(1, DAYS_TO_SEE_ALL + 1):
        if any(event.__name__ not in RARE for event in missing):
            missing -= {type(event) for _, event in day(kind, seed).log}
    for event in sorted(missing, key=lambda event: event.__name__):
        for seed in seeds_of(kind, RARE[event.__name__]) if event.__name__ in RARE else ():
            if event in missing:
                missing -= {type(happened) for _, happened in day(kind, seed).log}
    assert sorted(event.__name__ for event in missing) == []


@each_kind
@a_day
def test_what_a_facilitator_did_can_be_taken_back_at_once(kind: str, seed: int) -> None:
    """Everybody sees again what they saw before, and the room knows again what it knew."""
    dice, tried = random.Random(seed), set()
    play = day(kind, seed).copy()
    for _ in range(THINGS_A_DAY + THINGS_BEFORE):
        before = play.copy()
        facilitator_does_something(play, dice)
        latest = [deed for deed in play.deeds.can_be_undone() if deed not in before.deeds.lately]
        if len(latest) != 1:  # nothing happened, or one thing after the other
            continue
        tried.add(latest[-1].cause.does)
        back = play.copy()
        back.fay("room/undo", deed=latest[-1].cause.deed)
        assert undone(back) == undone(before), latest[-1].cause
        again = back.copy()
        again.fay("room/undo", deed=[deed.cause.deed for deed in again.deeds.can_be_undone()][-1])
        assert undone(again) == undone(play), latest[-1].cause
    assert len(tried) > 3


def facilitator_does_something(play: Play, dice: random.Random) -> None:
    if play.state.block is None:
        refusal_of(play.next)  # with another mode nothing may be left of the block
        return
    match dice.randrange(4):
        case 0:
            onward(play, dice)
        case 1:
            dice.choice(around(play))()
        case _:
            wish = granted(play, dice)
            if wish:
                play.decided(wish)


def undone(play: Play) -> tuple[Any, Any]:
    """What the room knows and what everybody sees, but for the list of what can be taken back."""
    everything = play.everything()
    console = {key: part for key, part in everything["console"].items() if key != "undo"}
    return frozen_room(play.state), {**everything, "console": console}


@each_kind
@a_day
def test_what_was_touched_since_is_not_taken_back(kind: str, seed: int) -> None:
    """Taking a deed back after others have gone on is refused, or brings no error and no wrong replica."""
    play = day(kind, seed).copy()
    for deed in list(play.deeds.can_be_undone()):
        tried = play.copy()
        refusal = refusal_of(lambda tried=tried, deed=deed: tried.fay("room/undo", deed=deed.cause.deed))
        assert refusal is None or refusal.code == "undo/changed"
        tried.everything()


DAYS_TO_SEE_ALL = 144


# --- every sample, once -------------------------------------------------------------------------------------------

PROMISES = [test for name, test in list(globals().items()) if name.startswith("test_") and hasattr(test, "hypothesis")]


@pytest.mark.full
@pytest.mark.parametrize(("kind", "n"), [(kind, n) for kind in KINDS for n in range(len(samples(kind)))])
def test_every_block_of_every_course_keeps_every_promise(kind: str, n: int) -> None:
    for seed in range(n, n + 2 * len(samples(kind)), len(samples(kind))):
        for promise in PROMISES:
            if promise not in (test_the_report_renders_in_every_format, test_the_report_renders_as_a_document):
                promise.hypothesis.inner_test(kind=kind, seed=seed)
    for name in sorted(formats()):
        renders(day(kind, n), name, readers(day(kind, n)))
