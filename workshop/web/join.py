"""How people come into a room: by its code or its QR, with nothing but a name, or back to the seat they had.

Works without JavaScript. Only wrong codes are counted against an address: opening a page never is, joining never is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, session, url_for
from werkzeug import Response
from werkzeug.routing import BaseConverter

from workshop.core.errors import Refused
from workshop.eventloop import Promise, monotonic
from workshop.store.people import new_token
from workshop.store.rooms import RoomRow
from workshop.store.seats import Seat
from workshop.web.auth import TICKET, hub, who
from workshop.web.cookies import path_of, set_cookie
from workshop.web.language import because
from workshop.web.limits import address, tries

TICKET_S: Final = 14 * 24 * 3600
"""How long a phone keeps its place: the two days of a course, a week between them, and some days to read results."""

CODE_DIGITS: Final = 8
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
    app.register_blueprint(door)


# --- finding the room ---------------------------------------------------------------------------------------------


@door.get("/<room_code:code>")
def by_code(code: str) -> Response | Page:
    if wait := tries().code_wait_s(address()):
        return render_template("wait.html", minutes=-(-wait // 60)), 429
    room = hub().find(code=code)
    if room is None or room.ended_at is not None:
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
        return render_template("join.html", room=room), 410
    if request.method == "GET":
        return render_template("join.html", room=room, form_id=new_token())
    name = request.form.get("name", "")
    try:
        seat = _forms().once(_form_sent(room), lambda: hub().live(room.id).join(name))
    except Refused as refused:
        page = render_template("join.html", room=room, form_id=new_token(), name=name, problem=because(refused))
        return page, 422
    return _into(room, seat)


@door.route("/r/<room_id>/return", methods=["GET", "POST"])
def come_back(room_id: str) -> Response | Page | str:
    """The same person on another phone, or after the phone forgot: name and the four digits of the seat."""
    room = _known(hub().find(room=room_id))
    if who(request, room, "phone"):
        return _into(room)
    if request.method == "GET":
        return render_template("return.html", room=room)
    name, seat_code = request.form.get("name", ""), only_digits(request.form.get("seat_code", ""))
    try:
        seat = hub().return_to_seat(room.id, name, seat_code)
    except Refused as refused:
        return render_template("return.html", room=room, name=name, problem=because(refused)), 422
    return _into(room, seat)


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
    return room.id, session["csrf_token"], request.form.get("form") or new_token()


def _seat_or_raise(outcome: Seat | Refused) -> Seat:
    if isinstance(outcome, Refused):
        raise outcome
    return outcome


def _forms() -> Forms:
    kept: Forms = current_app.extensions["workshop.forms"]
    return kept
