"""A wall on sheets: nothing overlaps, nothing leaves its sheet, every note is there once, however full it is."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.core.course import Words
from workshop.core.report import BoardPicture, ClusterBox, RoomReport, Sticky, Zone
from workshop.exports._pen import Pen
from workshop.exports._wall import Box, Frame, Sheet, close, height, largest, sheets

PEN = Pen(RoomReport("r", Words(zh="课", en="Course"), "1", 0, 0, (), ()), "zh")
LAYOUTS = ("wall", "columns", "matrix", "rings", "panes", "timeline")
FRAMES = st.sampled_from([Frame(960, 540), Frame(480, 690, size=9, gap=5, first=520), Frame(900, 400, size=14)])
TEXTS = st.one_of(
    st.text(st.sampled_from("客户流失ab cW，。\n👩🏽"), min_size=1, max_size=60),
    st.sampled_from([1, 30, 2_000]).map(lambda n: "字" * n),
    st.sampled_from([2, 12, 400]).map(lambda n: "a\n" * n),
)


@st.composite
def boards(draw: st.DrawFn) -> BoardPicture:
    zones = tuple(Zone(f"z{at}", f"区{at}") for at in range(draw(st.integers(1, 9))))
    clusters = tuple(ClusterBox(f"k{at}", "▲", draw(TEXTS)[:30]) for at in range(draw(st.integers(0, 3))))
    ids = [None, *(cluster.id for cluster in clusters)]
    notes = draw(st.lists(st.builds(
        Sticky, TEXTS, st.sampled_from([*(zone.id for zone in zones), "elsewhere"]), st.sampled_from(ids),
        st.none() | st.integers(0, 9), st.none() | st.integers(1, 9), st.none() | st.just("Ann"),
    ), max_size=12))  # fmt: skip
    return BoardPicture(draw(st.sampled_from(LAYOUTS)), zones, tuple(notes), clusters)


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x + one.width > other.x + 0.01
        and other.x + other.width > one.x + 0.01
        and one.y + one.height > other.y + 0.01
        and other.y + other.height > one.y + 0.01
    )


def inside(one: Box, other: Box) -> bool:
    """Rings stand in one another."""
    return (
        one.x >= other.x
        and one.y >= other.y
        and one.x + one.width <= other.x + other.width + 0.01
        and one.y + one.height <= other.y + other.height + 0.01
    )


def apart(group: list[Box]) -> bool:
    return not any(overlap(one, other) for one, other in combinations(group, 2))


def apart_or_inside(group: list[Box]) -> bool:
    return not any(overlap(one, other) and not inside(other, one) for one, other in combinations(group, 2))


def is_sound(sheet: Sheet, frame: Frame) -> bool:
    in_frame = all(
        box.x >= 0
        and box.y >= 0
        and box.x + box.width <= frame.width + 0.01
        and box.y + box.height <= frame.height + 0.01
        for box in sheet.boxes
    )
    tracks = [box for box in sheet.boxes if box.what == "track"]
    on_tracks = all(any(inside(box, track) for track in tracks) for box in sheet.boxes if box.what == "mark")
    texts = [box for box in sheet.boxes if box.what not in ("zone", "track", "mark")]
    zones = [box for box in sheet.boxes if box.what == "zone"]
    high_enough = all(box.height >= height(box) - 0.01 for box in texts)
    return in_frame and high_enough and on_tracks and apart([*texts, *tracks]) and apart_or_inside(zones)


@given(boards(), FRAMES)
@settings(max_examples=25, deadline=None)
def test_nothing_overlaps_and_nothing_is_cut(board: BoardPicture, frame: Frame) -> None:
    for made in (sheets(board, PEN, frame), close(board, PEN, frame), largest(board, PEN, frame)):
        assert all(is_sound(sheet, frame) for sheet in made)


@given(boards(), FRAMES)
@settings(max_examples=25, deadline=None)
def test_every_note_is_there_once(board: BoardPicture, frame: Frame) -> None:
    hung = "".join(box.text for sheet in sheets(board, PEN, frame) for box in sheet.boxes if box.what == "note")
    assert sorted("".join(hung.split())) == sorted("".join("".join(note.text.split()) for note in board.notes))


def test_five_hundred_notes_take_as_many_sheets_as_they_need() -> None:
    notes = tuple(Sticky(f"{at}：客户投诉处理太慢，员工流失率高", "a", team=at % 6 + 1) for at in range(500))
    made = sheets(BoardPicture("wall", (Zone("a", "墙"),), notes), PEN, Frame(960, 540))
    assert 8 < len(made) < 40
    assert all(is_sound(sheet, Frame(960, 540)) for sheet in made)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_board_without_notes_is_one_sheet(layout: str) -> None:
    zones = (Zone("a", "左"), Zone("b", "右"))
    assert len(sheets(BoardPicture(layout, zones, ()), PEN, Frame(960, 540))) == 1  # type: ignore[arg-type]


def test_a_timeline_has_its_line_above_every_row_and_a_mark_where_each_stretch_begins() -> None:
    zones = tuple(Zone(f"z{n}", f"第 {n} 步") for n in range(7))
    board = BoardPicture("timeline", zones, (Sticky("一张便签", "z1"),))
    (sheet,) = sheets(board, PEN, Frame(480, 640, size=9, gap=5))
    tracks, marks, held = ([box for box in sheet.boxes if box.what == what] for what in ("track", "mark", "zone"))
    assert len(tracks) == len({zone.y for zone in held}) > 1
    assert [mark.x for mark in marks] == [zone.x for zone in held]
    assert all(zone.y >= track.y + track.height or zone.y + zone.height <= track.y for zone in held for track in tracks)
