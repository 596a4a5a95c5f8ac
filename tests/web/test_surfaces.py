"""The shells of the live surfaces: what their scripts know from the start, and which files they load."""

import gzip
import json
import re

import pytest

from workshop.web import assets

MANIFEST = {
    "src/surfaces/phone/main.tsx": {"file": "phone-1.js", "imports": ["_vendor.js", "_kit.js"], "css": ["phone-1.css"],
                                    "dynamicImports": ["src/words/zh.json", "board"]},
    "_kit.js": {"file": "kit-1.js", "imports": ["_vendor.js"], "css": ["kit-1.css"]},
    "_vendor.js": {"file": "vendor-1.js"},
    "board": {"file": "board-phone-1.js"},
    "src/words/zh.json": {"file": "zh-1.js"},
    "src/words/en.json": {"file": "en-1.js"},
}  # fmt: skip


@pytest.fixture
def built(monkeypatch, tmp_path):
    def file():
        manifest = tmp_path / "manifest.json"
        manifest.write_text(json.dumps(MANIFEST))
        return manifest

    monkeypatch.setattr(assets, "_manifest_file", file)


def page_of(answer):
    return json.loads(re.search(r'<script type="application/json" id="page">(.*?)</script>', answer.text, re.DOTALL)[1])


def test_the_console_knows_its_room_its_token_and_the_addresses(fay, room):
    page = page_of(fay.get(f"/r/{room.id}/console"))
    assert len(page.pop("csrf")) > 20
    assert page == {
        "room": room.id,
        "as": "console",
        "lang": "zh",
        "base": f"/r/{room.id}/",
        "code": room.code,
        "join_url": f"http://192.168.1.5:8000/j/{room.join_token}",
        "short_url": f"192.168.1.5:8000/{room.code}",
        "qr": f"/r/{room.id}/qr.svg",
        "addresses": ["192.168.1.5", "10.0.0.7"],
        "owner": True,
    }


def test_a_phone_knows_who_it_is_and_no_more(browser, hub, room):
    ann = browser()
    ann.join(room, "Ann")
    page = page_of(ann.get(f"/r/{room.id}/?lang=en"))
    assert page["person"] == hub.person_with(room.id, ann.cookie("ticket", f"/r/{room.id}/"))
    assert (page["as"], page["lang"]) == ("phone", "en")
    assert not page.keys() & {"csrf", "addresses", "owner"}


def test_the_chosen_address_is_in_the_link_and_in_the_code(fay, room):
    page = page_of(fay.get(f"/r/{room.id}/projector?host=10.0.0.7&theme=dark"))
    assert page["join_url"] == f"http://10.0.0.7:8000/j/{room.join_token}"
    assert page["qr"] == f"/r/{room.id}/qr.svg?host=10.0.0.7"
    assert page["theme"] == "dark"
    first, chosen = (fay.get(f"/r/{room.id}/qr.svg"), fay.get(page["qr"]))
    assert chosen.data != first.data


def test_an_address_that_is_not_ours_is_not_chosen(fay, room):
    page = page_of(fay.get(f"/r/{room.id}/projector?host=evil.example&theme=evil"))
    assert "evil" not in json.dumps(page)
    assert fay.get(f"/r/{room.id}/qr.svg?host=evil.example").data == fay.get(f"/r/{room.id}/qr.svg").data


def test_the_code_is_dark_on_white_with_a_quiet_border(fay, room):
    answer = fay.get(f"/r/{room.id}/qr.svg")
    assert answer.content_type.startswith("image/svg+xml")
    assert answer.text.startswith("<svg ")
    assert "#fff" in answer.text
    assert len(answer.data) < 6_000


def test_a_title_cannot_end_the_block_of_json(fay, open_room):
    room = open_room("</script><script>alert(1)</script>")
    html = fay.get(f"/r/{room.id}/console").text
    assert html.count("<script") == html.count("</script>")
    assert "alert(1)" in html


def test_a_shell_loads_its_entry_its_styles_and_the_words_of_its_reader(built, browser, room):
    ann = browser()
    ann.join(room, "Ann")
    html = ann.get(f"/r/{room.id}/").text
    assert re.findall(r'<script type="module" src="([^"]+)"', html) == ["/static/dist/phone-1.js"]
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', html) == [
        "/static/dist/phone-1.css", "/static/dist/kit-1.css",
    ]  # fmt: skip
    assert re.findall(r'<link rel="modulepreload" href="([^"]+)"', html) == [
        "/static/dist/vendor-1.js", "/static/dist/kit-1.js", "/static/dist/zh-1.js",
    ]  # fmt: skip
    assert "en-1.js" in ann.get(f"/r/{room.id}/?lang=en").text


