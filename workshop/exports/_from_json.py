"""Reads ``workshop-report/1`` back: another installation makes the same files from it, byte for byte.

Everything is checked on the way in, so that whatever passes can be written by every format; keys that this version
does not know are passed over, as the schema promises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import orjson
from pydantic import TypeAdapter, ValidationError

from workshop.core.errors import Refused
from workshop.core.report import Chart, RoomReport
from workshop.exports.json import SCHEMA

MOST_BYTES: Final = 32 * 2**20
"""Two days of a full hall take a tenth of it."""
LATEST_MS: Final = 7_258_118_400_000
"""The year 2200."""
FURTHEST_CLOCK: Final = 24 * 60 - 1
LONGEST_TEXT: Final = 20_000
"""Three times what one may write, and more than any page of a course."""
LARGEST_NUMBER: Final = 10**9
_NAME: Final = re.compile(r"[\w.#-]{1,64}")
"""What an activity is called in a course: it becomes part of an address."""
_MARK: Final = b"\xef\xbb\xbf"
_REPORT: Final = TypeAdapter(RoomReport)


class NoReport(Exception):
    """The file is no report of ours; the message is one line for whoever sits at the keyboard of a server."""

    def __init__(self, message: str, refused: Refused) -> None:
        super().__init__(message)
        self.refused = refused


def read(data: bytes) -> RoomReport:
    """The report in a file. Raises ``NoReport``."""
    if len(data) > MOST_BYTES:
        megabytes = MOST_BYTES // 2**20
        raise NoReport(f"longer than {megabytes} MB", Refused("import/large", most=megabytes))
    plain = _parsed(data)
    if not isinstance(plain, dict) or not str(plain.get("schema")).startswith(SCHEMA.partition("/")[0]):
        raise NoReport(f"not of the schema {SCHEMA}", Refused("import/no_report"))
    if plain["schema"] != SCHEMA:
        raise NoReport(f"of another version than {SCHEMA}", Refused("import/other_version", ours=SCHEMA))
    try:
        _check_reason(plain)
        report = _REPORT.validate_python(_report(plain))
        _check_shape(report)
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(map(str, first["loc"]))[:LONGEST_PLACE]
        raise NoReport(f"{where}: {first['msg']}", Refused("import/wrong", where=where)) from None
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as fault:
        raise NoReport(f"incomplete: {fault!r}"[:200], Refused("import/incomplete")) from None
    return report


LONGEST_PLACE: Final = 60


def _parsed(data: bytes) -> Any:
    """What stands in the file. An editor may have put a mark before it."""
    try:
        return orjson.loads(data.removeprefix(_MARK))
    except orjson.JSONDecodeError as fault:
        begins = data.removeprefix(_MARK).lstrip()[:1] == b"{"
        is_cut = begins and not data.rstrip(b"\0 \t\r\n").endswith(b"}")
        refused = Refused("import/cut_off") if is_cut else Refused("import/no_json")
        raise NoReport(f"no JSON: {fault}", refused) from None


def _check_reason(plain: object) -> None:
    """No text and no number is larger than any that we write."""
    waiting = [plain]
    while waiting:
        match waiting.pop():
            case str() as text if len(text) > LONGEST_TEXT:
                raise ValueError("a text out of all reason")
            case int() | float() as number if not abs(number) <= LARGEST_NUMBER:
                raise ValueError("a number out of all reason")
            case list() as several:
                waiting += several
            case dict() as named:
                waiting += named.values()
            case _:
                pass


def _check_shape(report: RoomReport) -> None:
    """What types cannot say: a value for each label, names that can stand in an address."""
    names = [block.block for block in report.blocks]
    if len(set(names)) < len(names) or not all(_NAME.fullmatch(name) for name in names):
        raise ValueError("activities need names of their own")
    for chart in _charts(report):
        if any(len(one.values) != len(chart.labels) for one in chart.series):
            raise ValueError("a chart has not as many values as labels")


def _charts(report: RoomReport) -> Iterator[Chart]:
    for block in report.blocks:
        for section in block.report.sections:
            yield from section.charts


def _report(plain: dict[str, Any]) -> dict[str, Any]:
    if abs(plain["utc_offset_minutes"]) > FURTHEST_CLOCK:
        raise ValueError("a clock out of all reason")
    return {
        **_only(plain, "title", "course", "code", "utc_offset_minutes", "teams"),
        "opened": _ms(plain["opened"]),
        "people": [{**person, "joined": _ms(person["joined"])} for person in plain["people"]],
        "blocks": [_block(block) for block in plain["activities"]],
    }


def _block(plain: dict[str, Any]) -> dict[str, Any]:
    return {
        **_only(plain, "block", "kind", "title", "day", "planned_minutes", "state"),
        "began": _ms(plain["began"]),
        "ended": _ms(plain["ended"]),
        "report": {"sections": [_section(section) for section in plain["sections"]]},
    }


def _section(plain: dict[str, Any]) -> dict[str, Any]:
    return {
        **_only(plain, "title", "question", "kept_back", "hidden", "tallies", "outputs"),
        "entries": [_entry(entry) for entry in plain["entries"]],
        "records": [_record(record) for record in plain["records"]],
        "tables": [_table(table) for table in plain["tables"]],
        "charts": [{**chart, "kind": chart["chart"]} for chart in plain["charts"]],
        "boards": [_board(board) for board in plain["boards"]],
    }


def _entry(plain: dict[str, Any]) -> dict[str, Any]:
    votes = plain["votes"]
    return {
        **_only(plain, "text", "what", "group", "team", "author", "anonymous", "entered_by", "remark"),
        "votes": None if votes is None else [(vote["vote"], vote["n"]) for vote in votes],
        "minute": _ms(plain["time"]),
    }


def _record(plain: dict[str, Any]) -> dict[str, Any]:
    tables = [_table(table) for table in plain["tables"]]
    return {**_only(plain, "title", "team", "author", "facts"), "minute": _ms(plain["time"]), "tables": tables}


def _table(plain: dict[str, Any]) -> dict[str, Any]:
    if any(len(row) != len(plain["head"]) for row in plain["cells"]):
        raise ValueError("a row is not as long as its head")
    return {**_only(plain, "title", "head"), "rows": plain["cells"]}


def _board(plain: dict[str, Any]) -> dict[str, Any]:
    notes = [
        {
            **_only(note, "text", "zone", "cluster", "author", "remark"),
            "votes": note["dots"],
            "team": note["team_number"],
        }
        for note in plain["stickies"]
    ]
    return {**_only(plain, "layout", "owner", "axes", "zones", "clusters"), "notes": notes}


def _only(plain: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: plain[name] for name in names}


def _ms(time: str | None) -> int | None:
    if time is None:
        return None
    at = datetime.fromisoformat(time)
    if at.tzinfo is None:
        raise ValueError("a time without its clock")
    ms = round(at.timestamp() * 1000)
    if not 0 <= ms <= LATEST_MS:
        raise ValueError("a time out of all reason")
    return ms
