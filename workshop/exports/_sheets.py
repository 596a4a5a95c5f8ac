"""What a workbook's sheets have in common: names Excel accepts, cells that stay text, columns wide enough to read."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from workshop.exports._grids import Cell

LONGEST_CELL: Final = 32_767
"""What Excel holds in one cell, in UTF-16 units."""
LONGEST_NAME: Final = 31
NARROWEST: Final = 8
WIDEST: Final = 60
WIDEST_OF_MANY: Final = 24
WIDEST_OF_TEXTS: Final = 44
"""Widths of columns in Latin letters; a Chinese character takes two. A list of many columns is printed on one page's
width, so only what people wrote may be wide there."""
MANY: Final = 8
LINE_HIGH, HIGHEST_ROW = 16.5, 408.75
"""In points; Excel takes no higher row."""
A4: Final = 9
"""As Excel numbers paper."""
EDGE: Final = "#C9C3B8"

FONT: Final = {"font_name": "Microsoft YaHei", "font_charset": 134, "font_size": 11, "font_scheme": "none"}
"""A font that Excel and WPS have for Chinese; 134 says so to programs that choose by character set."""

_OPTIONS: Final = {
    "in_memory": True,  # gives the parts of the file a fixed date, too
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "plain": {"text_wrap": True, "border": 1, "border_color": EDGE},
    "figure": {"border": 1, "border_color": EDGE, "align": "center"},
    "line": {},
    "title": {"bold": True, "font_size": 16},
    "section": {"bold": True, "font_size": 13},
    "head": {"bold": True, "text_wrap": True, "border": 1, "border_color": EDGE, "bg_color": "#F6F2EA"},
}
_HIGH: Final = {"title": 26, "section": 21}
"""Rows of large letters, in points, for programs that do not see that by themselves."""
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")


class Names:
    """Gives sheets names that Excel takes: 31 characters, none of ``[]:*?/\\``, no two alike whatever their case."""

    def __init__(self) -> None:
        self._taken = {"history"}
        """Excel keeps this name for itself."""

    def name(self, wanted: str) -> str:
        """The nearest name to the one wanted that is still free."""
        plain = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("' ") or "-"
        name, n = cut(plain, LONGEST_NAME).strip("' "), 1
        while name.casefold() in self._taken:
            n += 1
            name = f"{cut(plain, LONGEST_NAME - len(f' ({n})')).rstrip(chr(39) + ' ')} ({n})"
        self._taken.add(name.casefold())
        return name


def cut(text: str, longest: int, end: str = "") -> str:
    """The text, or as much of it as fits before ``end``, in UTF-16 units as Excel counts."""
    if _units(text) <= longest:
        return text
    room = longest - _units(end)
    kept = text[:room]
    while _units(kept) > room:
        kept = kept[: -max(1, (_units(kept) - room) // 2)]
    return kept + end


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _width(text: str) -> int:
    """The room a text takes in a column, in Latin letters."""
    lines = text.splitlines() or [""]
    return max(sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line) for line in lines)


def _lines(text: str, width: int) -> int:
    """What a text takes in a column so wide; a little more than most programs need."""
    return sum(max(1, math.ceil(_width(line) * 1.05 / (width - 1))) for line in text.splitlines() or [""])


class Book:
    """A workbook that is the same, byte for byte, whenever it is written."""

    def __init__(self, title: str, created: datetime) -> None:
        self._bytes = BytesIO()
        # a copy: XlsxWriter writes into what it is given, and the next workbook would differ
        self._book = xlsxwriter.Workbook(self._bytes, {**_OPTIONS, "default_format_properties": {**FONT}})
        self._book.set_properties({"title": title, "created": created})
        self._names = Names()
        self._styles = {name: self._book.add_format({**FONT, "valign": "top", **look}) for name, look in _LOOKS.items()}

    def sheet(self, title: str) -> Sheet:
        return Sheet(self._book.add_worksheet(self._names.name(title)), self._styles)

    def finished(self) -> bytes:
        self._book.close()
        return self._bytes.getvalue()


class Sheet:
    """One sheet, written row by row. Text is always written as text: nothing in it can become a formula or a link."""

    def __init__(self, page: Any, styles: dict[str, Any]) -> None:
        self._page = page
        self._styles = styles
        self._row = 0
        self._widths: dict[int, int] = {}
        self._heads: list[int] = []
        self._tables: list[tuple[int, list[str]]] = []
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.set_footer("&C&P / &N")

    def line(self, *cells: Cell, style: str = "line") -> None:
        """A row of its own beside the tables: its text runs over the columns to the right."""
        for column, cell in enumerate(cells):
            self._write(column, cell, style)
        if style in _HIGH:
            self._page.set_row(self._row, _HIGH[style])
        self._row += 1

    def row(self, *cells: Cell, style: str = "plain") -> None:
        """A row of a table: its columns become wide enough for it."""
        for column, cell in enumerate(cells):
            self._widths[column] = max(self._widths.get(column, 0), _width(str(cell)))
        if style == "head":
            self._heads.append(self._row)
        self._tables.append((self._row, [str(cell) for cell in cells]))
        for column, cell in enumerate(cells):
            self._write(column, cell, style)
            if cell == "":
                self._page.write_blank(self._row, column, None, self._styles[style])
        self._row += 1

    def skip(self) -> None:
        self._row += 1

    def finish(self) -> None:
        """What stands on top stays in sight: down to the head of the only table, else the title."""
        if len(self._heads) == 1:
            self._keep_in_sight(self._heads[0])
        else:
            self._page.freeze_panes(1, 0)
        self._set_widths(frozenset({1, 2}))

    def finish_list(self, columns: int, texts: frozenset[int] = frozenset()) -> None:
        """The whole sheet is one table: its head stays in sight, and every column can be filtered.

        ``texts`` are the columns with what people wrote.
        """
        self._keep_in_sight(0)
        self._page.autofilter(0, 0, max(self._row - 1, 1), columns - 1)
        self._set_widths(texts)

    def _keep_in_sight(self, head: int) -> None:
        """On the screen with all above it, on paper on every page."""
        self._page.freeze_panes(head + 1, 0)
        self._page.repeat_rows(head)

    def _set_widths(self, texts: frozenset[int]) -> None:
        """And heights: some programs leave a row one line high, whatever stands in it."""
        for column, width in self._widths.items():
            widest = WIDEST_OF_TEXTS if column in texts else WIDEST_OF_MANY
            most = widest if len(self._widths) > MANY else WIDEST
            self._widths[column] = min(max(width + 2, NARROWEST), most)
            self._page.set_column(column, column, self._widths[column])
        for row, cells in self._tables:
            lines = max((_lines(cell, self._widths[column]) for column, cell in enumerate(cells)), default=1)
            if lines > 1:
                self._page.set_row(row, min(lines * LINE_HIGH, HIGHEST_ROW))

    def _write(self, column: int, cell: Cell, style: str) -> None:
        if isinstance(cell, int | float):
            self._page.write_number(self._row, column, cell, self._styles["figure" if style == "plain" else style])
        elif cell:
            self._page.write_string(self._row, column, cut(cell, LONGEST_CELL, "…"), self._styles[style])
