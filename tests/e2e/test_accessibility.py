"""axe finds nothing on any surface, in either language, light and dark."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.classroom import CONSOLE, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

AXE = Path(__file__).resolve().parents[2] / "static" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def faults(page):
    """Every fault as ``rule: element``."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", RULES)
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("classroom", ["zh", "en"], indirect=True)
def test_every_surface_is_clean(classroom):
    room = classroom
    ann = room.join("王芳")
    room.join("李雷")
    found = {"phone in the lobby": faults(ann), "wall in the lobby": faults(room.wall)}
    room.draw_teams(1)
    room.go_on_to("m0.challenges", "write")
    expect(ann.locator(".composer").first).to_be_visible()
    room.write("王芳", "带熟的两个人这个月都走了", 0)
    room.write("李雷", "目标一周改两次", 3)
    expect(ann.locator(".board-own")).to_have_count(1)
    found |= {"phone that writes": faults(ann), "wall that counts": faults(room.wall), "console": faults(room.console)}
    room.go_on_to("m0.challenges", "pick")
    room.everybody_hands_in(2)
    room.go_on_to("m0.challenges", "vote")
    expect(ann.locator(".board-target")).to_have_count(2)
    found |= {"phone that votes": faults(ann), "wall with notes": faults(room.wall)}
    for page in (ann, room.wall, room.console):
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found |= {"dark phone": faults(ann), "dark console": faults(room.console)}
    room.console.set_viewport_size(PHONE)
    found["remote"] = faults(room.console)
    assert found == {surface: [] for surface in found}


@pytest.mark.parametrize("classroom", ["zh", "en"], indirect=True)
def test_every_page_is_clean(classroom):
    room = classroom
    page = room.console.context.new_page()
    page.set_viewport_size(CONSOLE)
    found = {}
    for path in ("/", "/courses", "/rooms/new", room.room.join_path):
        page.goto(room.server.address.url + path)
        found[path] = faults(page)
    stranger = room.stranger()
    for path in ("/", "/sign-in", room.room.join_path, "/12345678"):
        stranger.goto(room.server.address.url + path)
        found[f"stranger {path}"] = faults(stranger)
    assert found == {path: [] for path in found}
