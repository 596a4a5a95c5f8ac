"""Who is here right now: beside the log, at most twice a second."""

import pytest

from tests.rooms.scene import Guest, Scene
from workshop import eventloop
from workshop.eventloop import sleep
from workshop.rooms import presence
from workshop.rooms.asking import Caller


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "PULSE_S", 0.05)


def beat() -> None:
    sleep(0.08)


def test_everybody_who_comes_is_told_to_fetch_and_how_many_are_in(scene: Scene) -> None:
    ann = scene.joins("Ann")
    screen = scene.connects(ann)
    assert screen.frames == [("sync", {"seq": scene.live.head}), ("pulse", {"in": 1})]


def test_the_console_alone_is_told_who_is_gone_and_since_when(scene: Scene) -> None:
    ann, ben = scene.joins("Ann"), scene.joins("Ben")
    console, phone = scene.connects(scene.fay), scene.connects(ann)
    wall = scene.connects(Guest(scene, Caller("projector")))
    beat()
    assert console.got("pulse")[-1] == {"in": 1, "offline": {ben.id: 0}}
    scene.hub.presence(scene.room).disconnect(phone)
    beat()
    gone = console.got("pulse")[-1]
    assert (gone["in"], set(gone["offline"])) == (0, {ann.id, ben.id})
    assert gone["offline"][ann.id] > 0
    assert wall.got("pulse")[-1] == {"in": 0}


def test_somebody_with_two_screens_is_one_person_and_gone_when_both_are(scene: Scene) -> None:
    ann = scene.joins("Ann")
    console = scene.connects(scene.fay)
    screens = [scene.connects(ann) for _ in range(2)]
    here = scene.hub.presence(scene.room)
    assert (here.lines_of(ann.id), here.screens()) == (2, 3)
    here.disconnect(screens[0])
    beat()
    assert console.got("pulse")[-1]["in"] == 1
    here.disconnect(screens[1])
    beat()
    assert console.got("pulse")[-1]["in"] == 0


def test_many_who_come_at_once_make_one_pulse(scene: Scene) -> None:
    console = scene.connects(scene.fay)
    beat()
    before = len(console.got("pulse"))
    for n in range(20):
        scene.connects(scene.joins(f"Guest {n}"))
        scene.hub.presence(scene.room).beat()
    count = len(console.got("pulse")) - before
    beat()
    assert console.got("pulse")[-1]["in"] == 20
    assert count < 20


def test_where_nothing_changed_nothing_is_told(scene: Scene) -> None:
    ann = scene.joins("Ann")
    console = scene.connects(scene.fay)
    scene.connects(ann)
    beat()
    count = len(console.got("pulse"))
    scene.connects(ann)
    beat()
    assert len(console.got("pulse")) == count


def test_a_phone_without_a_socket_is_here_while_it_asks(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = scene.joins("Ann")
    here = scene.hub.presence(scene.room)
    here.polled(ann.id)
    assert here.here() == {ann.id}
    monkeypatch.setattr(presence, "POLLS_COUNT_FOR_S", -1)
    assert here.here() == set()


def test_nothing_of_it_is_stored(scene: Scene) -> None:
    ann = scene.joins("Ann")
    before = scene.types()
    scene.hub.presence(scene.room).disconnect(scene.connects(ann))
    beat()
    assert scene.types() == before


def test_a_screen_that_leaves_leaves_nothing_behind(scene: Scene) -> None:
    ann = scene.joins("Ann")
    here = scene.hub.presence(scene.room)
    screen = scene.connects(ann)
    assert sorted(scene.live.feeds.addresses) == sorted(["phones", f"person:{ann.id}"])
    here.disconnect(screen)
    here.disconnect(screen)
    assert (list(scene.live.feeds.addresses), here.screens(), here.lines_of(ann.id)) == ([], 0, 0)


def test_a_room_that_is_deleted_sends_everybody_out(scene: Scene) -> None:
    ann = scene.joins("Ann")
    screen = scene.connects(ann)
    scene.hub.delete_room(scene.room)
    assert (screen.got("out"), screen.closed) == ([{"why": "ended"}], "ended")
    assert scene.hub.find(room=scene.room) is None
    assert scene.log() == []
    assert scene.stored_answers() == {}
    with pytest.raises(KeyError):
        scene.hub.live(scene.room)


def test_a_room_that_is_being_deleted_is_not_brought_back_by_those_who_leave(scene: Scene) -> None:
    ann = scene.joins("Ann")
    screen, console = scene.connects(ann), scene.connects(scene.fay)
    seen: list[object] = []

    def leave_meanwhile() -> None:
        scene.hub.left(scene.room, screen)
        try:
            seen.append(scene.hub.live(scene.room))
        except KeyError:
            seen.append(None)

    eventloop.spawn(leave_meanwhile)
    scene.hub.delete_room(scene.room)
    assert (seen, scene.hub.all_live(), console.closed) == ([None], [], "ended")
