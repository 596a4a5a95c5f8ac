"""Plays a block of a kind as ``run.py kind NAME`` makes it, and writes down what was seen."""

import json
import sys
from collections import Counter
from datetime import date
from random import Random
from typing import Any

from tests.rooms.course import course, step, words
from tests.rooms.play import Play
from workshop.core.course import Block, Minutes
from workshop.core.rehearsal import Now, Phone
from workshop.rehearsal.walk import bot


def main(kind: str) -> None:
    steps, minutes = (step("begin", "begin"),), Minutes(full=5, short=5)
    block = Block(
        id="m1.new",
        module="m1",
        kind=kind,
        title=words("New"),
        minutes=minutes,
        config={},
        steps=steps,
    )
    play = Play(course(block), ("Ann", "Ben"))
    ann, ben = play.people
    play.fay("room/open_block", block="m1.new")
    ann(f"{kind}/say_ready")
    for wish in bot(kind).take_part(phone_of(play, ben, kind), Random(1)):  # type: ignore[union-attr]
        ben(wish.type, **wish.fields)
    report = play.report("m1.new")
    sys.stdout.write(json.dumps({"console": play.fay.board, "ann": ann.board, "report": len(report.sections)}))


def phone_of(play: Play, person: Any, kind: str) -> Phone:
    now = Now("m1.new", kind, "begin", "begin", 0, 1)
    return Phone(
        me=person.id, team=None, writes=False, now=now, shared=play.phones, mine=person.board, ours={}, circle={},
        room={}, did=Counter(), say=lambda *_, **__: "", today=date(2026, 3, 2),
    )  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1])
