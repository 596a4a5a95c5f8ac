"""The whole report for machines: schema ``workshop-report/1``, described in ``README.md``.

A text is a string where somebody wrote it, and ``{"zh": ..., "en": ...}`` where it is the course's or ours: the file
is the same for readers of both languages. Times are ISO 8601 at the room's clock; what is not known is ``null``.
"""

from __future__ import annotations

from typing import Any, Final, assert_never

import orjson

from workshop.core.course import Words
from workshop.core.report import (
    BlockReport,
    BoardPicture,
    Chart,
    Entry,
    Label,
    Record,
    RoomReport,
    Section,
    Table,
    Tally,
    Text,
    label,
)
from workshop.exports._pen import Pen, readable
from workshop.translations import filled, translator

EXTENSION: Final = "json"
MEDIA_TYPE: Final = "application/json"
TITLE: Final = label("Data for machines (JSON)").text
SCHEMA: Final = "workshop-report/1"


def write(report: RoomReport, lang: str) -> bytes:
    pen = Pen(report, "en")
    data = {
        "schema": SCHEMA,
        "title": readable(report.title),
        "course": _text(report.course),
        "code": report.code,
        "opened": _time(report.opened, pen),
        "utc_offset_minutes": report.utc_offset_minutes,
        "teams": [readable(team) for team in report.teams],
        "people": [
            {
                "name": _text(person.name),
                "team": _text(person.team),
                "joined": _time(person.joined, pen),
                "left": person.left,
            }
            for person in report.people
        ],
        "activities": [_activity(block, pen) for block in report.blocks],
    }
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _activity(block: BlockReport, pen: Pen) -> dict[str, Any]:
    return {
        "block": block.block,
        "kind": block.kind,
        "title": _text(block.title),
        "day": block.day,
        "planned_minutes": float(block.planned_minutes),
        "began": _time(block.began, pen),
        "ended": _time(block.ended, pen),
        "state": block.state,
        "sections": [_section(section, pen) for section in block.report.sections],
    }


def _section(section: Section, pen: Pen) -> dict[str, Any]:
    return {
        "title": _text(section.title),
        "question": _text(section.question),
        "kept_back": section.kept_back,
        "hidden": section.hidden,
        "entries": [_entry(entry, pen) for entry in section.entries],
        "tallies": [_tally(tally) for tally in section.tallies],
        "records": [_record(record, pen) for record in section.records],
        "tables": [_table(table) for table in section.tables],
        "charts": [_chart(chart) for chart in section.charts],
        "boards": [_board(board) for board in section.boards],
        "outputs": sorted(section.outputs),
    }


def _entry(entry: Entry, pen: Pen) -> dict[str, Any]:
    return {
        "text": _text(entry.text),
        "what": entry.what,
        "group": _text(entry.group),
        "team": _text(entry.team),
        "author": None if entry.anonymous else _text(entry.author),
        "anonymous": entry.anonymous,
        "votes": None if entry.votes is None else [{"vote": _text(vote), "n": n} for vote, n in entry.votes],
        "time": _time(pen.written_at(entry), pen),
        "entered_by": entry.entered_by,
        "remark": _text(entry.remark),
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "title": _text(tally.title),
        "voters": tally.voters,
        "of": tally.of,
        "rows": [{"label": _text(row.label), "n": row.n} for row in tally.rows],
    }


def _record(record: Record, pen: Pen) -> dict[str, Any]:
    return {
        "title": _text(record.title),
        "team": _text(record.team),
        "author": _text(record.author),
        "time": _time(record.minute, pen),
        "facts": [{"label": _text(f.label), "value": _text(f.value), "role": f.role} for f in record.facts],
        "tables": [_table(table) for table in record.tables],
    }


def _table(table: Table) -> dict[str, Any]:
    rows = [[_text(cell) for cell in row] for row in table.rows]
    return {"title": _text(table.title), "head": [_text(head) for head in table.head], "cells": rows}


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "chart": chart.kind,
        "title": _text(chart.title),
        "labels": [_text(name) for name in chart.labels],
        "series": [
            {"label": _text(series.label), "values": [float(value) for value in series.values]}
            for series in chart.series
        ],
        "most": float(chart.most),
        "n": chart.n,
    }


def _board(board: BoardPicture) -> dict[str, Any]:
    return {
        "layout": board.layout,
        "owner": _text(board.owner),
        "axes": None if board.axes is None else [_text(axis) for axis in board.axes],
        "zones": [{"id": zone.id, "label": _text(zone.label)} for zone in board.zones],
        "clusters": [{"id": box.id, "mark": box.mark, "name": _text(box.name)} for box in board.clusters],
        "stickies": [
            {
                "text": _text(note.text),
                "zone": note.zone,
                "cluster": note.cluster,
                "dots": note.votes,
                "team_number": note.team,
                "author": _text(note.author),
                "remark": _text(note.remark),
            }
            for note in board.notes
        ],
    }


def _text(text: Text | None) -> str | dict[str, str] | None:
    match text:
        case None:
            return None
        case Words():
            return {"zh": readable(text.zh), "en": readable(text.en)}
        case Label():
            return {lang: filled(translator(lang)(text.text), text.facts, lang) for lang in ("zh", "en")}
        case str():
            return readable(text)
        case _:
            assert_never(text)


def _time(ms: int | None, pen: Pen) -> str | None:
    return None if ms is None else pen.time(ms).isoformat(timespec="minutes")
