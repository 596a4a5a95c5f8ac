"""T5 and T9: every page and every download by everybody, and no form that another site has sent.

``TABLE`` says what each route answers to whom; a route of the product without a row here fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.hostile.day import CHOICE, SLUG
from tests.hostile.hall import Hall, add_trainer, screen_link
from tests.hostile.raw import Device, Heard
from workshop.app import build
from workshop.config import Config

STAFF = ("owner", "trainer of the other room")
ROLES = (
    "nobody", "participant", "removed", "moved", "projector", "owner", "signed out", "trainer of the other room",
    "participant of the other room",
)  # fmt: skip
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Row:
    """What everybody is answered, but for some. ``fields`` go into the form."""

    everybody: int
    but: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    uses_up: bool = False
    """Whether the answer to those who may takes something away, so that each needs one of their own."""


def staff(answer: int, others: int = 302, **fields: str) -> Row:
    return Row(others, dict.fromkeys(STAFF, answer), fields)


def owner(answer: int, others: int, other_trainer: int, *, uses_up: bool = False, **fields: str) -> Row:
    return Row(others, {"owner": answer, "trainer of the other room": other_trainer}, fields, uses_up)


TABLE: dict[str, Row] = {
    "GET /": Row(200),
    "GET /healthz": Row(200),
    "GET /code": Row(200),
    "GET /<room_code:code>": Row(302),
    "GET /j/<token>": Row(302),
    "GET /setup/<token>": Row(404),
    "POST /setup/<token>": Row(
        404, fields={"name": "Eve", "password": "let me in please", "again": "let me in please"}
    ),
    "GET /sign-in": staff(302, others=200),
    "POST /sign-in": Row(422, fields={"name": "{role}", "password": "not the password"}),
    "POST /sign-out": Row(303, dict.fromkeys(STAFF, 303), uses_up=True),
    "GET /r/<room_id>/": Row(302, {"participant": 200}),
    "GET /r/<room_id>/mine": Row(302, {"participant": 200}),
    "GET /r/<room_id>/mine.ics": Row(403, {"participant": 404}),
    "GET /r/<room_id>/mine.pdf": Row(403, {"participant": 200}),
    "GET /r/<room_id>/join": Row(200, {"participant": 303}),
    "POST /r/<room_id>/join": Row(303, fields={"name": "Joe"}),
    "GET /r/<room_id>/return": Row(200, {"participant": 303}),
    "POST /r/<room_id>/return": Row(422, {"participant": 303}, {"person": "nobody", "seat_code": "0000"}),
    "GET /rooms/import": staff(200),
    "POST /rooms/import": staff(422, others=401),
    "GET /r/<room_id>/projector": Row(403, {"owner": 200, "projector": 200}),
    "GET /r/<room_id>/console": owner(200, 302, 403),
    "GET /r/<room_id>/qr.svg": Row(403, {"participant": 200, "projector": 200, "owner": 200}),
    "POST /r/<room_id>/screen-link": owner(200, 403, 403),
    "GET /r/<room_id>/screen/<token>": Row(410),
    "POST /r/<room_id>/screen/<token>": Row(410),
    "GET /r/<room_id>/snapshot": owner(200, 401, 401),
    "POST /r/<room_id>/commands": owner(400, 400, 400),  # a form is no list of commands; test_roles has the lists
    "GET /r/<room_id>/export.<extension>": owner(200, 302, 403),
    "GET /r/<room_id>/team/<team>.<extension>": owner(404, 302, 403),
    "GET /r/<room_id>/board/<block>/<int:number>.<extension>": owner(404, 302, 403),
    "GET /r/<room_id>/handouts/<what>.pdf": owner(404, 302, 403),
    "GET /r/<room_id>/board/<block>.<extension>": owner(404, 302, 403),
    "GET /r/<room_id>/board/<block>/of/<owner>.<extension>": owner(404, 302, 403),
    "GET /r/<room_id>/results/<token>": Row(410),
    "GET /rooms/<room_id>/files": owner(200, 302, 404),
    "POST /rooms/<room_id>/brand": owner(303, 401, 404, client="Eve & Co"),
    "POST /rooms/<room_id>/share": owner(200, 401, 404, days="7"),
    "POST /rooms/<room_id>/share/<link>/revoke": owner(303, 401, 404),
    "GET /rooms/new": staff(200),
    "POST /rooms/new": staff(303, others=401, choice=CHOICE, title="Eve's room"),
    "GET /rooms/<room_id>/end": owner(200, 302, 404),
    "POST /rooms/<room_id>/end": owner(303, 401, 404, uses_up=True),
    "GET /rooms/<room_id>/delete": owner(200, 302, 404),
    "POST /rooms/<room_id>/delete": owner(303, 401, 404, uses_up=True),
    "POST /rooms/<room_id>/take-over": staff(409, others=401),  # its owner is here
    "GET /r/<room_id>/helpers": owner(200, 403, 403),
    "POST /r/<room_id>/helpers": owner(400, 403, 403),  # a form is no JSON; test_people has the helpers
    "POST /r/<room_id>/helpers/<helper_id>/revoke": owner(200, 403, 403),
    "GET /r/<room_id>/helper/<token>": Row(410),
    "POST /r/<room_id>/helper/<token>": Row(410),
    "POST /r/<room_id>/new-code": owner(200, 403, 403, uses_up=True),
    "POST /r/<room_id>/seat-link": owner(400, 403, 403),
    "GET /r/<room_id>/seat/<token>": Row(410),
    "POST /r/<room_id>/seat/<token>": Row(410),
    "GET /account/": staff(200),
    "POST /account/password": staff(422, 401, old="not the password", password="another one", again="another one"),
    "POST /account/sessions/<session_id>/end": staff(303, 401),
    "POST /account/sessions/end-others": staff(303, 401),
    "GET /trainers": staff(200),
    "GET /trainers/<trainer_id>/leave": staff(200),
    "POST /trainers/<trainer_id>/leave": Row(401, dict.fromkeys(STAFF, 303), uses_up=True),
    "POST /trainers/<trainer_id>/back": staff(303, 401),
    "GET /trainers/<trainer_id>/rooms": staff(404),  # a trainer who is here: nobody else's business
    "POST /trainers/<trainer_id>/password-link": staff(200, 401),
    "POST /trainers/invitations": staff(200, 401),
    "POST /trainers/invitations/<invitation>/revoke": staff(303, 401),
    "GET /invitation/<token>": Row(410),
    "POST /invitation/<token>": Row(
        410, fields={"name": "Eve", "password": "let me in please", "again": "let me in please"}
    ),
    "GET /new-password/<token>": Row(410),
    "POST /new-password/<token>": Row(410, fields={"password": "let me in please", "again": "let me in please"}),
    "GET /courses": staff(200),
    "GET /courses/<slug>/<agenda_id>": staff(200),
}

TELLS = re.compile(r"h\.(slide|team|alone|unnamed|named)|SPEAKERNOTE|TIPSFORFAY|csrf\": ")
"""What stands on no page for strangers: the plan of the day, the speaker's notes, a console's token."""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """``GET /courses`` and so on, as the product itself lists them."""
    product = build(Config(data_dir=tmp_path_factory.mktemp("rules")))
    found = [
        f"{method} {rule.rule}"
        for rule in product.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]
    product.hub.close()
    return sorted(found)


def used_link(hall: Hall) -> str:
    link = screen_link(hall)
    assert Device(hall.server.address).post(link).status == 303
    return link.rsplit("/", 1)[1]


@dataclass
class Doors:
    """Knocks at every route as everybody."""

    hall: Hall
    knocks: int = 0

    def __post_init__(self) -> None:
        self.link = used_link(self.hall)
        self.colleague = add_trainer(self.hall, f"Cy {self.link[:8]}")

    def path(self, rule: str, room: str | None = None, trainer: str | None = None) -> str:
        """The route with values that exist."""
        hall = self.hall
        setup = re.findall(r"/setup/([\w-]+)", hall.server.printed)[-1]
        token = {"/j/": hall.room.join_path.rsplit("/", 1)[1], "/setup/": setup}
        path = rule.split(" ", 1)[1]
        start = next((start for start in token if path.startswith(start)), "")
        values = {
            "room_id": room or hall.room.id, "room_code:code": hall.room.code, "token": token.get(start, self.link),
            "extension": "csv", "slug": SLUG, "agenda_id": "day", "trainer_id": trainer or self.colleague,
            "helper_id": "0" * 16, "session_id": "0" * 64, "invitation": "0" * 16,
            "team": "1", "block": "b", "owner": "1", "what": "nothing", "int:number": "1", "link": "0" * 64,
        }  # fmt: skip
        path = re.sub(r"<([^>]+)>", lambda name: values[name[1]], path)
        return f"{path}?as=console" if path.endswith(("/snapshot", "/commands")) else path

    def knock(self, rule: str, role: str, headers: Mapping[str, str] | None = None, *, forged: bool = False) -> Heard:
        """``forged`` is a request that carries no token, as another site's would."""
        row, device = TABLE[rule], self.hall[role]
        self.knocks += 1
        if rule.startswith("GET "):
            return device.request("GET", self.path(rule), headers=headers, keeps=False)
        room = trainer = None
        if row.uses_up and not forged and self.answer_to(rule, role) < 400:
            if "sign-out" in rule:
                device = device.twin(session=device.cookies.get("session", ""), staff="somebody's old session")
            elif "<trainer_id>" in rule:
                trainer = add_trainer(self.hall, f"Cy {self.link[:8]} {self.knocks}")
            else:
                room = a_spare_room(self.hall)
        path = self.path(rule, room, trainer)
        fields = {name: value.format(role=role) for name, value in row.fields.items()}
        token = {} if forged else {"csrf_token": device.csrf}
        head = {"Cookie": device.cookie_line, **FORM, **(headers or {})}
        return device.request("POST", path, urlencode({**fields, **token}).encode(), head, keeps=False)

    def answer_to(self, rule: str, role: str) -> int:
        return TABLE[rule].but.get(role, TABLE[rule].everybody)

    def faults(self) -> Iterator[str]:
        """Refusals first: after them nothing may be stored and nothing seen that was not before."""
        for refusing in (True, False):
            before = self.hall.stored(), self.hall.seen()
            for rule in TABLE:
                for role in ROLES:
                    wanted = self.answer_to(rule, role)
                    if (rule.startswith("GET ") or wanted >= 400) != refusing:
                        continue
                    answer = self.knock(rule, role)
                    if answer.status != wanted:
                        yield f"{role}: {rule} answers {answer.status}, not {wanted}"
                    if self.is_for_strangers(rule, role) and (told := TELLS.search(answer.text)):
                        yield f"{role}: {rule} tells {told[0]}"
            if refusing and (self.hall.stored(), self.hall.seen()) != before:
                yield "something was stored or is seen"

    def is_for_strangers(self, rule: str, role: str) -> bool:
        own_pages = (
            "GET /r/<room_id>/",
            "GET /r/<room_id>/mine",
            "GET /r/<room_id>/mine.pdf",
        )  # bring what is theirs with them
        is_own_phone = rule in own_pages and role == "participant"
        return role not in STAFF and rule.startswith("GET ") and not is_own_phone


