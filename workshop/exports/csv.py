"""The long table for other programs: UTF-8 with a byte order mark, every field quoted, lines ending in CR LF.

A spreadsheet runs a cell that starts with ``=`` (or ``+ - @``, a tab, a carriage return, or their full-width twins)
as a formula. Such a cell gets an apostrophe in front, and so does the part after a semicolon or a line break, where a
spreadsheet with other separators would begin a new cell. Excel drops the apostrophe when it saves the file again: for
reading in Excel the workbook is the better file.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import Final

from workshop.core.report import RoomReport, label
from workshop.exports._grids import Cell
from workshop.exports._pen import Pen
from workshop.exports._table import COLUMNS, rows

EXTENSION: Final = "csv"
MEDIA_TYPE: Final = "text/csv; charset=utf-8"
TITLE: Final = label("All entries for other programs (CSV)").text

_RUNS: Final = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_RUNS_INSIDE: Final = re.compile(r"([;\n]\s*)(?=[=+\-@＝＋－＠])")


def write(report: RoomReport, lang: str) -> bytes:
    pen = Pen(report, lang)
    target = StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([harmless(pen.text(column)) for column in COLUMNS])
    writer.writerows([harmless(cell) for cell in row] for row in rows(report, pen))
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def harmless(cell: Cell) -> Cell:
    """The cell, with an apostrophe wherever a spreadsheet would run what follows."""
    if not isinstance(cell, str):
        return cell
    text = _RUNS_INSIDE.sub(r"\1'", cell)
    return f"'{text}" if _RUNS.match(text) else text
