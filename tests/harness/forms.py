"""Pages as a browser uses them: find the form, keep what it holds (the CSRF token too), fill in the rest, send it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_PAGE = re.compile(r'<script[^>]*\bid="page"[^>]*>(.*?)</script>', re.DOTALL)


@dataclass
class Form:
    """A form and what it would send if nobody touched it. ``action`` is empty for the page's own path."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.found.append(self._form)
        elif self._form is None:
            return
        elif tag == "input" and "name" in given:
            ticked = given.get("type") not in ("radio", "checkbox") or "checked" in given
            if ticked and given.get("type") != "submit":
                self._form.fields[given["name"]] = given.get("value", "")
        elif tag == "select":
            self._select = given.get("name")
        elif tag == "option" and self._select and ("selected" in given or self._select not in self._form.fields):
            self._form.fields[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None


def form_in(html: str, *names: str) -> Form:
    """The first form that is posted and holds all of these fields."""
    parser = _Forms()
    parser.feed(html)
    for form in parser.found:
        if form.method == "post" and all(name in form.fields for name in names):
            return form
    raise LookupError(f"no form with {names} among {[sorted(form.fields) for form in parser.found]}")


def page_in(html: str) -> dict[str, Any]:
    """What a live surface is told before it has asked anything."""
    found = _PAGE.search(html)
    if found is None:
        raise LookupError("this page is no live surface")
    page: dict[str, Any] = json.loads(found[1])
    return page
