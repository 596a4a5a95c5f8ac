"""How simulated people take a test: they rate every item, answer what is asked in words, hand it in, and plan."""

from __future__ import annotations

from random import Random

from workshop.core.rehearsal import Phone, Wish, wish


def take_part(phone: Phone, dice: Random) -> list[Wish]:
    if phone.phase == "talk":
        return _plan(phone)
    if phone.phase != "fill" or phone.mine.get("submitted") or "items" not in phone.shared:
        return []
    marks = sorted(map(int, phone.shared["scale"]))
    rated = [wish("quiz/answer", item=item, value=dice.choice(marks)) for item in _left(phone)]
    written = [
        wish("quiz/write", question=question, text=phone.say("reason", longest=one["longest"]))
        for question, one in phone.shared.get("questions", {}).items()
        if question not in phone.mine.get("written", {}) and phone.did["quiz/write"] < len(phone.shared["questions"])
    ]
    return [*rated, *written, wish("quiz/submit")]


def _left(phone: Phone) -> list[str]:
    answered = phone.mine.get("answers", {})
    return [item for item in phone.shared["items"] if item not in answered]


def _plan(phone: Phone) -> list[Wish]:
    planning = phone.shared.get("planning")
    if not planning or "plan" in phone.mine or phone.did["quiz/write_plan"]:
        return []
    text = phone.say("action", longest=planning["longest"], shortest=planning["shortest"])
    return [wish("quiz/write_plan", text=text)]
