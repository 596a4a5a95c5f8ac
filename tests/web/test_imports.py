"""A room from another installation: the same files as there, and a clear word about every file that is none."""

import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from workshop.exports import _from_json, _import
from workshop.exports._from_json import NoReport
from workshop.translations import sentence


@pytest.fixture
def data(fay, hub, room, browser) -> bytes:
    """What a room that took place gives to machines."""
    for name in ("Ann", "Ben 𠮷"):
        browser().join(room, name)
    hub.live(room.id).facilitate(fay.trainer.id, "room/draw_teams", count=2)
    return fay.get(f"/r/{room.id}/export.json").data


def bring(there, data: bytes, name: str = "数据.json", lang: str = "zh"):
    return there.fill_in(f"/rooms/import?lang={lang}", report=(io.BytesIO(data), name))


def room_of(answer) -> str:
    return re.fullmatch(r"/rooms/(\w+)/files", answer.headers["Location"])[1]


class TestARoomThatIsBrought:
    @pytest.mark.parametrize(("name", "lang"), [("json", "zh"), ("xlsx", "zh"), ("csv", "en")])
    def test_has_the_same_files_as_where_it_took_place(self, fay, trainer, room, data, name, lang):
        """Three of them: that every format comes out the same is told where data are read back."""
        zoe = trainer("Zoe")
        path = f"export.{name}?lang={lang}"
        brought = room_of(bring(zoe, data))
        assert zoe.get(f"/r/{brought}/{path}").data == fay.get(f"/r/{room.id}/{path}").data

    def test_stands_on_the_desk_as_imported_and_belongs_to_who_brought_it(self, fay, hub, trainer, room, data):
        zoe = trainer("Zoe")
        brought = room_of(bring(zoe, data))
        row = hub.find(room=brought)
        assert (row.title, row.people, row.owner) == (room.title, 2, zoe.trainer.id)
        assert row.opened_at // 60_000 == room.opened_at // 60_000
        assert "已导入" in zoe.get("/?lang=zh").text
        assert "Imported" in zoe.get("/?lang=en").text
        assert fay.get(f"/rooms/{brought}/files").status_code == 404
        assert fay.get(f"/r/{brought}/export.json").status_code == 403

    def test_is_over(self, fay, hub, browser, data):
        brought = room_of(bring(fay, data))
        assert browser().get(f"/{hub.find(room=brought).code}").status_code == 404
        assert browser().get(f"/r/{brought}/join").status_code == 410
        for screen in ("console", "projector"):
            answer = fay.get(f"/r/{brought}/{screen}")
            assert (answer.status_code, answer.headers["Location"]) == (302, f"/rooms/{brought}/files")

    def test_can_be_shared_and_deleted_like_any_other(self, fay, hub, browser, room, data):
        brought = room_of(bring(fay, data))
        token = re.search(r'name="csrf_token" value="([^"]*)"', fay.get(f"/rooms/{brought}/files").text)[1]
        html = fay.client.post(f"/rooms/{brought}/share", data={"csrf_token": token, "days": "7"}).text
        link = re.search(r'id="link" value="[^"]*(/r/[^"]+)"', html)[1]
        assert room.title in browser().get(link).text
        assert fay.fill_in(f"/rooms/{brought}/delete").status_code == 303
        assert hub.find(room=brought) is None
        assert browser().get(link).status_code == 410

    def test_is_read_by_a_worker_and_not_by_the_server(self, fay, data, monkeypatch):
        def never(_data: bytes) -> None:
            raise AssertionError("read where everybody waits")

        monkeypatch.setattr(_import, "read", never)
        assert bring(fay, data).status_code == 303

    def test_may_come_with_the_mark_that_editors_put_before_a_text(self, fay, data):
        assert bring(fay, b"\xef\xbb\xbf" + data).status_code == 303


