"""The one way to say no: a code and its facts. The sentence for each code lives in the catalogues."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A command that may not happen now.

    ``code`` is ``area/reason``, as in ``board/too_long``; ``facts`` fill the placeholders of its sentence
    and hold plain JSON only. Whatever else a command raises is a bug, not a refusal.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r}, **{self.facts!r})"


class Quoting(Refused):
    """A refusal whose facts hold words or names of people.

    It is told once and kept nowhere, so that what is erased is gone; whoever asks again is decided upon anew.
    """