def test_without_a_built_front_end_the_shell_says_what_to_do(monkeypatch, tmp_path, fay, room):
    monkeypatch.setattr(assets, "_manifest_file", lambda: tmp_path / "manifest.json")
    assert "python3 run.py build" in fay.get(f"/r/{room.id}/console").text


def test_a_phone_gets_its_first_picture_with_the_page_and_what_people_wrote_ends_no_script(browser, hub, fay, room):
    ann = browser()
    ann.join(room, "</script><b>Ann")
    text = ann.get(f"/r/{room.id}/").text
    first = re.search(r'<script type="application/json" id="first">(.*?)</script>', text, re.DOTALL)[1]
    assert "<" not in first
    assert json.loads(first)["snapshot"].keys() == {"seq", "now", "views", "pulse"}
    answer = ann.get(f"/r/{room.id}/snapshot?as=phone")
    assert json.loads(first)["etag"] == answer.headers["ETag"]
    assert json.loads(first)["snapshot"]["views"] == answer.json["views"]
    assert 'id="first"' not in fay.get(f"/r/{room.id}/console").text


def test_a_picture_is_sent_compressed_to_whoever_takes_it_so(browser, room):
    ann = browser()
    ann.join(room, "Ann")
    plain = ann.get(f"/r/{room.id}/")
    small = ann.get(f"/r/{room.id}/", headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) < len(plain.data) / 1.5
    assert b'id="first"' in gzip.decompress(small.data)


def test_the_view_of_what_is_on_comes_with_the_page_and_while_a_name_is_typed(
    built, browser, hub, fay, room, monkeypatch
):
    key = "../workshop/activities/slide/phone.tsx"
    monkeypatch.setitem(MANIFEST, key, {"file": "slide-phone-1.js", "imports": ["_kit.js"], "css": ["slide-1.css"]})
    assert "slide-phone-1.js" not in browser().get(f"/r/{room.id}/join").text
    live = hub.live(room.id)
    slide = next(block for block in live.picture.state.course.blocks.values() if block.kind == "slide")
    live.facilitate(fay.trainer.id, "room/open_block", block=slide.id)
    ann = browser()
    asked = ann.get(f"/r/{room.id}/join").text
    ann.join(room, "Ann")
    shown = ann.get(f"/r/{room.id}/").text
    for page in (asked, shown):
        assert "/static/dist/slide-phone-1.js" in page
        assert "/static/dist/slide-1.css" in page


def test_a_phone_gets_its_own_words_and_those_of_what_is_on_and_no_other_kinds(built, app, monkeypatch):
    for name in ("phone", "phone.slide", "phone.board"):
        monkeypatch.setitem(MANIFEST, f"src/words/zh.{name}.json", {"file": f"zh.{name}.js"})
    with app.app_context():
        shown = [(kind, assets.assets_of("phone", "zh", kind).preloads) for kind in (None, "slide", "rounds")]
        wall = assets.assets_of("projector", "zh", "slide")
    assert [(kind, [file for file in files if "/zh" in file]) for kind, files in shown] == [
        (None, ["/static/dist/zh.phone.js"]),
        ("slide", ["/static/dist/zh.phone.js", "/static/dist/zh.phone.slide.js"]),
        ("rounds", ["/static/dist/zh.phone.js"]),
    ]
    assert wall is None


def test_the_file_of_the_stage_that_is_on_comes_with_the_page(built, app, monkeypatch):
    view = "../workshop/activities/board/phone"
    monkeypatch.setitem(MANIFEST, f"{view}.tsx", {"file": "board-phone-1.js", "imports": ["_kit.js"]})
    monkeypatch.setitem(MANIFEST, f"{view}/weighing.ts", {"file": "weighing-1.js", "imports": ["_kit.js"]})
    with app.app_context():
        found = [assets.assets_of("phone", "zh", "board", part).preloads for part in ("weighing", None)]
    assert [[file for file in files if "weighing" in file] for files in found] == [["/static/dist/weighing-1.js"], []]
    assert all("/static/dist/board-phone-1.js" in files for files in found)
