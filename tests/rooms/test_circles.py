"""Pairs and triads that a block makes for itself: who hears of them, and from when until when."""

from collections.abc import Iterator

import pytest

from tests.rooms.course import course, slides
from tests.rooms.huddle import huddle, huddles
from tests.rooms.play import Play
from tests.rooms.scene import Guest, Scene
from workshop.core.activity import circle_audience
from workshop.rooms.hub import Hub

DAY = course(huddle(), huddle("m1.anonymous", anonymous=True), slides(block="m1.last"))


@pytest.fixture(autouse=True)
def a_kind_to_test_with() -> Iterator[None]:
    with huddles():
        yield


@pytest.fixture
def scene(hub: Hub) -> Scene:
    return Scene(hub, DAY)


@pytest.fixture
def people(scene: Scene) -> dict[str, Guest]:
    people = {guest.id: guest for guest in (scene.joins(name) for name in ("Ann", "Ben", "Chen", "Dan"))}
    scene.opens("m1.huddle")
    return people


def circles(guest: Guest) -> list[str]:
    return [address for address in guest.fetches() if address.startswith("circle:")]


def partner_of(guest: Guest, people: dict[str, Guest]) -> Guest:
    (circle,) = circles(guest)
    (other,) = set(guest.fetches()[circle]["block"]["m1.huddle"]["with"]) - {guest.id}
    return people[other]


class TestWhoHears:
    def test_nobody_before_there_are_pairs(self, people: dict[str, Guest]) -> None:
        assert [circles(guest) for guest in people.values()] == [[]] * 4

    def test_each_hears_of_their_own_pair_and_knows_its_name(self, scene: Scene, people: dict[str, Guest]) -> None:
        scene.fay("huddle/deal")
        for guest in people.values():
            (circle,) = circles(guest)
            assert circle == f"circle:m1.huddle:{guest.fetches()[f'person:{guest.id}']['me']['circle']}"
            assert circles(partner_of(guest, people)) == [circle]

    def test_a_whisper_reaches_the_pair_and_no_other_screen(self, scene: Scene, people: dict[str, Guest]) -> None:
        scene.fay("huddle/deal")
        ann, *_ = people.values()
        ann("huddle/whisper", text="for two alone")
        reached = {guest.id for guest in people.values() if "for two alone" in repr(guest.fetches())}
        assert reached == {ann.id, partner_of(ann, people).id}
        assert "for two alone" not in repr(scene.fay.fetches())

    def test_in_an_anonymous_block_pairs_are_found_by_pseudonym(self) -> None:
        play = Play(DAY, ("Ann", "Ben", "Chen", "Dan"))
        play.fay("room/open_block", block="m1.anonymous")
        pseudonyms = [play.alias("m1.anonymous", voice.id) for voice in play.people]
        event = play.activity("m1.anonymous").events[0](pairs={"g1": pseudonyms[:2]})
        play.happen("m1.anonymous", [event])
        assert play.picture.circles == {"ann": ("g1",), "ben": ("g1",)}
        assert circle_audience("m1.anonymous", "g1") in play.picture.audiences_of("ann")


class TestWhenTheyChange:
    def test_a_phone_is_told_to_fetch_and_hears_of_the_new_pair_alone(
        self, scene: Scene, people: dict[str, Guest]
    ) -> None:
        ann, *_ = people.values()
        scene.fay("huddle/deal")
        screen, (old,) = scene.connects(ann), circles(ann)
        for _ in range(20):
            scene.fay("huddle/deal")
            (new,) = circles(ann)
            if new != old:
                break
        assert screen.got("sync")[-1] == {"seq": scene.live.head}
        screen.frames.clear()
        for guest in people.values():
            guest("huddle/whisper", text=f"said by {guest.id}")
        scene.live.feeds.flush()
        heard = {delta["a"] for delta in screen.got("d") if delta["a"].startswith("circle:")}
        assert heard == {new}

    def test_taking_the_deal_back_ends_the_pairs(self, scene: Scene, people: dict[str, Guest]) -> None:
        scene.fay("huddle/deal")
        ann, *_ = people.values()
        screen = scene.connects(ann)
        screen.frames.clear()
        scene.fay("room/undo", deed=int(list(scene.fay.fetches()["console"]["undo"])[-1]))
        assert circles(ann) == []
        assert "circle" not in ann.fetches()[f"person:{ann.id}"]["me"]
        assert screen.got("sync") == [{"seq": scene.live.head}]

    def test_the_next_block_ends_them(self, scene: Scene, people: dict[str, Guest]) -> None:
        scene.fay("huddle/deal")
        ann, *_ = people.values()
        screen = scene.connects(ann)
        scene.opens("m1.last")
        assert circles(ann) == []
        assert screen.got("sync")[-1] == {"seq": scene.live.head}
        assert list(scene.live.feeds.addresses) == ["phones", f"person:{ann.id}"]

    def test_coming_back_to_the_block_they_sit_as_before(self, scene: Scene, people: dict[str, Guest]) -> None:
        scene.fay("huddle/deal")
        ann, *_ = people.values()
        before = circles(ann)
        scene.opens("m1.last")
        scene.opens("m1.huddle")
        assert circles(ann) == before

    def test_whoever_is_sent_out_hears_of_no_pair(self, scene: Scene, people: dict[str, Guest]) -> None:
        scene.fay("huddle/deal")
        ann, *_ = people.values()
        screen = scene.connects(ann)
        scene.fay("room/remove_person", person=ann.id)
        assert screen.closed == "removed"
        assert list(scene.live.feeds.addresses) == []

    def test_a_restart_keeps_them(self, scene: Scene, people: dict[str, Guest]) -> None:
        scene.fay("huddle/deal")
        before = {guest.id: guest.fetches() for guest in people.values()}
        scene.restarted()
        assert {guest.id: guest.fetches() for guest in people.values()} == before