def a_spare_room(hall: Hall) -> str:
    answer = hall.fay.post("/rooms/new", {"choice": CHOICE, "title": "to be ended"})
    return answer.header("Location").split("/")[2]


def test_every_route_has_a_row(rules: list[str]) -> None:
    assert rules == sorted(TABLE)


def test_every_route_answers_everybody_as_the_table_says(hall: Hall) -> None:
    doors = Doors(hall)
    assert list(doors.faults()) == []
    assert doors.knocks >= len(TABLE) * len(ROLES)


@pytest.mark.parametrize("weakness", ["any_trainer", "any_room", "open_desk"])
def test_a_server_that_lets_everybody_in_is_caught(hall_without: Callable[[str], Hall], weakness: str) -> None:
    assert next(Doors(hall_without(weakness)).faults(), None)


# --- T9 -----------------------------------------------------------------------------------------------------------

OTHER_SITE = {"Origin": "https://evil.example", "Referer": "https://evil.example/", "Sec-Fetch-Site": "cross-site"}
FORGERIES: dict[str, Mapping[str, str]] = {
    "no token": {},
    "a form of another site": OTHER_SITE,
    "plain text": {**OTHER_SITE, "Content-Type": "text/plain"},
    "a made-up token": {"X-CSRFToken": "ImZvcmdlZCI.forged.forged"},
    "a header of ours": {**OTHER_SITE, "X-Workshop": "1", "Content-Type": "text/plain"},
    "JSON as text": {**OTHER_SITE, "X-Workshop": "1", "Content-Type": "application/json"},
}


