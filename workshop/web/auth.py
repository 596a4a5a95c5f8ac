"""Who is asking: a trainer with a session, a screen that was let in, or a person with a ticket.

The first trainer comes in through a link that is printed at the first start, works once and ends with the process.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from flask import Blueprint, Flask, Request, abort, current_app, redirect, render_template, request, session, url_for
from flask_login import LoginManager, UserMixin
from flask_login import current_user as current_user  # noqa: PLC0414 - the desk asks for it here
from werkzeug import Response

from workshop import eventloop
from workshop.core.errors import Refused
from workshop.core.said import TooLong, one_line
from workshop.rooms.asking import Caller
from workshop.rooms.clock import now_ms
from workshop.rooms.hub import Hub
from workshop.store import co_facilitators, people
from workshop.store.people import Trainer
from workshop.store.rooms import RoomRow
from workshop.store.seats import hashed
from workshop.web.cookies import drop_cookie, path_of, read_cookie, set_cookie
from workshop.web.language import _, because
from workshop.web.limits import address, tries

STAFF: Final = "staff"
SCREEN: Final = "screen"
HELPER: Final = "helper"
TICKET: Final = "ticket"
SLOW_ANSWER_S: Final = 5.0
"""How long the answer takes while somebody guesses at an account. Nobody is locked out of their own course day."""

_PATH: Final = re.compile(r"/(?:[A-Za-z0-9_.-]+/)*[A-Za-z0-9_.-]*", re.ASCII)

doors = Blueprint("doors", __name__)
login = LoginManager()


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """A trainer as Flask-Login knows them."""

    trainer: Trainer

    def get_id(self) -> str:
        return self.trainer.id


def register(app: Flask) -> None:
    app.extensions["workshop.setup"] = people.new_token()
    login.session_protection = None  # the session lives in the database, not in a signed cookie
    login.init_app(app, add_context_processor=False)  # an error page asks no database
    app.register_blueprint(doors)


def hub() -> Hub:
    found: Hub = current_app.extensions["workshop.hub"]
    return found


# --- who is it ----------------------------------------------------------------------------------------------------


def trainer_of(request: Request) -> Trainer | None:
    """The trainer whose session this browser holds. Notes now and then that they were seen, and waits for no disk."""
    token = read_cookie(request, STAFF)
    if not token:
        return None
    now = now_ms()
    found = people.session_of(hub().database, token, now, hub().config.limits)
    if found is None:
        return None
    if now - found.seen_at > people.SEEN_EVERY_MS:
        eventloop.spawn(hub().write, lambda connection: people.see_session(connection, token, now))
    return found.trainer


def who(request: Request, room: RoomRow, as_: str) -> Caller | None:
    """Who this is to the room in the role they ask for; None when they have no right to it."""
    match as_:
        case "phone" if not has_run_out(room):
            person = hub().person_with(room.id, read_cookie(request, TICKET, path_of(room)))
            return Caller("phone", person=person) if person else None
        case "console":
            return _facilitator(request, room, "console")
        case "projector":
            return _facilitator(request, room, "projector") or _screen(request, room)
        case _:
            return None


def has_run_out(room: RoomRow) -> bool:
    """Whether the room ended so long ago that its tickets open nothing any more."""
    kept_ms = hub().config.limits.ticket_after_end_s * 1_000
    return room.ended_at is not None and now_ms() > room.ended_at + kept_ms


def _facilitator(request: Request, room: RoomRow, as_: Literal["console", "projector"]) -> Caller | None:
    """The room's own trainer, or ``co:`` and the id of somebody who helps them; by which cookie goes along."""
    if owns(request, room):
        return Caller(as_, trainer=room.owner, right=hashed(read_cookie(request, STAFF)))
    cookie = read_cookie(request, HELPER, path_of(room))
    helper = co_facilitators.holder(hub().database, room.id, cookie, now_ms()) if cookie else None
    return Caller(as_, trainer=f"co:{helper}", right=hashed(cookie)) if helper else None


def _screen(request: Request, room: RoomRow) -> Caller | None:
    cookie = read_cookie(request, SCREEN, path_of(room))
    is_screen = bool(cookie) and people.is_screen(hub().database, room.id, cookie, now_ms())
    return Caller("projector", right=hashed(cookie)) if is_screen else None


def owns(request: Request, room: RoomRow) -> bool:
    trainer = trainer_of(request)
    return trainer is not None and trainer.id == room.owner


def must_facilitate(request: Request, room: RoomRow) -> None:
    """For what a console asks by HTTP."""
    if who(request, room, "console") is None:
        abort(403)


def must_own(request: Request, room: RoomRow) -> None:
    """For what belongs to the trainer who opened the room; raises ``Refused`` for somebody who only helps."""
    must_facilitate(request, room)
    if not owns(request, room):
        raise Refused("room/not_owner")


@login.request_loader
def _signed_in(request: Request) -> SignedIn | None:
    trainer = trainer_of(request)
    return SignedIn(trainer) if trainer else None


