"""Which language a page speaks: the one its reader chose last, Chinese until they choose."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from flask import Flask, Response, g, request
from werkzeug.datastructures import MultiDict

from workshop.core.course import Words
from workshop.core.errors import Refused
from workshop.translations import LANGUAGES, counter, filled, sentence, translator
from workshop.translations.catalogue import Language
from workshop.web.cookies import set_cookie

COOKIE: Final = "lang"
A_YEAR_S: Final = 365 * 24 * 3600


def register(app: Flask) -> None:
    app.before_request(_choose)
    app.after_request(_remember)
    app.jinja_env.globals.update(_=_, ngettext=ngettext, lang=lang, in_other_language=in_other_language)
    app.jinja_env.filters["pick"] = pick


def lang() -> Language:
    """The language of the request that is being answered."""
    chosen: Language = g.get("lang", "zh")
    return chosen


def _(text: str, **facts: Any) -> str:
    """The text in the reader's language, its ``{placeholders}`` filled."""
    return filled(translator(lang())(text), facts, lang())


def ngettext(one: str, many: str, n: int) -> str:
    return counter(lang())(one, many, n)


def pick(words: Words) -> str:
    """A text of a course in the reader's language."""
    return words.en if lang() == "en" else words.zh


def because(refused: Refused) -> str:
    """Why something was refused, as a sentence."""
    return sentence(lang(), refused.code, refused.facts)


def in_other_language() -> str:
    """The address of this page in the other language."""
    query = MultiDict(request.args)
    query["lang"] = "zh" if lang() == "en" else "en"
    return f"{request.path}?{urlencode(list(query.items(multi=True)))}"


def _asked() -> Language | None:
    return _known(request.args.get(COOKIE))


def _choose() -> None:
    g.lang = _asked() or _known(request.cookies.get(COOKIE)) or "zh"


def _known(language: str | None) -> Language | None:
    return next((known for known in LANGUAGES if known == language), None)


def _remember(response: Response) -> Response:
    asked = _asked()
    if asked and asked != request.cookies.get(COOKIE):
        set_cookie(response, COOKIE, asked, max_age=A_YEAR_S)
    return response
