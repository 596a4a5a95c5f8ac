"""A sentence that was found in the sources, and a place that could not be understood."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FOR_STAFF = re.compile(r"static/src/surfaces/(console|projector)/")
_OF_A_KIND = re.compile(r"workshop/activities/")
_OF_A_PHONE = re.compile(r"/phone(/|\.tsx$)")


@dataclass(frozen=True)
class Found:
    """A catalogue entry in use. ``many`` is its plural; ``code`` says that it names a refusal."""

    text: str
    file: str
    line: int
    many: str | None = None
    code: bool = False
    on_screen: bool = False

    @property
    def on_phone(self) -> bool:
        """Whether the sentence stands in something that phones load: all but the wall, the console and their kinds."""
        if not self.on_screen or _FOR_STAFF.match(self.file):
            return False
        return not _OF_A_KIND.match(self.file) or bool(_OF_A_PHONE.search(self.file))

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Unclear:
    """A sentence that nobody could translate, because it is not written out."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"