Spoil = Callable[[dict[str, Any]], Any]
CHART = {
    "chart": "bars",
    "title": "x",
    "labels": ["a", "b"],
    "series": [{"label": "s", "values": [1]}],
    "most": 1,
    "n": 1,
}
ACTIVITY = {
    "block": "x", "kind": "board", "title": {"zh": "题", "en": "T"}, "day": 1, "planned_minutes": 5.0, "began": None,
    "ended": None, "state": "done", "sections": [],
}  # fmt: skip
SECTION = {
    "title": "x", "question": None, "kept_back": 0, "hidden": 0, "entries": [], "tallies": [], "records": [],
    "tables": [], "charts": [], "boards": [], "outputs": [],
}  # fmt: skip
HOSTILE: dict[str, Spoil] = {
    "a text of a megabyte": lambda data: data.update(title="字" * 400_000),
    "a number that no file can hold": lambda data: data["activities"][0].update(planned_minutes=1e300),
    "a whole number that no file can hold": lambda data: data["activities"][0].update(day=10**30),
    "a clock of another world": lambda data: data.update(utc_offset_minutes=10**6),
    "a time before all computers": lambda data: data.update(opened="0001-01-01T00:00+00:00"),
    "a time without a clock": lambda data: data.update(opened="2026-01-01T09:00"),
    "two activities of one name": lambda data: data["activities"].append(dict(data["activities"][0])),
    "a name that is a path": lambda data: data["activities"][0].update(block="../../etc/passwd"),
    "a list where a text is due": lambda data: data["people"][0].update(name=["<script>"]),
    "a text where a list is due": lambda data: data.update(activities="<script>alert(1)</script>"),
    "a chart without its values": lambda data: data["activities"].append(
        {**ACTIVITY, "sections": [{**SECTION, "charts": [CHART]}]}
    ),
    "a key that is missing": lambda data: data["activities"][0].pop("sections"),
}
OTHERS = {
    "nothing": (b"", "import/no_file"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "import/no_json"),
    "the archive of all files": (b"PK\x03\x04" + bytes(100), "import/archive"),
    "a page": (b"<!doctype html><title>Sign in</title>", "import/no_json"),
    "a tower of brackets": (b"[" * 100_000, "import/no_json"),
    "another program's data": (b'{"name": "x"}', "import/no_report"),
    "a list": (b"[1, 2]", "import/no_report"),
    "data of a later version": (b'{"schema": "workshop-report/2"}', "import/other_version"),
    "nothing but the schema": (b'{"schema": "workshop-report/1"}', "import/incomplete"),
}


def problem_in(answer) -> str:
    assert answer.status_code == 422
    found = re.search(r'<p class="problem" role="alert" id="problem">([^<]+)</p>', answer.text)
    return found[1] if found else ""


class TestAFileThatIsNone:
    @pytest.mark.parametrize("what", OTHERS)
    def test_is_refused_with_its_own_word(self, fay, hub, what):
        data, code = OTHERS[what]
        if code in ("import/no_file", "import/archive"):
            told = {lang: problem_in(bring(fay, data, lang=lang)) for lang in ("zh", "en")}
        else:
            with pytest.raises(NoReport) as fault:
                _from_json.read(data)
            refused = fault.value.refused
            assert refused.code == code
            told = {lang: sentence(lang, refused.code, refused.facts) for lang in ("zh", "en")}
        assert all(told.values())
        assert re.search("[\u4e00-\u9fff]", told["zh"])
        assert not re.search("[\u4e00-\u9fff]", told["en"])
        assert hub.rooms_of(fay.trainer.id) == []

    @pytest.mark.parametrize("share", [0.2, 0.999])
    def test_that_was_cut_off_on_its_way_is_called_so(self, fay, data, share):
        assert "cut off" in problem_in(bring(fay, data[: int(len(data) * share)], lang="en"))

    @pytest.mark.parametrize("what", HOSTILE)
    def test_whose_values_are_hostile_is_refused(self, data, what):
        spoilt = json.loads(data)
        HOSTILE[what](spoilt)
        with pytest.raises(NoReport):
            _from_json.read(json.dumps(spoilt).encode())

    def test_whose_title_no_desk_could_show_makes_no_room(self, fay, hub, data):
        before = len(hub.rooms_of(fay.trainer.id))
        assert problem_in(bring(fay, json.dumps(json.loads(data) | {"title": "长" * 1_200}).encode()))
        assert len(hub.rooms_of(fay.trainer.id)) == before

    def test_without_any_file_is_said_so(self, fay):
        assert problem_in(fay.fill_in("/rooms/import?lang=en")) == "Choose a file first."


def test_strangers_bring_nothing_large(browser):
    answer = browser().client.post("/rooms/import", data={"report": (io.BytesIO(bytes(200_000)), "data.json")})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/rooms/import")
