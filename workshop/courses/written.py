"""What an author may write in ``course.yaml``: the head of a course and its agendas, before clock times are known."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workshop.core.course import Mode, Module, Part, Words

ClockTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class PlannedSlot(Part):
    """A line of an agenda. Minutes not given are the block's own; a time not given follows from the line before."""

    block: str
    minutes: float | None = Field(default=None, gt=0)
    at: ClockTime | None = None


class PlannedDay(Part):
    """One day: when it starts, and its blocks in order. A bare name is a slot with nothing else to say."""

    starts: ClockTime
    title: Words | None = None
    slots: tuple[str | PlannedSlot, ...] = Field(min_length=1)

    def planned(self) -> list[PlannedSlot]:
        return [PlannedSlot(block=slot) if isinstance(slot, str) else slot for slot in self.slots]


class Plan(Part):
    """An agenda: days, and the blocks of each day in order."""

    id: str
    mode: Mode
    title: Words
    summary: Words | None = None
    days: tuple[PlannedDay, ...] = Field(min_length=1)


class CourseFile(Part):
    """``course.yaml``."""

    format: Literal["workshop-course/1"] = Field(alias="schema")
    title: Words
    audience: Words | None = None
    modules: tuple[Module, ...] = Field(min_length=1)
    agendas: tuple[Plan, ...] = Field(min_length=1)


class OutlineLine(Part):
    """A line of the outline that a course was agreed on, quoted as it stands there, and the blocks that serve it."""

    id: str
    quote: str
    blocks: tuple[str, ...] = Field(min_length=1)


def minute_of(clock: str) -> float:
    """Minutes since midnight of ``HH:MM``."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def clock(minute: float) -> str:
    """``HH:MM`` of minutes since midnight."""
    return f"{int(minute) // 60 % 24:02d}:{int(minute) % 60:02d}"
