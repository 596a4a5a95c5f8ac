"""The pack of a room on the desk: every file, what stands on it, and the results as a page for whoever has the link."""

import io
import re

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.rooms.course import TALK, VOTE, WRITE, board, course
from tests.rooms.scene import Scene
from workshop.exports import formats
from workshop.exports._document import Heading, Outline
from workshop.exports._grids import Grid
from workshop.rooms.asking import Caller
from workshop.rooms.clock import now_ms
from workshop.store import packs, people


def a_logo(size=(40, 20), kind="PNG"):
    target = io.BytesIO()
    Image.new("RGB", size, "#c00").save(target, kind)
    return target.getvalue()


def brand(there, room, **fields):
    page = there.get(f"/rooms/{room.id}/files").text
    token = re.search(r'name="csrf_token" value="([^"]*)"', page)[1]
    return there.client.post(f"/rooms/{room.id}/brand", data={"csrf_token": token, **fields})


def shared_link(there, room, days="7"):
    page = there.get(f"/rooms/{room.id}/files").text
    token = re.search(r'name="csrf_token" value="([^"]*)"', page)[1]
    html = there.client.post(f"/rooms/{room.id}/share", data={"csrf_token": token, "days": days}).text
    return re.search(r'id="link" value="[^"]*(/r/[^"]+)"', html)[1]


@pytest.fixture
def room(open_room):
    return open_room()


class TestTheFilesOfARoom:
    def test_every_format_has_its_link(self, fay, room):
        links = set(re.findall(r'href="([^"]+)"', fay.get(f"/rooms/{room.id}/files").text))
        assert {f"/r/{room.id}/export.{form.EXTENSION}" for form in formats().values()} <= links

    def test_a_team_has_documents_of_its_own(self, fay, hub, room, browser):
        for name in ("Ann", "Ben"):
            browser().join(room, name)
        hub.live(room.id).facilitate(fay.trainer.id, "room/draw_teams", count=2)
        page = fay.get(f"/rooms/{room.id}/files").text
        link = re.search(rf'href="(/r/{room.id}/team/[^"]+\.pdf)"', page)[1]
        answer = fay.get(link)
        assert answer.data.startswith(b"%PDF")
        assert fay.get(link.replace(".pdf", ".csv")).status_code == 404
        assert fay.get(f"/r/{room.id}/team/nobody.pdf").status_code == 404


class TestWhatStandsOnThePack:
    def test_the_client_and_the_logo_are_on_the_documents(self, fay, room):
        assert (
            brand(fay, room, client="远山客服", colour="#aa2200", logo=(io.BytesIO(a_logo()), "l.png")).status_code
            == 303
        )
        pdf = PdfReader(io.BytesIO(fay.get(f"/r/{room.id}/export.pdf?lang=zh").data))
        assert "远山客服" in pdf.pages[0].extract_text()
        assert len(pdf.pages[0].images) == 1

    def test_the_logo_stays_until_it_is_taken_off(self, fay, hub, room):
        brand(fay, room, client="A", logo=(io.BytesIO(a_logo(kind="JPEG")), "l.jpg"))
        brand(fay, room, client="B")
        kept = packs.brand_of(hub.database, room.id)
        assert (kept.client, kept.logo[:4]) == ("B", b"\x89PNG")
        brand(fay, room, client="B", no_logo="1")
        assert packs.brand_of(hub.database, room.id).logo is None

    @pytest.mark.parametrize(
        "data",
        [
            b"<svg onload='x'/>",
            b"GIF89a",
            a_logo()[:60],
            b"\x89PNG\r\n\x1a\n",
            a_logo((3_000, 2_000)),
            b"x" * 49 * 1024,
        ],
    )
    def test_what_is_no_small_picture_is_refused_in_words(self, fay, hub, room, data):
        answer = brand(fay, room, client="A", logo=(io.BytesIO(data), "l.png"))
        assert answer.status_code == 422
        assert 'class="problem"' in answer.text
        assert packs.brand_of(hub.database, room.id) == packs.Brand()

    def test_a_colour_is_a_colour(self, fay, room):
        assert brand(fay, room, colour="red;}").status_code == 422


