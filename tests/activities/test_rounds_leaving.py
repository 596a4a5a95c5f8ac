"""Whoever leaves in the middle of a conversation leaves no empty chair; who is forgotten, no word and no name."""

import pytest

from tests.activities.rounds_day import course_of
from tests.rooms.scene import Guest, Scene
from workshop.core.activity import CONSOLE, PHONES, PROJECTOR, person_audience
from workshop.core.patch import View
from workshop.eventloop import monotonic, sleep
from workshop.rooms.hub import Hub

BLOCK = "m5.coach_drill"
NAME, WORDS = "Ottilie Unverkennbar", "两条都是她一个人的原话"
GONE_AFTER_S = 10


class Table(Scene):
    """The block in the middle of a round, in which Ottilie has the role."""

    def __init__(self, hub: Hub, people: int, role: str, step: str) -> None:
        super().__init__(hub, course_of(BLOCK))
        self.guests = {guest.id: guest for guest in (self.joins(f"Person {n}") for n in range(people))}
        while (self.live.state.block, self.live.state.step) != (BLOCK, step):
            self.next()
        self.ottilie = next(self.guests[p] for seats in self.seats.values() for p, has in seats.items() if has == role)
        assert said_yes(self.fay("room/rename_person", person=self.ottilie.id, name=NAME))

    def board(self, guest: Guest) -> View:
        found: View = self.view(person_audience(guest.id, None))["block"][BLOCK]
        return found

    @property
    def seats(self) -> dict[str, dict[str, str]]:
        """Who sits where in which role, as the wall shows it."""
        groups = self.view(PROJECTOR)["block"][BLOCK]["groups"]
        by_rank = {group: sorted(one["people"].items(), key=lambda it: it[1]["rank"]) for group, one in groups.items()}
        return {group: {person: seat["role"] for person, seat in seated} for group, seated in by_rank.items()}

    @property
    def files(self) -> bytes:
        return b"".join(file.read_bytes() for file in sorted(self.hub.config.data_dir.glob("workshop.db*")))

    def everything(self) -> str:
        """All that any screen shows."""
        everybody = [person_audience(person, None) for person in self.guests]
        return repr([self.view(audience) for audience in (CONSOLE, PROJECTOR, PHONES, *everybody)])


def said_yes(answer: object) -> bool:
    return isinstance(answer, dict) and answer.get("ok") is True


@pytest.mark.parametrize("role", ["manager", "employee", "observer"])
@pytest.mark.parametrize(("people", "step"), [(6, "prep"), (7, "play"), (6, "score"), (6, "feedback#2")])
def test_whoever_is_forgotten_strands_nobody(hub: Hub, role: str, people: int, step: str) -> None:
    table = Table(hub, people, role, step)
    partners = next(set(group) for group in table.seats.values() if table.ottilie.id in group) - {table.ottilie.id}
    assert NAME in table.everything()
    assert said_yes(table.fay("room/forget_person", person=table.ottilie.id))
    left = set(table.guests) - {table.ottilie.id}
    assert {person for group in table.seats.values() for person in group} == left
    for group in table.seats.values():
        assert list(group.values())[:2] == ["manager", "employee"]
    (together,) = [group for group, seats in table.seats.items() if partners <= set(seats)]
    assert {table.board(table.guests[person])["group"] for person in partners} == {together}


@pytest.mark.parametrize(
    ("role", "step", "field"), [("observer", "score", "card.quote"), ("manager", "summary", "commit")]
)
def test_whoever_is_forgotten_is_in_no_view_and_in_no_file(hub: Hub, role: str, step: str, field: str) -> None:
    table = Table(hub, 6, role, step)
    assert said_yes(table.ottilie("rounds/write", field=field, text=WORDS))
    assert NAME in table.everything()
    assert all(secret.encode() in table.files for secret in (NAME, WORDS))
    assert said_yes(table.fay("room/forget_person", person=table.ottilie.id))
    table.next()
    assert NAME not in table.everything()
    assert WORDS not in table.everything()
    give_up = monotonic() + GONE_AFTER_S
    while any(secret.encode() in table.files for secret in (NAME, WORDS)) and monotonic() < give_up:
        sleep(0.05)
    assert [secret for secret in (NAME, WORDS) if secret.encode() in table.files] == []
    before = table.live.fingerprint()
    table.restarted()
    assert table.live.fingerprint() == before


def test_whoever_was_sent_out_by_mistake_sits_down_again_with_the_undo(hub: Hub) -> None:
    table = Table(hub, 7, "employee", "prep")
    before = table.seats
    table.fay("room/remove_person", person=table.ottilie.id)
    deed = max(map(int, table.view(CONSOLE)["undo"]))
    assert said_yes(table.fay("room/undo", deed=deed))
    assert table.seats == before


def test_whoever_was_sent_out_before_the_rounds_has_a_seat_as_soon_as_that_is_undone(hub: Hub) -> None:
    scene = Scene(hub, course_of(BLOCK))
    *_, zoe = [scene.joins(name) for name in ("Ann", "Ben", "Chen", "Dan", "Eva", "Zoe")]
    scene.fay("room/remove_person", person=zoe.id)
    deed = max(map(int, scene.view(CONSOLE)["undo"]))
    scene.opens(BLOCK, "prep")
    board = person_audience(zoe.id, None)
    assert said_yes(scene.fay("room/undo", deed=deed))
    assert scene.view(board)["block"][BLOCK]["group"] in scene.view(PROJECTOR)["block"][BLOCK]["groups"]
