"""A sentence that was found in the sources, and a place that could not be understood."""

from __future__ import annotations

from dataclasses import dataclass


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