class TestResultsToShare:
    def test_whoever_has_the_link_sees_the_clients_report(self, fay, browser, room):
        page = browser().get(shared_link(fay, room))
        assert page.status_code == 200
        assert room.title in page.text
        assert page.headers["Cache-Control"] == "no-store"

    def test_every_activity_is_folded_by_itself(self, fay, browser, room, monkeypatch):
        grid = Grid("", "", ("Name",), (("Ann",),))
        parts = [Heading("Attendance", 1), grid, Heading("Day 1", 1)]
        parts += [Heading("Test", 2), Heading("Result", 3), grid, Heading("Wall", 2), Heading("Notes", 3), grid]
        monkeypatch.setattr("workshop.web.packs.outline", lambda *_: Outline("Title", "Course", (), tuple(parts)))
        page = browser().get(shared_link(fay, room)).text
        folds = re.findall(r"<details>|</details>", page)
        assert folds == 3 * ["<details>", "</details>"]
        assert re.findall(r"<summary><h\d><bdi>([^<]+)", page) == ["Attendance", "Test", "Wall"]

    def test_a_link_opens_no_other_room(self, fay, browser, room, open_room):
        other = open_room("Tuesday")
        link = shared_link(fay, room)
        assert browser().get(link.replace(room.id, other.id)).status_code == 410

    def test_a_link_ends_when_its_time_is_over(self, fay, hub, browser, room):
        link = shared_link(fay, room, days="1")
        token = link.rsplit("/", 1)[1]
        assert packs.opens(hub.database, room.id, token, now_ms() + packs.DAY_MS) is None
        assert packs.opens(hub.database, room.id, token, now_ms() + packs.DAY_MS - 60_000)

    def test_a_link_can_be_taken_back(self, fay, browser, room):
        link = shared_link(fay, room)
        path = re.search(r'action="(/rooms/[^"]+/revoke)"', fay.get(f"/rooms/{room.id}/files").text)[1]
        assert fay.press(f"/rooms/{room.id}/files", path).status_code == 303
        assert browser().get(link).status_code == 410

    def test_another_trainer_neither_shares_nor_takes_back(self, fay, trainer, browser, room):
        zoe, link = trainer("Zoe"), shared_link(fay, room)
        path = re.search(r'action="(/rooms/[^"]+/revoke)"', fay.get(f"/rooms/{room.id}/files").text)[1]
        assert zoe.press("/account/", path).status_code == 404
        assert browser().get(link).status_code == 200


class TestTheHandbook:
    def test_only_the_holder_of_the_ticket_has_it(self, browser, fay, room):
        ann = browser()
        ann.join(room, "Ann")
        answer = ann.get(f"/r/{room.id}/mine.pdf")
        assert answer.data.startswith(b"%PDF")
        assert answer.headers["Cache-Control"] == "no-store"
        for other in (browser(), fay):
            assert other.get(f"/r/{room.id}/mine.pdf").status_code == 403

    def test_it_says_whose_it_is_and_does_not_count_people(self, browser, room):
        ann = browser()
        ann.join(room, "Ann")
        for lang, title in (("zh", "我的课程"), ("en", "My course")):
            ann.get(f"/r/{room.id}/mine?lang={lang}", follow_redirects=True)
            cover = PdfReader(io.BytesIO(ann.get(f"/r/{room.id}/mine.pdf").data)).pages[0].extract_text()
            assert title in cover
            assert "Ann" in cover
            assert "人数" not in cover
            assert "Number of people" not in cover


class TestThePictureOfTheBoardOnTheWall:
    @pytest.fixture
    def scene(self, hub, fay):
        day = board(WRITE, VOTE, TALK)
        room = hub.open_room(fay.trainer.id, course(day), "day", "Monday")
        scene = Scene(hub, course(day), room.id)
        scene.fay.caller = Caller("console", trainer=fay.trainer.id)
        scene.opens("m1.board", "write")
        ann = scene.joins("Ann")
        answer = ann("board/add_note", text="人刚带熟就走了", zone="wall")
        assert answer["ok"], answer
        return scene

    def test_is_the_one_that_hangs_there(self, fay, scene):
        for extension, begins in (("png", b"\x89PNG"), ("svg", b"<svg")):
            answer = fay.get(f"/r/{scene.room}/board/m1.board.{extension}")
            assert (answer.status_code, answer.data[: len(begins)]) == (200, begins)

    @pytest.mark.parametrize("path", ["m1.slide.png", "m1.board.exe", "m1.board/of/nobody.png", "m1.board.png?wide=9"])
    def test_of_what_does_not_hang_there_is_none(self, fay, scene, path):
        assert fay.get(f"/r/{scene.room}/board/{path}").status_code == 404

    def test_is_offered_to_the_trainer_and_to_no_other_screen(self, fay, browser, hub, scene):
        projector = f"/r/{scene.room}/projector"
        assert '"pictures": true' in fay.get(projector).text.replace('":true', '": true')
        link = hub.write(lambda connection: people.new_screen_link(connection, scene.room, now_ms()))
        screen = browser()
        screen.fill_in(f"/r/{scene.room}/screen/{link}")
        assert screen.get(projector).status_code == 200
        assert "pictures" not in screen.get(projector).text
        assert screen.get(f"/r/{scene.room}/board/m1.board.png").status_code == 302
