"""What is kept of the database is another as soon as this server changed it."""

import pytest

from tests.rooms.scene import Scene
from workshop.rooms import kept
from workshop.rooms.hub import Hub
from workshop.rooms.kept import Kept


def test_what_was_found_is_kept_and_what_was_not_is_asked_again() -> None:
    asked: list[str] = []
    held = {"a": 1}

    def look_up(key: str) -> int | None:
        asked.append(key)
        return held.get(key)

    numbers = Kept(look_up)
    assert [numbers.get("a"), numbers.get("a"), numbers.get("b"), numbers.get("b")] == [1, 1, None, None]
    assert asked == ["a", "b", "b"]
    held["a"] = 2
    numbers.forget()
    assert numbers.get("a") == 2


def test_nothing_is_kept_for_long_and_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    asked: list[int] = []
    numbers = Kept(lambda key: asked.append(key) or key)  # type: ignore[func-returns-value]
    for key in (0, 1, 2, 3, 0):
        numbers.get(key)
    assert asked == [0, 1, 2, 3, 0]
    later = kept.monotonic() + kept.KEPT_S + 1
    monkeypatch.setattr(kept, "monotonic", lambda: later)
    numbers.get(3)
    assert (asked[-1], len(numbers)) == (3, 1)


def test_a_room_is_found_as_the_facilitator_left_it(scene: Scene, hub: Hub) -> None:
    before = hub.find(room=scene.room)
    assert before
    assert hub.find(code=before.code) == before
    scene.fay("room/set_joining", to="closed")
    found = hub.find(room=scene.room)
    assert found
    assert found.joining == "closed"
    scene.live.change_door(scene.fay.caller)
    assert hub.find(code=before.code) is None
    assert hub.find(token=before.join_token) is None
    scene.fay("room/end")
    ended = hub.find(room=scene.room)
    assert ended
    assert ended.ended_at
    hub.delete_room(scene.room)
    assert hub.find(room=scene.room) is None


def test_a_ticket_is_worth_nothing_as_soon_as_the_seat_is_another_s(scene: Scene, hub: Hub) -> None:
    seat = hub.join(scene.room, "Ann", approve=False)
    old = seat.ticket or ""
    assert hub.person_with(scene.room, old) == seat.person
    new = hub.return_to_seat(scene.room, seat.name, seat.seat_code).ticket or ""
    assert (hub.person_with(scene.room, old), hub.person_with(scene.room, new)) == (None, seat.person)
    scene.fay("room/forget_person", person=seat.person)
    assert hub.person_with(scene.room, new) is None
