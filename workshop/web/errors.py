"""What went wrong, in words: a page for people, a code for scripts. A bug is logged with its trace and told briefly."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from workshop.core.errors import Refused
from workshop.web.language import _, because

log = logging.getLogger(__name__)
CODES = {400: "web/malformed", 401: "web/sign_in", 403: "web/not_yours", 404: "web/not_here", 405: "web/not_here",
         410: "web/gone", 413: "web/too_large", 429: "web/too_often", 500: "web/broken",
         503: "web/full_house"}  # fmt: skip
TRY_AGAIN_S = 5
STALE_CODE = "web/stale_form"


def register(app: Flask) -> None:
    app.log_exception = _log  # type: ignore[method-assign]
    app.register_error_handler(HTTPException, _failed)
    app.register_error_handler(Refused, _refused)


def _log(exc_info: Any) -> None:
    """The library would log the path, which may be somebody's link."""
    log.error("a bug on %s %s", request.method, request.url_rule or "a path of nobody", exc_info=exc_info)


def _failed(error: HTTPException) -> Response | HTTPException:
    if error.code is None:
        return error
    if _is_for_a_script():
        code = STALE_CODE if isinstance(error, CSRFError) else CODES.get(error.code, CODES[500])
        response = make_response(jsonify(code=code, facts={}), error.code)
    else:
        title, advice = _told(error)
        again = request.path if isinstance(error, CSRFError) else None
        response = make_response(render_template("error.html", title=title, advice=advice, again=again), error.code)
    if error.code == 503:
        response.headers["Retry-After"] = str(TRY_AGAIN_S)
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _refused(refused: Refused) -> Response:
    status = 403 if refused.code == "room/not_owner" else 409
    if _is_for_a_script():
        return make_response(jsonify(code=refused.code, facts=refused.facts), status)
    page = render_template("error.html", title=_("This cannot be done right now."), advice=because(refused))
    return make_response(page, status)


def _is_for_a_script() -> bool:
    accepts = request.accept_mimetypes
    return request.is_json or "X-CSRFToken" in request.headers or accepts["application/json"] > accepts["text/html"]


def _told(error: HTTPException) -> tuple[str, str]:
    """A headline and what to do about it."""
    if isinstance(error, CSRFError):
        return _("This page was open for too long"), _("Nothing was changed. Open it again and repeat the last step.")
    match error.code, error.description:
        case 400, "host":
            return _("This address does not lead here"), _("Open the address that the facilitator shows.")
        case 401, _description:
            return _("You are signed out"), _("Sign in again, then repeat the last step.")
        case 404, "room":
            return _("There is no such room"), _("Scan the QR code on the wall, or ask the facilitator for the code.")
        case 403, "room":
            return _("This room belongs to another trainer"), _("Sign in under the name that opened it.")
        case ((404 | 405), _description):
            return _("There is nothing here"), _("Check the address, or start from the first page.")
        case ((413 | 429 | 503) as code, _description):
            return _too_much(code)
        case code, _description if code and code >= 500:
            return _("Something broke on our side"), _("What was saved is safe. Try again in a moment.")
        case _:
            return _("This cannot be done right now."), _("Go back and try it another way.")


def _too_much(code: int) -> tuple[str, str]:
    if code == 413:
        return _("That is too much at once"), _("Send less, or in parts.")
    if code == 429:
        return _("That was too often"), _("Wait a minute, then try again.")
    return _("Many people are coming in right now"), _("Wait a few seconds, then try again.")
