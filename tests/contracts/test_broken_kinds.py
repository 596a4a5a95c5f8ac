"""The contract suite notices a kind that breaks a promise: each is broken here once, on purpose."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.contracts import test_kinds as contract
from workshop.activities.board.activity import Board
from workshop.activities.board.messages.writing import AddNote, NoteAdded, NoteDeleted
from workshop.activities.board.views import view as honest_view
from workshop.core.activity import Event

ENOUGH_DAYS = range(1, 13)


@pytest.fixture(autouse=True)
def days_of_their_own() -> Iterator[None]:
    """What was recorded with a whole kind says nothing of a broken one."""
    forget()
    yield
    forget()


def forget() -> None:
    contract.day.cache_clear()
    contract.moments.cache_clear()


def notices(promise: Callable[..., None]) -> bool:
    """Whether the test of this promise fails on some day with a board."""
    inner = promise.hypothesis.inner_test  # type: ignore[attr-defined]
    for seed in ENOUGH_DAYS:
        try:
            inner(kind="board", seed=seed)
        except Exception:  # noqa: BLE001 (any failure is what is wanted)
            return True
    return False


def test_a_whole_kind_breaks_none_of_them() -> None:
    assert not notices(contract.test_nobody_elses_own_view_changes)


def test_decide_that_changes_something(monkeypatch: pytest.MonkeyPatch) -> None:
    def decide(self: Board, state: Any, command: Any, by: Any, room: Any) -> list[Event]:
        events = honest(self, state, command, by, room)
        object.__setattr__(state, "written", state.written + 1)
        return events

    honest = Board.decide
    contract.moments("board", 1)
    monkeypatch.setattr(Board, "decide", decide)
    assert notices(contract.test_decide_changes_nothing)


def test_apply_that_changes_the_old_state(monkeypatch: pytest.MonkeyPatch) -> None:
    def apply(self: Board, state: Any, event: Any) -> Any:
        object.__setattr__(state, "written", state.written + 1)
        return honest(self, state, event)

    honest = Board.apply
    monkeypatch.setattr(Board, "apply", apply)
    assert notices(contract.test_apply_leaves_the_old_state_alone)


def test_an_event_that_was_not_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Board, "events", tuple(event for event in Board.events if event is not NoteAdded))
    assert notices(contract.test_only_declared_events_happen)


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_an_event_that_storage_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    def decide(self: Board, state: Any, command: Any, by: Any, room: Any) -> list[Event]:
        events = honest(self, state, command, by, room)
        return [event.model_copy(update={"at": 1.5}) if isinstance(command, AddNote) else event for event in events]

    honest = Board.decide
    monkeypatch.setattr(Board, "decide", decide)
    assert notices(contract.test_events_survive_storage)


@pytest.mark.parametrize(
    ("spoilt", "promise"),
    [
        ({"focus": None}, contract.test_views_are_plain_json_without_null),
        ({"notes": {1: "a"}}, contract.test_views_are_plain_json_without_null),
    ],
)
def test_a_view_that_cannot_travel(
    monkeypatch: pytest.MonkeyPatch, spoilt: dict[str, Any], promise: Callable[..., None]
) -> None:
    def view(self: Board, state: Any, audience: Any, room: Any) -> Any:
        return honest_view(state, audience, room) | spoilt

    monkeypatch.setattr(Board, "view", view)
    assert notices(promise)


def test_a_view_with_a_list_that_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    def view(self: Board, state: Any, audience: Any, room: Any) -> Any:
        return honest_view(state, audience, room) | {"order": sorted(state.notes)}

    monkeypatch.setattr(Board, "view", view)
    assert notices(contract.test_no_list_in_a_view_ever_changes)


def test_a_view_that_changes_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def view(self: Board, state: Any, audience: Any, room: Any) -> Any:
        seen["looked"] = seen.get("looked", 0) + 1
        return honest_view(state, audience, room) | {"seen": seen}

    monkeypatch.setattr(Board, "view", view)
    assert notices(contract.test_a_view_does_not_change_after_it_was_given)


def test_concerns_that_forgets_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    def concerns(self: Board, event: Any) -> frozenset[str]:
        return frozenset() if isinstance(event, NoteDeleted) else honest(self, event)

    honest = Board.concerns
    monkeypatch.setattr(Board, "concerns", concerns)
    assert notices(contract.test_nobody_elses_own_view_changes)


def test_a_step_that_shows_in_a_persons_own_view(monkeypatch: pytest.MonkeyPatch) -> None:
    def view(self: Board, state: Any, audience: Any, room: Any) -> Any:
        shown = honest_view(state, audience, room)
        return shown | {"stage": state.stage or ""} if audience.kind == "person" else shown

    monkeypatch.setattr(Board, "view", view)
    assert notices(contract.test_a_step_within_a_block_changes_nobodys_own_view_unless_the_kind_says_so)


def test_apply_that_throws_dice(monkeypatch: pytest.MonkeyPatch) -> None:
    thrown = iter(range(1_000_000))

    def apply(self: Board, state: Any, event: Any) -> Any:
        after = honest(self, state, event)
        return replace(after, deleted=next(thrown)) if isinstance(event, NoteDeleted) else after

    honest = Board.apply
    monkeypatch.setattr(Board, "apply", apply)
    assert notices(contract.test_the_log_folds_to_the_live_state)


def test_a_next_key_that_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from workshop.activities.board.messages.showing import ShowExample

    def ahead(self: Board, state: Any, room: Any) -> Any:
        return ShowExample(type="board/show_example", on=True)

    monkeypatch.setattr(Board, "ahead", ahead)
    assert notices(contract.test_the_next_key_does_what_it_says_and_is_never_stuck)


def test_a_report_that_depends_on_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    from workshop.core.report import Report, Section

    moment = iter(range(1_000_000))
    monkeypatch.setattr(Board, "report", lambda self, *_: Report((Section(str(next(moment))),)))
    assert notices(contract.test_the_report_is_the_same_for_the_same_room)
