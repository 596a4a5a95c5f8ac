"""Finds sentences in Jinja templates."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from jinja2 import TemplateSyntaxError
from jinja2.ext import GETTEXT_FUNCTIONS, babel_extract

from workshop.translations.found import Found, Unclear


def find(file: str, text: str) -> Iterator[Found | Unclear]:
    """Everything said in one template: ``_("...")``, ``ngettext`` and ``{% trans %}``."""
    try:
        yield from _found(file, text)
    except TemplateSyntaxError as error:
        yield Unclear(file, error.lineno, f"not a template: {error.message}")


def _found(file: str, text: str) -> Iterator[Found | Unclear]:
    options = {"silent": "false", "encoding": "utf-8"}
    for line, name, said, _ in babel_extract(BytesIO(text.encode()), GETTEXT_FUNCTIONS, [], options):
        texts = [part for part in (said if isinstance(said, tuple) else (said,)) if isinstance(part, str)]
        if not texts:
            continue
        yield Found(texts[0], file, line, many=texts[1] if "n" in (name or "")[:1] and len(texts) > 1 else None)
