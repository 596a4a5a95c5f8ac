"""What every test of a limit says: which limit it is about, and that a person is told in their language."""

from collections.abc import Callable
from typing import TypeVar

from workshop.translations import sentence

Test = TypeVar("Test", bound=Callable[..., object])

GENERAL = {lang: sentence(lang, "") for lang in ("zh", "en")}


def limit(*names: str) -> Callable[[Test], Test]:
    """Marks the test that tries a limit of ``Limits`` at the limit and one above it."""

    def marked(test: Test) -> Test:
        test.limits = names  # type: ignore[attr-defined]
        return test

    return marked


def is_told(code: str, **facts: object) -> bool:
    """Whether this refusal is a sentence of its own in both languages, with nothing left open in it."""
    told = {lang: sentence(lang, code, facts) for lang in ("zh", "en")}
    return told["zh"] != told["en"] and all(
        text not in (code, GENERAL[lang]) and "{" not in text for lang, text in told.items()
    )
