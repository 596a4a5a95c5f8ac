"""How people come into a room: by its code or its QR, with nothing but a name, or back to the seat they had.

While the door is closed nobody new comes in; while a facilitator lets people in one by one they take a seat and wait.
Works without JavaScript. Wrong codes are counted against an address; opening a page never is, and of joins a whole hall
may send one at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug import Response
from werkzeug.routing import BaseConverter

from workshop.core.errors import Refused
from workshop.eventloop import Promise, monotonic
from workshop.rooms.clock import now_ms
from workshop.store import seats
from workshop.store.people import new_token
from workshop.store.rooms import RoomRow
from workshop.store.seats import Seat
from workshop.web.auth import TICKET, has_run_out, hub, who
from workshop.web.cookies import path_of, read_cookie, set_cookie
from workshop.web.language import because
from workshop.web.limits import Newcomers, address, too_often, tries
from workshop.web.pages import files_of

TICKET_S: Final = 90 * 24 * 3600
"""How long a phone remembers its place: longer than any course lasts. When a ticket ends is up to the server."""

DEVICE: Final = "device"
DEVICE_S: Final = 24 * 3600
DAY_MS: Final = 24 * 3_600_000

NAMES_A_PAGE: Final = 40
NAMES_WITHOUT_SEARCH: Final = 12
"""How many names one can look through without a field that finds one."""

CODE_DIGITS: Final = 8
LONGEST_TOKEN: Final = 64
FORM_S: Final = 120.0
FORMS: Final = 5_000
JOIN_TIMEOUT_S: Final = 40

door = Blueprint("door", __name__)
Page = tuple[str, int]


class RoomCode(BaseConverter):
    """Eight digits."""

    regex = rf"\d{{{CODE_DIGITS}}}"


def register(app: Flask) -> None:
    app.url_map.converters["room_code"] = RoomCode
    app.extensions["workshop.forms"] = Forms()
    app.extensions["workshop.newcomers"] = Newcomers(app.extensions["workshop.hub"].config.limits)
    app.register_blueprint(door)


# --- finding the room ---------------------------------------------------------------------------------------------


@door.get("/<room_code:code>")
def by_code(code: str) -> Response | Page:
    if wait := tries().code_wait_s(address()):
        return render_template("wait.html", minutes=-(-wait // 60)), 429
    room = hub().find(code=code)
    if room is None or not room.answers_to_code:
        tries().wrong_code(address())
        return render_template("code.html", typed=code, problem=True), 404
    return redirect(url_for("door.join", room_id=room.id))


@door.get("/code")
def typed_code() -> Response | Page | str:
    """The form for people who were told a code: takes it as they type it, with spaces or in full-width digits."""
    typed = request.args.get("code", "")
    digits = only_digits(typed)
    if len(digits) == CODE_DIGITS:
        return redirect(url_for("door.by_code", code=digits))
    return render_template("code.html", typed=typed, too_short=bool(typed))


@door.get("/j/<token>")
def by_token(token: str) -> Response:
    """What the QR opens. The token cannot be guessed, so nobody counts and nobody waits."""
    return redirect(url_for("door.join", room_id=_known(hub().find(token=token)).id))


def only_digits(typed: str) -> str:
    return re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", typed))


def _known(room: RoomRow | None) -> RoomRow:
    if room is None:
        abort(404, "room")
    return room


# --- taking a seat ------------------------------------------------------------------------------------------------


@door.route("/r/<room_id>/join", methods=["GET", "POST"])
def join(room_id: str) -> Response | Page | str:
    room = _known(hub().find(room=room_id))
    if who(request, room, "phone"):
        return _into(room)
    if room.ended_at is not None:
        return _join_page(room, over=True, late=has_run_out(room)), 410
    if room.joining == "closed":
        return _join_page(room, closed=True), 403
    if request.method == "GET":
        return _with_device(room, _join_page(room, form_id=new_token()))
    too_often("joins", address())
    name = request.form.get("name", "")
    try:
        seat = _forms().once(_form_sent(room), lambda: _new_person(room, name))
    except Refused as refused:
        if refused.code == "room/door_closed":
            return _join_page(room, closed=True), 403
        return _join_page(room, form_id=new_token(), name=name, problem=because(refused)), 422
    return _into(room, seat)


def _join_page(room: RoomRow, **more: str | bool) -> str:
    """With the form, or with why there is none: to say that, no room has to be folded from its log."""
    if "form_id" in more:
        midnight = now_ms() + room.utc_offset_minutes * 60_000
        midnight -= midnight % DAY_MS + room.utc_offset_minutes * 60_000
        more["days_before"] = hub().live(room.id).picture.anybody_before(midnight)
    phone = files_of(room, "phone") if "form_id" in more else None  # come while the name is being typed
    return render_template("join.html", room=room, phone=phone, **more)


def _new_person(room: RoomRow, name: str) -> Seat:
    """Whoever brings many new people with one device waits for the facilitator, and so does a browser without one."""
    device = _token(read_cookie(request, DEVICE, _join_path(room)))
    if not device:
        return hub().join(room.id, name, approve=True)
    return _newcomers().bring(room.id, device, lambda often: hub().join(room.id, name, approve=often))


def _with_device(room: RoomRow, page: str) -> Response:
    response = make_response(page)
    if not read_cookie(request, DEVICE, _join_path(room)):
        set_cookie(response, DEVICE, new_token(), max_age=DEVICE_S, path=_join_path(room))
    return response


def _join_path(room: RoomRow) -> str:
    return f"{path_of(room)}join"


# --- coming back --------------------------------------------------------------------------------------------------


@door.route("/r/<room_id>/return", methods=["GET", "POST"])
def come_back(room_id: str) -> Response | Page | str:
    """The same person on another phone, or after the phone forgot: pick the name, type the four digits of the seat."""
    room = _known(hub().find(room=room_id))
    if who(request, room, "phone"):
        return _into(room)
    if has_run_out(room):
        return _join_page(room, over=True, late=True), 410
    names = _names(room)
    person = request.values.get("person", "")
    if request.method == "GET":
        return _seat_code_page(room, person, names[person]) if person in names else _names_page(room, names)
    if person not in names:
        return _names_page(room, names, problem=because(Refused("room/no_such_name"))), 422
    try:
        seat = hub().return_to_seat(room.id, names[person], only_digits(request.form.get("seat_code", "")))
    except Refused as refused:
        return _seat_code_page(room, person, names[person], problem=because(refused)), 422
    return _into(room, seat)


def _names(room: RoomRow) -> dict[str, str]:
    """Everybody who is in, by id: nobody who was sent out or forgotten, and nobody who was not let in yet."""
    picture = hub().live(room.id).picture
    here = [member for member in picture.state.members.values() if member.present and not member.forgotten]
    called = sorted((picture.names.of(member), member.id) for member in here)
    return {person: name for name, person in called}


def _names_page(room: RoomRow, names: dict[str, str], **more: str) -> str:
    """The names, a page at a time, or those that look like what was typed."""
    wanted = request.args.get("find", "")[: hub().config.limits.name_bytes]
    look = seats.look(wanted)
    found = [(person, name) for person, name in names.items() if look in seats.look(name)]
    pages = max(1, -(-len(found) // NAMES_A_PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    shown = found[(page - 1) * NAMES_A_PAGE : page * NAMES_A_PAGE]
    many = len(names) > NAMES_WITHOUT_SEARCH
    return render_template(
        "return.html", room=room, names=shown, wanted=wanted, page=page, pages=pages, many=many, **more
    )


def _seat_code_page(room: RoomRow, person: str, name: str, **more: str) -> str:
    return render_template("seat_code.html", room=room, person=person, name=name, **more)


def _into(room: RoomRow, seat: Seat | None = None) -> Response:
    response = redirect(path_of(room), 303)
    if seat and seat.ticket:
        set_cookie(response, TICKET, seat.ticket, max_age=TICKET_S, path=path_of(room))
    return response


# --- a form that is sent twice ------------------------------------------------------------------------------------


@dataclass
class _Sent:
    at: float
    outcome: Promise[Seat | Refused] = field(default_factory=Promise)


class Forms:
    """Makes one seat of one form, however often an impatient thumb sends it: the second answer is that of the first."""

    def __init__(self) -> None:
        self._sent: OrderedDict[tuple[str, str, str], _Sent] = OrderedDict()

    def once(self, form: tuple[str, str, str], join: Callable[[], Seat]) -> Seat:
        """Raises ``Refused``. A form that was refused comes back with a new id, so it can be mended and sent again."""
        self._forget_old()
        if form in self._sent:
            return _seat_or_raise(self._sent[form].outcome.wait(JOIN_TIMEOUT_S))
        sent = self._sent[form] = _Sent(monotonic())
        try:
            seat = join()
        except Refused as refused:
            sent.outcome.deliver(refused)
            raise
        except BaseException:
            sent.outcome.deliver(Refused("room/busy"))
            raise
        sent.outcome.deliver(seat)
        return seat

    def _forget_old(self) -> None:
        while self._sent:
            oldest = next(iter(self._sent))
            if len(self._sent) < FORMS and monotonic() - self._sent[oldest].at < FORM_S:
                return
            del self._sent[oldest]


def _form_sent(room: RoomRow) -> tuple[str, str, str]:
    """Which form of which browser this is. The answer holds a ticket: no other browser may ever get it again."""
    return room.id, session["csrf_token"], _token(request.form.get("form", "")) or new_token()


def _token(told: str) -> str:
    """Empty for what is none of ours: it would be kept, however long it is."""
    return told if len(told) <= LONGEST_TOKEN else ""


def _seat_or_raise(outcome: Seat | Refused) -> Seat:
    if isinstance(outcome, Refused):
        raise outcome
    return outcome


def _forms() -> Forms:
    kept: Forms = current_app.extensions["workshop.forms"]
    return kept


def _newcomers() -> Newcomers:
    kept: Newcomers = current_app.extensions["workshop.newcomers"]
    return kept
