"""Who may utter a command."""

from __future__ import annotations

from typing import ClassVar, Literal

from workshop.core.activity import Command


class Participates(Command):
    who: ClassVar[Literal["participant"]] = "participant"


class Facilitates(Command):
    who: ClassVar[Literal["facilitator"]] = "facilitator"
