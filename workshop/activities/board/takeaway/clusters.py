"""The clusters in the end, largest or most wanted first, and the board as it hung."""

from __future__ import annotations

from typing import Final

from workshop.activities.board import marks
from workshop.activities.board.clustering import members
from workshop.activities.board.config import Vote
from workshop.activities.board.known import ASIDE
from workshop.activities.board.naming import order
from workshop.activities.board.state import BoardState, Note
from workshop.activities.board.takeaway.beside import beside
from workshop.activities.board.takeaway.labels import cluster_label, focus_of, team_label
from workshop.activities.board.takeaway.outputs import served
from workshop.activities.board.takeaway.wall import readable
from workshop.activities.board.voting import counted
from workshop.core.activity import RoomView
from workshop.core.course import Words
from workshop.core.report import BoardPicture, ClusterBox, Reader, Section, Sticky, Table, Text, Zone, label, still_said

_BETWEEN_ZH: Final = "；"


def clusters_section(state: BoardState, room: RoomView) -> Section | None:
    """Symbol, name, dots where clusters were voted on, and the notes of each; what was set aside comes last."""
    found = members(state)
    if not found:
        return None
    dots = _dots(state)
    ranked = sorted(order(state), key=lambda cluster: -dots.get(cluster, 0))
    head = [label("Symbol"), label("Cluster name"), *([label("Dots")] if dots else []), label("Notes")]
    rows: list[tuple[Text, ...]] = []
    for cluster in ranked:
        one = state.clusters.made[cluster]
        told: list[Text] = [marks.sign(one.mark), cluster_label(state, cluster)]
        rows.append((*told, *([str(dots.get(cluster, 0))] if dots else []), _told(found[cluster])))
    aside = [note for note in state.targets() if state.clusters.place(note.id) == ASIDE]
    if aside:
        rows.append(("–", label("Set aside"), *([""] if dots else []), _told(aside)))
    table = Table(label("Clusters"), tuple(head), tuple(rows))
    return Section(label("Clusters"), focus_of(room), tables=(table,), outputs=served(state, room, "clusters"))


def _dots(state: BoardState) -> dict[str, int]:
    totals: dict[str, int] = {}
    for stage in state.config.stages:
        if isinstance(stage, Vote) and stage.target == "cluster" and state.ballot(stage.id).state == "closed":
            for cluster, dots in counted(state, stage).items():
                totals[cluster] = totals.get(cluster, 0) + dots
    return totals


def _told(notes: list[Note]) -> Text:
    """The notes in one cell: as written, and in the reader's language where the course wrote some of them."""
    if not any(note.words for note in notes):
        return _BETWEEN_ZH.join(note.text or "…" for note in notes)
    zh = _BETWEEN_ZH.join((note.words.zh if note.words else note.text) or "…" for note in notes)
    en = "; ".join((note.words.en if note.words else note.text) or "…" for note in notes)
    return Words(zh=zh, en=en)


def picture_section(state: BoardState, reader: Reader, room: RoomView) -> Section | None:
    """The board as it hung in the end; where every team has one, each of those its reader may see."""
    merged = state.clusters.merged
    notes = [note for note in state.ordered() if readable(state, note, reader) and note.id not in merged]
    owners: list[str | None] = [None]
    if state.config.instances != "room":
        owners = [*sorted({note.board for note in notes if note.board})]
    pictures = [_picture(state, [n for n in notes if owner in (None, n.board)], owner, room) for owner in owners]
    drawn = tuple(picture for picture in pictures if picture.notes)
    outputs = served(state, room, "picture")
    if not drawn and not outputs:
        return None
    return Section(label("The board"), focus_of(room), boards=drawn, outputs=outputs)


def _picture(state: BoardState, notes: list[Note], owner: str | None, room: RoomView) -> BoardPicture:
    layout, config = state.config.layout, state.config
    clusters = members(state) if owner is None else {}
    where = {note.id: cluster for cluster, inside in clusters.items() for note in inside}
    stickies = tuple(
        Sticky(
            note.words or still_said(note.text),
            note.zone,
            cluster=where.get(note.id),
            votes=_votes(state, note),
            team=_number(state, note, room),
            author=room.name(note.author) if config.identity == "named" else None,
            remark=beside(state, note, room),
        )
        for note in notes
    )
    boxes = tuple(
        ClusterBox(cluster, marks.sign(one.mark), marks.named(one.mark) if one.name is None else still_said(one.name))
        for cluster in clusters
        for one in [state.clusters.made[cluster]]
    )
    axes = (layout.axes.x, layout.axes.y) if layout.axes else None
    zones = tuple(Zone(zone.id, zone.words) for zone in layout.zones)
    whose = room.name(owner) if config.instances == "person" else team_label(owner, room)
    return BoardPicture(layout.type, zones, stickies, boxes, whose, axes)


def _number(state: BoardState, note: Note, room: RoomView) -> int | None:
    team = room.teams.get(note.team or "")
    return team.number if team and not state.anonymous else None


def _votes(state: BoardState, note: Note) -> int | None:
    closed = [
        stage for stage in state.config.stages
        if isinstance(stage, Vote) and stage.target == "note" and state.ballot(stage.id).state == "closed"
    ]  # fmt: skip
    return sum(counted(state, stage).get(note.id, 0) for stage in closed) if closed else None
