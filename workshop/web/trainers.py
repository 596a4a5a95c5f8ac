"""The trainers of this server: inviting one more, helping one who forgot their password, parting from one.

Every link works once. Looking at it uses nothing up; only the form behind it does.
"""

from __future__ import annotations

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from flask_login import login_required
from werkzeug import Response

from workshop.core.errors import Refused
from workshop.rooms.clock import now_ms
from workshop.store import people, trainers
from workshop.store.trainers import Colleague
from workshop.web.addresses import base_url
from workshop.web.auth import account_name, chosen_password, current_user, hub, let_in, sign_out_at_once
from workshop.web.language import because

Page = tuple[str, int]
HOUR_MS = 3_600_000

colleagues = Blueprint("trainers", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(colleagues)


# --- the list -----------------------------------------------------------------------------------------------------


@colleagues.get("/trainers")
@login_required
def everybody() -> str:
    return _list()


def _list(**more: str | int) -> str:
    known = trainers.colleagues(hub().database)
    return render_template(
        "trainers.html",
        trainer=current_user.trainer,
        here=[colleague for colleague in known if colleague.left_at is None],
        gone=[colleague for colleague in known if colleague.left_at is not None],
        invitations=trainers.invitations(hub().database, now_ms()),
        hours=trainers.INVITATION_MS // HOUR_MS,
        **more,
    )


def _colleague(trainer_id: str) -> Colleague:
    found = next((known for known in trainers.colleagues(hub().database) if known.id == trainer_id), None)
    if found is None:
        abort(404)
    return found


def _me() -> str:
    trainer: str = current_user.trainer.id
    return trainer


def _address(path: str) -> str:
    return base_url(hub().config, request.args.get("host")) + path


# --- inviting -----------------------------------------------------------------------------------------------------


@colleagues.post("/trainers/invitations")
@login_required
def invite() -> str | Page:
    """The link stands on the page that follows and nowhere else: nobody can look it up later."""
    by = _me()
    try:
        token = hub().write(lambda connection: trainers.invite(connection, by, now_ms()))
    except Refused as refused:
        return _list(problem=because(refused)), 409
    return _list(link=_address(url_for("trainers.invited", token=token)))


@colleagues.post("/trainers/invitations/<invitation>/revoke")
@login_required
def revoke(invitation: str) -> Response:
    hub().write(lambda connection: trainers.revoke_invitation(connection, invitation))
    return redirect(url_for("trainers.everybody"), 303)


@colleagues.route("/invitation/<token>", methods=["GET", "POST"])
def invited(token: str) -> Response | str | Page:
    """Whoever is invited chooses the name and the password that nobody else knows."""
    if not trainers.invitation_waits(hub().database, token, now_ms()):
        return _used_up()
    if request.method == "GET":
        return render_template("setup.html", invited=True, shortest=people.SHORTEST_PASSWORD)
    typed = request.form.get("name", "")
    try:
        name = account_name(typed)
        chosen = chosen_password(name)
        trainer = hub().write(lambda connection: trainers.accept(connection, token, name, chosen, now_ms()))
    except Refused as refused:
        shown = {"shortest": people.SHORTEST_PASSWORD, "name": typed, "problem": because(refused)}
        return render_template("setup.html", invited=True, **shown), 422
    return let_in(trainer, "/") if trainer else _used_up()


def _used_up() -> Page:
    """One answer for a link that was used, is too old, was revoked, or never was."""
    return render_template("link_used.html"), 410


# --- a new password -----------------------------------------------------------------------------------------------


@colleagues.post("/trainers/<trainer_id>/password-link")
@login_required
def password_link(trainer_id: str) -> str | Page:
    """For a colleague who forgot theirs. One's own password asks for the old one."""
    colleague, by = _colleague(trainer_id), _me()
    try:
        token = hub().write(lambda c: trainers.new_password_link(c, colleague.id, by, now_ms()))
    except Refused as refused:
        return _list(problem=because(refused)), 409
    hours = trainers.PASSWORD_LINK_MS // HOUR_MS
    return _list(link=_address(url_for("trainers.new_password", token=token)), whose=colleague.name, link_hours=hours)


@colleagues.route("/new-password/<token>", methods=["GET", "POST"])
def new_password(token: str) -> Response | str | Page:
    trainer = trainers.whose_password(hub().database, token, now_ms())
    if trainer is None:
        return _used_up()
    shown = {"whose": trainer.name, "shortest": people.SHORTEST_PASSWORD}
    if request.method == "GET":
        return render_template("new_password.html", **shown)
    try:
        chosen = chosen_password(trainer.name)
    except Refused as refused:
        return render_template("new_password.html", **shown, problem=because(refused)), 422
    done = hub().write(lambda connection: trainers.set_password(connection, token, chosen, now_ms()))
    if done is None:
        return _used_up()
    sign_out_at_once(done[1])
    return let_in(done[0], "/")


# --- parting ------------------------------------------------------------------------------------------------------


@colleagues.route("/trainers/<trainer_id>/leave", methods=["GET", "POST"])
@login_required
def leave(trainer_id: str) -> Response | str | Page:
    colleague, by = _colleague(trainer_id), _me()
    if request.method == "GET":
        if colleague.left_at is not None or colleague.id == by:
            return redirect(url_for("trainers.everybody"))
        return render_template("trainer_leaves.html", trainer=current_user.trainer, colleague=colleague)
    try:
        ended = hub().write(lambda connection: trainers.leave(connection, colleague.id, by, now_ms()))
    except Refused as refused:
        return _list(problem=because(refused)), 409
    sign_out_at_once(ended)
    return redirect(url_for("trainers.everybody"), 303)


@colleagues.post("/trainers/<trainer_id>/back")
@login_required
def bring_back(trainer_id: str) -> Response:
    colleague, by = _colleague(trainer_id), _me()
    hub().write(lambda connection: trainers.bring_back(connection, colleague.id, by))
    return redirect(url_for("trainers.everybody"), 303)


@colleagues.get("/trainers/<trainer_id>/rooms")
@login_required
def rooms_left(trainer_id: str) -> str:
    """The rooms of a trainer who left; those of a trainer who is here are nobody else's business."""
    colleague = _colleague(trainer_id)
    if colleague.left_at is None:
        abort(404)
    rooms = hub().rooms_of(colleague.id)
    return render_template("rooms_left.html", trainer=current_user.trainer, colleague=colleague, rooms=rooms)


@colleagues.post("/rooms/<room_id>/take-over")
@login_required
def take_over(room_id: str) -> Response:
    by, room = _me(), hub().find(room=room_id)
    if room is None:
        abort(404)
    hub().write(lambda connection: trainers.take_over(connection, room.id, by))
    if hub().rooms_of(room.owner):
        return redirect(url_for("trainers.rooms_left", trainer_id=room.owner), 303)
    return redirect("/", 303)
