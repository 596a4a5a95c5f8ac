"""Who comes in, who is called what, whose hand is up, and what the facilitator tells them."""

import pytest

from tests.rooms.course import PICK, WRITE, board, course
from tests.rooms.scene import Guest, Scene, together
from workshop.core.activity import CONSOLE, PHONES, PROJECTOR, person_audience, team_audience
from workshop.core.errors import Refused
from workshop.eventloop import monotonic, sleep
from workshop.rooms.asking import Caller
from workshop.rooms.hub import Hub


def console(scene: Scene) -> dict:  # type: ignore[type-arg]
    return scene.view(CONSOLE)


class TestTheDoor:
    def test_a_closed_door_lets_nobody_in_but_whom_the_facilitator_adds(self, scene: Scene) -> None:
        scene.fay("room/set_joining", to="closed")
        assert console(scene)["joining"] == "closed"
        with pytest.raises(Refused) as no:
            scene.joins("Ann")
        assert no.value.code == "room/door_closed"
        assert scene.fay("room/add_person", name="Dan")["ok"]
        assert [line["name"] for line in console(scene)["people"].values()] == ["Dan"]

    def test_whoever_waits_sees_and_does_nothing_and_is_on_no_wall(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        zoe_seat = scene.live.join("Zoe the secret", approve=True)
        zoe = Caller("phone", person=zoe_seat.person)
        assert console(scene)["people"][zoe_seat.person]["waits"] is True
        assert [audience.address for audience in scene.live.audiences(zoe)] == [f"person:{zoe_seat.person}"]
        assert scene.view(person_audience(zoe_seat.person, None))["me"]["waits"] is True
        assert "Zoe" not in repr(scene.view(PROJECTOR)) + repr(scene.view(PHONES))
        answer = scene.live.ask(zoe, [{"id": "zoe-raises-1", "type": "room/raise_hand", "on": True}])[0]
        assert answer is not None
        assert answer["code"] == "room/waits"
        assert scene.fay("room/draw_teams", count=2)["ok"]
        assert set(scene.live.state.teams) == {"t1", "t2"}
        assert scene.fay("room/admit", person=zoe_seat.person)["ok"]
        assert "waits" not in console(scene)["people"][zoe_seat.person]
        teams = {scene.live.state.members[person].team for person in (ann.id, zoe_seat.person)}
        assert teams == {"t1", "t2"}
        assert "Zoe the secret" in repr(scene.view(PROJECTOR))

    def test_while_people_are_let_in_one_by_one_everybody_waits(self, scene: Scene) -> None:
        scene.fay("room/set_joining", to="approve")
        ann = scene.joins("Ann")
        assert console(scene)["people"][ann.id]["waits"] is True
        scene.fay("room/add_person", name="Dan")
        assert [line.get("waits") for line in console(scene)["people"].values()] == [True, None]

    def test_all_who_wait_come_in_at_once_into_even_teams(self, scene: Scene) -> None:
        scene.joins("Ann")
        scene.fay("room/draw_teams", count=2)
        for name in ("Ben", "Chen", "Dan"):
            scene.live.join(name, approve=True)
        assert scene.fay("room/admit_all")["ok"]
        sizes = sorted(
            sum(member.team == team for member in scene.live.state.members.values()) for team in ("t1", "t2")
        )
        assert sizes == [2, 2]


class TestNames:
    def test_a_new_name_is_shown_everywhere_and_leads_back_to_the_seat(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        assert scene.fay("room/rename_person", person=ann.id, name="Anna")["ok"]
        assert console(scene)["people"][ann.id]["name"] == "Anna"
        assert scene.view(person_audience(ann.id, None))["me"]["name"] == "Anna"
        assert scene.hub.return_to_seat(scene.room, "Anna", ann.seat.seat_code).person == ann.id

    def test_a_name_that_is_taken_gets_a_number(self, scene: Scene) -> None:
        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        scene.fay("room/rename_person", person=ben.id, name="ANN")
        assert console(scene)["people"][ben.id]["name"] == "ANN 2"
        assert console(scene)["people"][ann.id]["name"] == "Ann"

    def test_the_old_name_comes_back_unless_somebody_has_it_by_now(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        scene.fay("room/rename_person", person=ann.id, name="Anna")
        (deed,) = console(scene)["undo"]
        scene.joins("Ann")
        assert scene.fay("room/undo", deed=int(deed))["code"] == "undo/changed"

    def test_in_one_batch_somebody_takes_the_name_that_another_gave_up(self, scene: Scene) -> None:
        ann = scene.joins("Li")
        rename = scene.fay.wish("room/rename_person", person=ann.id, name="Wang")
        done, seat = together(lambda: scene.fay.asks(rename), lambda: scene.live.join("Li"))
        assert done["ok"]
        assert seat.name == "Li"
        assert scene.live.state.members[seat.person]
        joins, renames = together(
            lambda: scene.live.join("Zhao"),
            lambda: scene.fay("room/rename_person", person=seat.person, name="Zhao"),
        )
        assert (joins.name, renames["ok"]) == ("Zhao", True)
        assert console(scene)["people"][seat.person]["name"] == "Zhao 2"

    def test_names_survive_a_restart(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        scene.fay("room/rename_person", person=ann.id, name="Anna")
        before = scene.live.fingerprint()
        del scene.hub._live[scene.room]
        assert scene.live.fingerprint() == before


class TestHands:
    def test_only_the_console_and_its_owner_see_a_hand(self, scene: Scene) -> None:
        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        assert ann("room/raise_hand", on=True)["ok"]
        assert console(scene)["people"][ann.id]["hand"] > 0
        assert scene.view(person_audience(ann.id, None))["me"]["hand"] > 0
        others = [scene.view(audience) for audience in (PROJECTOR, PHONES, person_audience(ben.id, None))]
        assert "hand" not in repr(others)
        assert scene.fay("room/lower_hand", person=ann.id)["ok"]
        assert "hand" not in console(scene)["people"][ann.id]


class TestMessages:
    def test_each_reaches_those_it_is_for_and_nobody_else(self, scene: Scene) -> None:
        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        scene.fay("room/draw_teams", count=2)
        team = scene.live.state.members[ann.id].team or ""
        other = scene.live.state.members[ben.id].team or ""
        said: dict[str, dict[str, object]] = {
            "to all": {},
            "to the wall": {"wall": True},
            "to a team": {"team": team},
            "to Ann": {"person": ann.id},
        }
        for text, to in said.items():
            scene.fay("room/say", text=text, **to)
            sleep(0.002)  # lines of the same millisecond have no order
        addresses = {
            "console": CONSOLE, "wall": PROJECTOR, "phones": PHONES, "team": team_audience(team),
            "other team": team_audience(other), "ann": person_audience(ann.id, None),
            "ben": person_audience(ben.id, None),
        }  # fmt: skip
        read = {
            name: [line["text"] for line in scene.view(audience).get("messages", {}).values()]
            for name, audience in addresses.items()
        }
        assert read == {
            "console": ["to all", "to the wall", "to a team", "to Ann"],
            "wall": ["to the wall"],
            "phones": ["to the wall", "to all"],
            "team": ["to a team"],
            "other team": [],
            "ann": ["to Ann"],
            "ben": [],
        }

    def test_what_is_taken_back_is_gone(self, scene: Scene) -> None:
        scene.joins("Ann")
        scene.fay("room/say", text="wrong room", wall=True)
        (message,) = console(scene)["messages"]
        assert scene.fay("room/take_back", message=message)["ok"]
        everywhere = [scene.view(audience) for audience in (CONSOLE, PROJECTOR, PHONES)]
        assert "wrong room" not in repr(everywhere)


class TestErasing:
    SECRET = "客户张三的电话一三八零零"

    def scene_with_note(self, scene: Scene) -> tuple[str, object]:
        ann = scene.joins("Ann")
        scene.opens("m1.board", "write")
        ann("board/add_note", text=self.SECRET)
        (note,) = scene.live.state.runs["m1.board"].state.notes
        return note, ann

    def files(self, scene: Scene) -> bytes:
        folder = scene.hub.config.data_dir
        return b"".join(file.read_bytes() for file in sorted(folder.glob("workshop.db*")))

    def is_gone(self, scene: Scene, text: str) -> bool:
        """The write-ahead log is emptied right after the answer, or when the last reader has gone."""
        give_up = monotonic() + 10
        while text.encode() in self.files(scene) and monotonic() < give_up:
            sleep(0.05)
        return text.encode() not in self.files(scene)

    def test_the_text_is_gone_from_every_screen_and_every_file(self, scene: Scene) -> None:
        note, _ = self.scene_with_note(scene)
        assert self.SECRET.encode() in self.files(scene)
        assert self.SECRET in repr(console(scene))
        assert scene.fay("room/erase_text", block="m1.board", item=note)["ok"]
        assert self.SECRET not in repr(console(scene)) + repr(scene.hub.report(scene.room))
        assert self.is_gone(scene, self.SECRET)
        assert scene.live.state.runs["m1.board"].state.notes[note].text == ""
        assert scene.fay("room/erase_text", block="m1.board", item=note)["code"] == "erase/nothing"

    def test_undo_brings_no_erased_text_back(self, scene: Scene) -> None:
        self.scene_with_note(scene)
        scene.fay("board/enter_note", block="m1.board", text="von Hand 一二三", zone=None)
        entered = next(n.id for n in scene.live.state.runs["m1.board"].state.notes.values() if n.text.startswith("von"))
        deed = int(list(console(scene)["undo"])[-1])
        scene.fay("room/undo", deed=deed)
        scene.fay("room/erase_text", block="m1.board", item=entered)
        redo = int(list(console(scene)["undo"])[-1])
        assert scene.fay("room/undo", deed=redo)["ok"]
        assert scene.live.state.runs["m1.board"].state.notes[entered].text == ""
        assert self.is_gone(scene, "von Hand")

    def test_a_person_is_forgotten_with_their_name_and_words(self, scene: Scene) -> None:
        note, ann = self.scene_with_note(scene)
        person = ann.id  # type: ignore[attr-defined]
        scene.fay("room/rename_person", person=person, name="Annabella")
        assert scene.fay("room/forget_person", person=person)["ok"]
        line = console(scene)["people"][person]
        assert (line["name"], line["forgotten"], line["removed"]) == ("", True, True)
        assert self.is_gone(scene, self.SECRET)
        assert self.is_gone(scene, "Annabella")
        assert scene.hub.person_with(scene.room, ann.seat.ticket or "") is None  # type: ignore[attr-defined]
        assert scene.live.state.runs["m1.board"].state.notes[note].text == ""
        scene.joins("Annabella")

    def test_what_a_refusal_said_of_them_is_kept_nowhere(self, hub: Hub) -> None:
        scene = Scene(hub, course(board(WRITE | {"visible_to": "team"}, PICK, block="m1.board")))
        ann, ben = scene.joins("Annabella"), scene.joins("Ben")
        scene.fay("room/draw_teams", count=1)
        scene.opens("m1.board", "write")
        ben("board/add_note", text="a")
        (note,) = scene.live.state.runs["m1.board"].state.notes
        assert ann("room/take_scribe")["ok"]
        scene.opens("m1.board", "pick")
        wish = ben.wish("board/tick_note", note=note, on=True)
        assert ben.asks(wish)["facts"] == {"scribe": "Annabella"}
        assert ben.asks(wish)["facts"] == {"scribe": "Annabella"}
        assert scene.fay("room/forget_person", person=ann.id)["ok"]
        assert "Annabella" not in repr(ben.asks(wish))
        assert "Annabella" not in repr(scene.stored_answers())
        assert self.is_gone(scene, "Annabella")

    def test_a_room_that_was_erased_in_folds_to_the_same(self, scene: Scene) -> None:
        note, _ = self.scene_with_note(scene)
        scene.fay("room/erase_text", block="m1.board", item=note)
        before = scene.live.fingerprint()
        del scene.hub._live[scene.room]
        assert scene.live.fingerprint() == before


class TestIdleRooms:
    def test_a_room_that_nobody_looks_at_leaves_memory_and_comes_back_the_same(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        scene.fay("room/lock", on=True)
        before, live = scene.live.fingerprint(), scene.live
        now = scene.hub.presence(scene.room)._left_at
        scene.hub.sweep(now + scene.hub.config.limits.idle_room_s - 1)
        assert scene.live is live
        scene.hub.sweep(now + scene.hub.config.limits.idle_room_s + 1)
        assert scene.room not in scene.hub._live
        assert scene.live.fingerprint() == before
        assert ann("room/raise_hand", on=True)["ok"]

    def test_a_room_with_a_screen_stays(self, scene: Scene) -> None:
        screen = scene.connects(scene.joins("Ann"))
        live = scene.live
        scene.hub.sweep(scene.hub.presence(scene.room)._left_at + 1e9)
        assert scene.live is live
        assert screen.closed is None


class TestRevoked:
    def test_a_session_that_has_ended_commands_nothing_and_is_put_out(self, scene: Scene) -> None:
        gone = Caller("console", trainer="fay", right=b"\x01" * 32)
        answer = scene.live.ask(gone, [{"id": "late-command", "type": "room/lock", "on": True}])[0]
        assert answer is not None
        assert answer["code"] == "room/signed_out"
        assert not scene.live.state.locked

    def test_a_screen_that_came_in_with_a_session_that_has_ended_is_put_out(self, scene: Scene) -> None:
        gone = Caller("console", trainer="fay", right=b"\x01" * 32)
        screen, other = scene.connects(Guest(scene, gone)), scene.connects(scene.fay)
        scene.hub.put_out_revoked(scene.room, frozenset({b"\x01" * 32}))
        assert (screen.closed, other.closed) == ("revoked", None)


class TestTakenBack:
    def test_somebody_who_has_gone_writes_for_no_team(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        scene.fay("room/draw_teams", count=2)
        assert ann("room/take_scribe")["ok"]
        was = scene.live.state.members[ann.id].team
        scene.fay("room/move_person", person=ann.id, team="t2" if was == "t1" else "t1")
        moved = max(map(int, console(scene)["undo"]))
        scene.fay("room/remove_person", person=ann.id)
        assert scene.fay("room/undo", deed=moved)["ok"]
        assert scene.live.state.members[ann.id].team == was
        assert [team.scribe for team in scene.live.state.teams.values()] == [None, None]
