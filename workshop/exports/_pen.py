"""How a file writes things down: in its reader's language, at the room's clock, without what breaks a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final, assert_never

from workshop.core.course import Words
from workshop.core.report import BlockReport, Entry, Label, RoomReport, Section, Text, label
from workshop.core.said import clean
from workshop.translations import counter, filled, nearest, translator

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_NUMBERED_TEAM: Final = re.compile(r"#(\d+)")
_COLON: Final = {"zh": "：", "en": ": "}
_BETWEEN: Final = {"zh": "；", "en": "; "}

_WHAT: Final[Mapping[str, Label]] = {
    "note": label("Note"),
    "seed": label("Given by the course"),
    "comment": label("Comment"),
    "question": label("Question"),
}
_ENTERED: Final[Mapping[str, Label]] = {
    "phone": label("Phone"),
    "facilitator": label("Facilitator"),
    "course": label("Course"),
}
_STATE: Final[Mapping[str, Label]] = {
    "done": label("Finished"),
    "running": label("Running"),
    "skipped": label("Skipped"),
    "ahead": label("Still ahead"),
}


def readable(text: str) -> str:
    """The text as any file can hold it: no control characters, no halves of characters, one kind of line end."""
    return clean(_UNSTORABLE.sub("", text))


class Pen:
    """Writes the texts and times of one report for readers of one language."""

    def __init__(self, report: RoomReport, lang: str) -> None:
        self.lang = nearest(lang)
        self.zone = timezone(timedelta(minutes=report.utc_offset_minutes))
        self._gettext = translator(self.lang)
        self._ngettext = counter(self.lang)

    def text(self, text: Text | None, **facts: Any) -> str:
        """A text in the reader's language. ``facts`` fill the placeholders of our own sentences only."""
        match text:
            case None:
                return ""
            case Label():
                return filled(self._gettext(text.text), {**text.facts, **facts}, self.lang)
            case Words():
                return readable(text.zh if self.lang == "zh" else text.en)
            case str():
                return readable(text)
            case _:
                assert_never(text)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """A sentence of ours about a number."""
        return self._ngettext(one, many, n)

    def time(self, ms: int) -> datetime:
        """Milliseconds since 1970 at the room's clock."""
        return datetime.fromtimestamp(ms // 1000, UTC).astimezone(self.zone)

    def date(self, ms: int) -> str:
        return self.time(ms).strftime("%Y-%m-%d")

    def minute(self, ms: int | None) -> str:
        """Date and minute, in a form that sorts."""
        return "" if ms is None else self.time(ms).strftime("%Y-%m-%d %H:%M")

    def clock(self, ms: int | None) -> str:
        return "" if ms is None else self.time(ms).strftime("%H:%M")

    # --- what has a word of its own -------------------------------------------------------------------------------

    def team(self, team: str | None) -> str:
        """The name a team chose, or its number in words."""
        number = _NUMBERED_TEAM.fullmatch(team or "")
        return self.text(label("Team {n}"), n=number[1]) if number else self.text(team)

    def choice(self, text: Text) -> str:
        """What a chart or a count tells apart; a team is called there as it is everywhere."""
        return self.team(text) if isinstance(text, str) else self.text(text)

    def author(self, entry: Entry) -> str:
        """The name as the wall showed it; whoever wrote unseen is anonymous in every file."""
        return self.text(label("Anonymous")) if entry.anonymous else self.text(entry.author)

    def written_at(self, entry: Entry) -> int | None:
        """When an entry was written; an anonymous one has no time that could tell who wrote it."""
        return None if entry.anonymous else entry.minute

    def what(self, what: str) -> str:
        return self.text(_WHAT[what])

    def entered_by(self, entered_by: str) -> str:
        return self.text(_ENTERED[entered_by])

    def state(self, state: str) -> str:
        return self.text(_STATE[state])

    def votes(self, entry: Entry) -> str:
        """Every vote an entry took part in: the number alone, or with its vote where several were held."""
        votes = entry.votes or ()
        if len(votes) == 1:
            return self.ngettext("{n} vote", "{n} votes", votes[0][1])
        return self.several(self.pair(vote, n) for vote, n in votes)

    def left_out(self, section: Section) -> list[str]:
        """How many notes are not in the file, and why, in words."""
        kept, hidden = section.kept_back, section.hidden
        stayed = self.ngettext("{n} note stayed with its team.", "{n} notes stayed with their teams.", kept)
        taken_down = self.ngettext("{n} note was hidden.", "{n} notes were hidden.", hidden)
        return [sentence for n, sentence in ((kept, stayed), (hidden, taken_down)) if n]

    def nothing_in(self, head: Iterable[str]) -> str:
        """What stands where a table has no rows: what it would have held, and that nobody filled it in."""
        return self.pair(" · ".join(head), self.text(label("Nothing was entered here.")))

    def when(self, block: BlockReport) -> str:
        """An activity's place in the day, in one line."""
        planned = self.text(label("{n} minutes planned"), n=f"{block.planned_minutes:g}")
        taken = "–".join(self.clock(ms) for ms in (block.began, block.ended) if ms is not None)
        return " · ".join(part for part in (taken, planned, self.state(block.state)) if part)

    def facts(self, report: RoomReport) -> list[tuple[str, str]]:
        """What stands at the head of every file: a name and its value."""
        course = (self.text(label("Course")), self.text(report.course))
        when = (self.text(label("Date")), self.date(report.opened))
        code = (self.text(label("Code")), self.text(report.code))
        if report.whose is not None:
            return [course, (self.text(label("Name")), self.text(report.whose)), when, code]
        here = (self.text(label("Number of people")), str(sum(not person.left for person in report.people)))
        teams = (self.text(label("Teams")), self.several(self.team(team) for team in report.teams))
        return [course, when, code, here, teams]

    def pair(self, name: Text, value: object) -> str:
        return f"{self.text(name)}{_COLON[self.lang]}{value}"

    def names(self, names: Iterable[str]) -> str:
        """Names in one line, as they are listed on every screen."""
        return filled("{names}", {"names": tuple(names)}, self.lang)

    def several(self, parts: Iterable[str]) -> str:
        return _BETWEEN[self.lang].join(parts)
