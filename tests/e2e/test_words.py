"""The words of a phone come kind by kind: nobody ever sees a text in a language that is not theirs."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.engines("eventlet")]

ANN = "王芳"
TITLE = "周四班"  # as it was typed, in both languages
FOREIGN = {"zh": r"[A-Za-z]{3,} [a-z]{2,}", "en": r"[\u4e00-\u9fff]"}
WATCH = """
([foreign, title]) => {
  const pattern = new RegExp(foreign);
  window.foreign = [];
  const look = () => {
    const said = document.querySelector('main')?.innerText ?? '';
    for (const line of said.split('\\n')) if (pattern.test(line) && line !== title) window.foreign.push(line);
  };
  const every = {subtree: true, childList: true, characterData: true};
  new MutationObserver(look).observe(document.getElementById('app'), every);
  look();
}
"""


def test_a_phone_goes_from_kind_to_kind_in_either_language(classroom):
    room = classroom
    zh = room.join(ANN)
    room.lang = "en"
    en = room.join("Ben")
    room.lang = "zh"
    zh.evaluate(WATCH, [FOREIGN["zh"], TITLE])
    en.evaluate(WATCH, [FOREIGN["en"], TITLE])
    room.go_on_to("m0.trends", "pulse")
    for phone in (zh, en):
        expect(phone.locator(".slide-pulse .chip").first).to_be_visible()
    assert words_files(zh) == {"zh.phone", "zh.phone.slide"}
    room.go_on_to("m0.challenges", "write")
    expect(zh.locator(".composer-send").first).to_contain_text("发送")
    expect(en.locator(".composer-send").first).to_contain_text("Send")
    assert words_files(zh) == {"zh.phone", "zh.phone.slide", "zh.phone.board"}
    late = room.join("迟到的小赵")
    expect(late.locator(".composer").first).to_be_visible()
    assert late.locator('link[rel=modulepreload][href*="board-phone-writing"]').count() == 1
    refused_in_words(room, zh)
    assert "zh.refusals" in words_files(zh)
    assert [zh.evaluate("foreign"), en.evaluate("foreign")] == [[], []]
    everything_changes_its_language_at_once(zh)
    assert room.complaints == []


def refused_in_words(room, phone):
    """What was written without a network comes too late, and the phone says so."""
    room.cut(ANN, off=True)
    room.write(ANN, "带熟的两个人这个月都走了", 0)
    expect(phone.locator(".says-waiting").first).to_be_visible()
    room.go_on_to("m0.challenges", "pick")
    room.cut(ANN, off=False)
    refusal = phone.locator(".notice-bad p").first
    expect(refusal).to_have_text(re.compile(r"^[^A-Za-z]*[\u4e00-\u9fff][^A-Za-z]*$"))
    phone.locator(".refusals button").first.click()


def everything_changes_its_language_at_once(phone):
    phone.get_by_role("button", name="English").click()
    expect(phone.get_by_role("button", name="中文")).to_be_visible()
    assert not re.search(r"[\u4e00-\u9fff]", phone.locator("main").inner_text())
    assert {"en.phone", "en.phone.slide", "en.phone.board", "en.refusals"} <= words_files(phone)


def words_files(phone):
    """The dictionaries that the page has loaded, by name."""
    names = phone.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    return {found[1] for name in names if (found := re.search(r"/((?:zh|en)[.a-z]*)-[\w-]+\.js$", name))}
