"""What a room takes home: one file for each format, found by its name, and a report goes in as it is.

A format is a module here whose name does not start with ``_``. It says its ``EXTENSION``, its ``MEDIA_TYPE`` and its
``TITLE`` (an entry of the catalogue), and ``write`` gives the same bytes for the same report. ``README.md`` tells
what stands in each file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from inspect import signature
from typing import Any, Protocol, cast

from workshop.core.report import RoomReport, label


class Format(Protocol):
    """What a module of this folder offers."""

    EXTENSION: str
    MEDIA_TYPE: str
    TITLE: str

    def write(self, report: RoomReport, lang: str) -> bytes:
        """The file for a reader of ``zh`` or ``en``."""
        ...


def name_of(form: Format) -> str:
    """What its file is called, an entry of the catalogue; a format that says nothing is data."""
    name: str = getattr(form, "NAME", label("Data").text)
    return name


def branded(form: Format, report: RoomReport, lang: str, brand: Any) -> bytes:
    """The file with what a trainer puts on the pack, where the format has a place for it."""
    if "brand" in signature(form.write).parameters:
        return cast("Callable[..., bytes]", form.write)(report, lang, brand=brand)
    return form.write(report, lang)


@cache
def formats() -> dict[str, Format]:
    """Every format by the name of its module, in alphabetical order."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_"))
    return {name: cast("Format", importlib.import_module(f"{__name__}.{name}")) for name in names}