@login.unauthorized_handler
def to_sign_in() -> Response:
    """Where a page sends somebody who must sign in first, and whence they come back."""
    if request.method != "GET":
        abort(401)
    return redirect(url_for("doors.sign_in", next=request.path))


def own_path(wanted: str | None) -> str:
    """The path to go on to, if it is one of this server; else the desk. Never another host."""
    return wanted if wanted and _PATH.fullmatch(wanted) else "/"


# --- the first trainer --------------------------------------------------------------------------------------------


def setup_link(app: Flask) -> str | None:
    """The path at which the first trainer is made; None as soon as there is one."""
    kept: Hub = app.extensions["workshop.hub"]
    return None if people.any_trainer(kept.database) else f"/setup/{app.extensions['workshop.setup']}"


@doors.route("/setup/<token>", methods=["GET", "POST"])
def setup(token: str) -> Response | str | tuple[str, int]:
    right = secrets.compare_digest(token.encode(), current_app.extensions["workshop.setup"].encode())
    if not right or people.any_trainer(hub().database):
        abort(404)
    if request.method == "GET":
        return render_template("setup.html", shortest=people.SHORTEST_PASSWORD)
    try:
        name = account_name(request.form.get("name", ""))
        chosen = chosen_password(name)
        trainer = hub().write(lambda connection: people.add_first_trainer(connection, name, chosen, now_ms()))
    except Refused as refused:
        page = render_template(
            "setup.html",
            shortest=people.SHORTEST_PASSWORD,
            problem=because(refused),
            name=request.form.get("name", ""),
        )
        return page, 422
    return let_in(trainer, "/")


def chosen_password(name: str) -> str:
    """The hash of the new password in the form, typed twice; raises ``Refused`` for one that is no good."""
    password = request.form.get("password", "")
    people.check_password_choice(password, name)
    if password != request.form.get("again", ""):
        raise Refused("desk/passwords_differ")
    return people.hash_password(password)


def account_name(typed: str) -> str:
    """A trainer's name on one line; raises ``Refused``."""
    try:
        name = one_line(typed, people.LONGEST_NAME, people.LONGEST_NAME_BYTES)
    except TooLong:
        raise Refused("desk/name_long", longest=people.LONGEST_NAME) from None
    except ValueError:
        raise Refused("text/unreadable") from None
    if not name:
        raise Refused("desk/name_empty")
    return name


# --- in and out ---------------------------------------------------------------------------------------------------


@doors.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]:
    goes_to = own_path(request.args.get("next"))
    if request.method == "GET":
        if current_user.is_authenticated:
            return redirect(goes_to)
        return render_template("sign_in.html", nobody_yet=not people.any_trainer(hub().database))
    if wait := tries().sign_in_wait_s(address()):
        problem = _("Too many wrong passwords from this network. Try again in {n} min.", n=-(-wait // 60))
        return render_template("sign_in.html", problem=problem, name=""), 429, {"Retry-After": str(wait)}
    return _try_password(request.form.get("name", ""), request.form.get("password", ""), goes_to)


def _try_password(typed_name: str, password: str, goes_to: str) -> Response | tuple[str, int]:
    """Unknown accounts and wrong passwords get one answer, and take the same time."""
    try:
        name = account_name(typed_name)
    except Refused:
        name = ""
    slowly = tries().is_guessed_at(name)
    with tries().trying(address()):
        if slowly:
            eventloop.sleep(SLOW_ANSWER_S)
        trainer = people.sign_in(hub().database, name, password[: people.LONGEST_PASSWORD + 1])
        if trainer is None:
            tries().wrong_password(address(), name)
    if trainer:
        tries().right_password(name)
        return let_in(trainer, goes_to)
    problem = _("This name and password do not belong together.")
    return render_template("sign_in.html", problem=problem, slowly=slowly, name=typed_name), 422


def let_in(trainer: Trainer, goes_to: str) -> Response:
    """A new session, whatever the browser held before: a planted or shared one is worth nothing."""
    now, limits, device = now_ms(), hub().config.limits, request.user_agent.string
    token = hub().write(lambda connection: people.start_session(connection, trainer.id, now, limits, device))
    _end_own_session()
    session.clear()
    response = redirect(goes_to, 303)
    set_cookie(response, STAFF, token, max_age=limits.session_s)
    return response


@doors.post("/sign-out")
def sign_out() -> Response:
    _end_own_session()
    session.clear()
    response = redirect("/", 303)
    drop_cookie(response, STAFF)
    return response


def _end_own_session() -> None:
    token = read_cookie(request, STAFF)
    if token:
        hub().write(lambda connection: people.end_session(connection, token))
        sign_out_at_once([hashed(token)])


def sign_out_at_once(rights: Iterable[bytes]) -> None:
    """Every screen that is open by one of these rights is closed and told; what it asks from now on is refused."""
    gone = frozenset(rights)
    for _live, presence in hub().all_live():
        presence.sign_out_rights(gone, "signed_out")
