"""Reads ``workshop-report/1`` back: another installation makes the same files from it, byte for byte.

Everything is checked on the way in; keys that this version does not know are passed over, as the schema promises.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import orjson
from pydantic import TypeAdapter, ValidationError

from workshop.core.report import RoomReport
from workshop.exports.json import SCHEMA

MOST_BYTES: Final = 32 * 2**20
"""Two days of a full hall take a tenth of it."""
LATEST_MS: Final = 7_258_118_400_000
"""The year 2200."""
FURTHEST_CLOCK: Final = 24 * 60 - 1
_REPORT: Final = TypeAdapter(RoomReport)


class NoReport(Exception):
    """The file is no report of ours; the message is one line for whoever brought it."""


def read(data: bytes) -> RoomReport:
    """The report in a file. Raises ``NoReport``."""
    if len(data) > MOST_BYTES:
        raise NoReport(f"longer than {MOST_BYTES // 2**20} MB")
    try:
        plain = orjson.loads(data)
    except orjson.JSONDecodeError as fault:
        raise NoReport(f"no JSON: {fault}") from None
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
        raise NoReport(f"not of the schema {SCHEMA}")
    try:
        return _REPORT.validate_python(_report(plain))
    except ValidationError as fault:
        first = fault.errors()[0]
        raise NoReport(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as fault:
        raise NoReport(f"incomplete: {fault!r}") from None


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
    ms = round(datetime.fromisoformat(time).timestamp() * 1000)
    if not 0 <= ms <= LATEST_MS:
        raise ValueError("a time out of all reason")
    return ms
