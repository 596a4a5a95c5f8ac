"""The product's own sentences in Chinese and English: one catalogue for the server, the pages and the phones.

An entry is named by its English text or, for a refusal, by its code (``board/too_long``). Placeholders are named:
``{longest}`` in sentences that we fill ourselves, ``%(name)s`` in those that Jinja fills. The catalogues are the
``.po`` files beside this one; they are compiled when they are first needed and never stored compiled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from babel.support import Translations

from workshop.translations.catalogue import LANGUAGES, Language, compiled

__all__ = ["LANGUAGES", "counter", "filled", "nearest", "sentence", "translations", "translator"]

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_BETWEEN: Final = {"zh": "、", "en": ", "}


def nearest(asked: str | None) -> Language:
    """The language we have for the one asked for: ``zh-CN`` gives ``zh``; Chinese where we have none."""
    return "en" if (asked or "").lower().startswith("en") else "zh"


@cache
def translations(lang: str) -> Translations:
    """The catalogue as gettext knows it, for Jinja's ``install_gettext_translations`` and Flask-Babel's domain."""
    return Translations(compiled(nearest(lang)), domain="messages")


def translator(lang: str) -> Callable[[str], str]:
    """What gives the text of an entry in a language; a text that has no entry stays as it is."""
    gettext = translations(lang).gettext
    return lambda text: str(gettext(text)) if text else ""


def counter(lang: str) -> Callable[[str, str, int], str]:
    """The same for texts that depend on a number, ``{n}``: ``counter("en")("{n} note", "{n} notes", 3)``."""
    ngettext = translations(lang).ngettext
    return lambda one, many, n: filled(str(ngettext(one, many, n)), {"n": n}, lang)


def sentence(lang: str, code: str, facts: Mapping[str, Any] | None = None) -> str:
    """What a person is told when a command was refused. A code without an entry gets a general sentence."""
    catalogue = translations(lang)
    text = str(catalogue.gettext(code)) if code else code
    if text == code:
        text = str(catalogue.gettext("This cannot be done right now."))
    return filled(text, facts or {}, lang)


def filled(text: str, facts: Mapping[str, Any], lang: str) -> str:
    """The text with its placeholders filled. A fact that is not given leaves its placeholder standing."""
    return _PLACEHOLDER.sub(lambda found: _said(facts[found[1]], lang) if found[1] in facts else found[0], text)


def _said(fact: Any, lang: str) -> str:
    """A fact in words; a course's own text comes in both languages."""
    if isinstance(fact, Mapping):
        return str(fact.get(nearest(lang), ""))
    if isinstance(fact, list | tuple):
        return _BETWEEN[nearest(lang)].join(_said(item, lang) for item in fact)
    if isinstance(fact, float) and fact.is_integer():
        return str(int(fact))
    return "" if fact is None else str(fact)
