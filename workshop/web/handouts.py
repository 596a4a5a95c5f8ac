"""What a trainer prints for a room: blank sheets, a slip for each seat, and the cards with the sealed briefs.

The cards are for the trainer who owns the room, and for nobody else: what is sealed leaves the server on no other way.
"""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Flask, Response, abort, request
from flask_login import login_required

from workshop.core.activity import Person, Seat
from workshop.core.course import Block
from workshop.core.report import RoomReport
from workshop.exports._handouts import (
    TITLES,
    Handout,
    Slip,
    blank_sheets,
    role_cards,
    seat_line,
    seat_slips,
)
from workshop.exports._pen import Pen
from workshop.rooms.views import Picture
from workshop.store.rooms import RoomRow
from workshop.web.addresses import base_url
from workshop.web.auth import current_user, hub
from workshop.web.downloads import attached, file_name, made, owned
from workshop.web.language import _, lang, pick
from workshop.web.pages import as_qr, spaced

handouts = Blueprint("handouts", __name__)
PRINTED: Final = ("sheets", "slips", "cards")


def register(app: Flask) -> None:
    app.register_blueprint(handouts)


@handouts.get("/r/<room_id>/handouts/<what>.pdf")
@login_required
def handout(room_id: str, what: str) -> Response:
    room = owned(room_id)
    found = _handout(room, what) if what in PRINTED and not room.brought else None
    if found is None or not found.parts:
        abort(404)
    content = made(room, what, found, who=current_user.trainer.id)
    return attached(content, "application/pdf", file_name(_about(room), _(TITLES[found.what].text), "pdf"), room)


def printable(room: RoomRow) -> dict[str, Any]:
    """What the page of a room's files offers: names by kind, and whether there are cards."""
    if room.brought:
        return {"handouts": [], "cards": False}
    seated = _seated(hub().live(room.id).picture)
    offered = {"sheets": bool(_handout(room, "sheets").parts), "slips": bool(seated)}
    named = [(what, _(TITLES[what].text)) for what, is_there in offered.items() if is_there]
    return {"handouts": named, "cards": bool(_handout(room, "cards").parts)}


def _handout(room: RoomRow, what: str) -> Handout:
    picture = hub().live(room.id).picture
    course, blocks = picture.state.course, _blocks(picture)
    match what:
        case "cards":
            return role_cards(course, blocks, lang())
        case "sheets":
            return blank_sheets(course, blocks, lang())
        case _:
            return _slips(room, picture)


def _blocks(picture: Picture) -> list[Block]:
    """Those of the agenda, in its order."""
    return [picture.state.course.blocks[slot.block] for slot in picture.state.agenda.slots]


def _slips(room: RoomRow, picture: Picture) -> Handout:
    base, pen = base_url(hub().config, request.args.get("host")), Pen(_about(room), lang())
    seats = _seats(picture)
    slips = [
        Slip(person.name, pen.team(_team(picture, person.team)), tuple(seats.get(person.id, ())))
        for person in _seated(picture)
    ]
    address = f"{base.split('://', 1)[1]}/{room.code}"
    qr = as_qr(f"{base}/j/{room.join_token}")
    return seat_slips(slips, room.title, address, spaced(room.code), qr, lang())


def _seated(picture: Picture) -> list[Person]:
    """Everybody in the room who was let in."""
    people = picture.people.values()
    return [person for person in people if not person.removed and not picture.state.members[person.id].waits]


def _team(picture: Picture, team: str | None) -> str | None:
    found = picture.state.teams.get(team or "")
    return found.label if found else None


def _seats(picture: Picture) -> dict[str, list[str]]:
    """By person: where they sit in the rounds of each activity, with the parts they play there."""
    blocks = _blocks(picture)
    every = dict.fromkeys(seat for block in blocks for seat in picture.room_view(block.id).seats)
    found: dict[str, list[str]] = {}
    for block in blocks:
        here = [seat for seat in every if seat.block == block.id]
        for person in dict.fromkeys(seat.person for seat in here):
            own = sorted((seat for seat in here if seat.person == person), key=lambda seat: seat.round)
            roles = [_role(picture, seat) for seat in own]
            others = _others(picture, here, own)
            found.setdefault(person, []).append(seat_line(pick(block.title), roles, others, lang()))
    return found


def _others(picture: Picture, here: list[Seat], own: list[Seat]) -> list[str]:
    """The names of those with whom somebody sits, in whatever round."""
    places = {(seat.round, seat.group) for seat in own}
    beside = dict.fromkeys(seat.person for seat in here if (seat.round, seat.group) in places)
    return [picture.people[one].name for one in beside if one != own[0].person]


def _role(picture: Picture, seat: Seat) -> str:
    roles = picture.state.course.blocks[seat.block].config.get("roles", ())
    return next((role[lang()] for role in roles if role["id"] == seat.role), seat.role)


def _about(room: RoomRow) -> RoomReport:
    """As much of a report as a file's name and a team's need."""
    return RoomReport(room.title, room.course_title, room.code, room.opened_at, room.utc_offset_minutes, (), ())