def forgeries(hall: Hall) -> Iterator[str]:
    """Every form that is sent for somebody who is in, without the token of their session."""
    doors = Doors(hall)
    before = hall.stored()
    for rule in sorted(TABLE, key=lambda rule: "sign-in" in rule):  # that one answers slowly to whoever guesses
        if rule.startswith("POST "):
            for role in ("owner", "participant"):
                for name, headers in FORGERIES.items():
                    status = doors.knock(rule, role, headers, forged=True).status
                    if not 400 <= status < 500:
                        yield f"{rule} takes {name} from {role}'s browser: {status}"
    foreign = hall["trainer of the other room"].csrf
    if (
        hall.fay.request("POST", f"/rooms/{hall.room.id}/end", urlencode({"csrf_token": foreign}).encode(), FORM).status
        != 400
    ):
        yield "a token of somebody else's session is taken"
    if hall.stored() != before:
        yield "a forged form was stored"


def test_no_form_of_another_site_is_taken(hall: Hall) -> None:
    assert list(forgeries(hall)) == []


def test_a_server_without_tokens_is_caught(hall_without: Callable[[str], Hall]) -> None:
    assert next(forgeries(hall_without("no_csrf")), None)


def looks(hall: Hall) -> Iterator[str]:
    """What an image of another site, a preview of a link or a curious program can ask for."""
    doors = Doors(hall)
    fresh = screen_link(hall)
    before = hall.stored()
    for role in ("owner", "participant", "projector"):
        for path in [fresh, *(doors.path(rule) for rule in TABLE)]:
            for method in ("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "PATCH", "DELETE"):
                answer = hall[role].request(method, path, keeps=False)
                if answer.status >= 500 or (method == "HEAD" and answer.body):
                    yield f"{method} {path} of {role}: {answer.status}"
                if method in ("PUT", "PATCH", "DELETE") and answer.status < 400:
                    yield f"{method} {path} of {role} is heard"
    if hall.stored() != before:
        yield "looking has changed something"


def test_nothing_is_done_by_looking(hall: Hall) -> None:
    assert list(looks(hall)) == []


def test_a_server_that_takes_a_look_for_a_deed_is_caught(hall_without: Callable[[str], Hall]) -> None:
    assert "looking has changed something" in list(looks(hall_without("head_is_no_get")))


# --- links --------------------------------------------------------------------------------------------------------


def test_a_link_for_a_wall_is_good_once_and_for_its_own_room(hall: Hall) -> None:
    link = screen_link(hall)
    elsewhere = link.replace(hall.room.id, hall.other.id)
    stranger, first, second = (Device(hall.server.address) for _ in range(3))
    assert stranger.get(elsewhere).status == 410
    assert stranger.post(elsewhere).status == 410
    assert [first.get(link).status for _ in range(3)] == [200] * 3  # a preview of the link uses nothing up
    assert first.post(link).status == 303
    assert second.post(link).status == 410
    assert first.snapshot(hall.room.id, "projector").status == 200
    assert second.snapshot(hall.room.id, "projector").status == 401
    assert first.snapshot(hall.other.id, "projector").status == 401


def test_no_download_leaves_the_house_by_another_name(hall: Hall) -> None:
    """Tricks with the address of a file do not lead past the question whose room it is."""
    room = hall.room.id
    paths = [f"/r/{room}/export.{end}" for end in ("csv%00", "csv/", "CSV", "csv?as=console", "xlsx;x=1", "json", "md")]
    paths += [
        f"/r/{room}//export.csv",
        f"//r/{room}/export.csv",
        f"/r/{room}/./export.csv",
        f"/r/%2e/{room}/export.csv",
    ]
    paths += ["/static/../data/workshop.db", "/static/dist/%2e%2e/%2e%2e/data/secret"]
    paths += [
        "/static/dist/pages/..%2f..%2f..%2fpyproject.toml",
        f"/static/dist/{'../' * 8}etc/passwd",
        "/data/workshop.db",
        "/.git/config",
        "/static/dist/../../pyproject.toml",
    ]
    secret = (hall.server.data / "secret").read_text()
    source = Path("pyproject.toml").read_bytes()[:200]
    for role in ("nobody", "participant", "projector", "trainer of the other room"):
        for path in paths:
            answer = hall[role].request("GET", path, keeps=False)
            assert not (answer.status == 200 and path.startswith(("/r/", "//r/"))), (role, path)
            assert b"SQLite format 3" not in answer.body
            assert b"root:" not in answer.body
            assert secret.encode() not in answer.body
            assert source not in answer.body
