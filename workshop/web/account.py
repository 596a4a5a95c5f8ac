"""A trainer's own account: another password, and the devices on which they are signed in."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask_login import login_required
from werkzeug import Response

from workshop import eventloop
from workshop.core.errors import Refused
from workshop.rooms.clock import now_ms
from workshop.store import people, trainers
from workshop.store.people import Trainer
from workshop.store.seats import hashed
from workshop.web.auth import SLOW_ANSWER_S, STAFF, chosen_password, current_user, hub, sign_out_at_once
from workshop.web.cookies import read_cookie
from workshop.web.language import _, because
from workshop.web.limits import address, tries

BROWSERS: Final = (
    ("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS: Final = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("OpenHarmony", "HarmonyOS"), ("Android", "Android"),
    ("Windows", "Windows"), ("Macintosh", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
"""What a browser calls itself, the first that fits: many say they are several."""

own = Blueprint("account", __name__, url_prefix="/account")


def register(app: Flask) -> None:
    app.register_blueprint(own)
    app.jinja_env.filters.update(device=device_name, minute=minute)


@own.get("/")
@login_required
def account() -> str:
    return _account()


def _account(**more: str | bool) -> str:
    me, token = _me(), _token()
    found = trainers.devices(hub().database, me.id, now_ms(), hub().config.limits)
    return render_template(
        "account.html",
        trainer=me,
        devices=found,
        present=hashed(token).hex(),
        shortest=people.SHORTEST_PASSWORD,
        **more,
    )


def _me() -> Trainer:
    trainer: Trainer = current_user.trainer
    return trainer


def _token() -> str:
    return read_cookie(request, STAFF)


# --- the password -------------------------------------------------------------------------------------------------


@own.post("/password")
@login_required
def password() -> tuple[str, int]:
    """The old password is asked: a laptop that stood open for a minute is not an account. Guessing gets slow."""
    me, token = _me(), _token()
    try:
        _ask_old_password(me)
        chosen = chosen_password(me.name)
        ended = hub().write(lambda connection: trainers.change_password(connection, me.id, chosen, but=token))
    except Refused as refused:
        return _account(problem=because(refused)), 422
    sign_out_at_once(ended)
    return _account(changed=True), 200


def _ask_old_password(me: Trainer) -> None:
    """Raises ``Refused`` when the form does not hold it."""
    if tries().is_guessed_at(me.name):
        eventloop.sleep(SLOW_ANSWER_S)
    old = request.form.get("old", "")[: people.LONGEST_PASSWORD + 1]
    if people.sign_in(hub().database, me.name, old) is None:
        tries().wrong_password(address(), me.name)
        raise Refused("desk/password_wrong")
    tries().right_password(me.name)


# --- the devices --------------------------------------------------------------------------------------------------


@own.post("/sessions/<session_id>/end")
@login_required
def end_session(session_id: str) -> Response:
    me = _me()
    sign_out_at_once(hub().write(lambda connection: trainers.end_sessions(connection, me.id, only=session_id)))
    return redirect(url_for("account.account"), 303)


@own.post("/sessions/end-others")
@login_required
def end_other_sessions() -> Response:
    me, token = _me(), _token()
    sign_out_at_once(hub().write(lambda connection: trainers.end_sessions(connection, me.id, but=token)))
    return redirect(url_for("account.account"), 303)


def device_name(user_agent: str) -> str:
    """``Chrome · Windows``: enough to tell the laptop from the phone."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    known = [_("WeChat") if browser == "WeChat" else browser, system]
    return " · ".join(filter(None, known)) or re.sub(r"[/\s].*", "", user_agent)[:40] or _("Unknown device")


def minute(at: int) -> str:
    """A moment by the clock on the wall, to the minute. ``at`` in milliseconds since 1970."""
    offset = hub().config.utc_offset_minutes
    zone = None if offset is None else timezone(timedelta(minutes=offset))
    return f"{datetime.fromtimestamp(at / 1000, UTC).astimezone(zone):%Y-%m-%d %H:%M}"
