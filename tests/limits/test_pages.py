"""How much one request may bring and how often one may guess: at the limit it works, one above it is said in words."""

import io

import pytest

from tests.limits.at_limit import is_told, limit
from tests.limits.conftest import PASSWORD
from workshop.config import Limits
from workshop.rooms.clock import now_ms
from workshop.store import packs, people
from workshop.web import auth, limits
from workshop.web.auth import TICKET
from workshop.web.limits import Tries

HALL = "203.0.113.7"


def post(there, path, body, **headers):
    return there.client.post(path, data=body, headers={"Accept": "application/json", **headers})


def commands(person, where, count):
    wishes = [{"id": f"wish-{n:08}", "type": "room/nothing"} for n in range(count)]
    sent = {"json": {"commands": wishes}, "headers": {"X-Workshop": "1"}}
    return person.client.post(f"{where.path}commands?as=phone", **sent)


class TestRequests:
    @limit("body_bytes")
    def test_bytes(self, at):
        where = at(body_bytes=4_096)
        ann = where.browser()
        ann.join(where.room, "Ann")
        sent = {"Content-Type": "application/json", "X-Workshop": "1"}
        full = b'{"commands":[]}'.ljust(4_096)
        assert post(ann, f"{where.path}commands?as=phone", full, **sent).status_code == 200
        answer = post(ann, f"{where.path}commands?as=phone", full + b" ", **sent)
        assert (answer.status_code, answer.json["code"]) == (413, "web/too_large")
        assert is_told("web/too_large")

    @limit("import_bytes")
    def test_bytes_of_an_import(self, at):
        most = 2**20
        where = at(import_bytes=most)
        report = where.fay.get(f"{where.path}export.json").data

        def brings(size):
            file = io.BytesIO(report.ljust(size)), "data.json"
            return where.fay.fill_in("/rooms/import?lang=en", report=file)

        assert brings(most).status_code == 303
        for size in (most + 1, most + 10**6):
            answer = brings(size)
            assert answer.status_code in (413, 422)
            assert "larger than 1 MB" in answer.text
        assert is_told("import/large", most=1)

    @limit("commands_a_post")
    def test_commands(self, at):
        where = at(commands_a_post=3)
        ann = where.browser()
        ann.join(where.room, "Ann")
        assert len(commands(ann, where, 3).json["answers"]) == 3
        answer = commands(ann, where, 4)
        assert (answer.status_code, answer.json["code"]) == (413, "command/too_many")
        assert is_told("command/too_many", most=3)

    @limit("title_characters")
    def test_titles(self, at):
        where = at(title_characters=8)
        assert where.fay.fill_in("/rooms/new", title="客" * 8).status_code == 303
        answer = where.fay.fill_in("/rooms/new", title="客" * 9)
        assert answer.status_code == 422
        assert is_told("desk/title_long", longest=8)


class TestRoomCodes:
    def guesses(self, where, count, first=10_000_000, at=HALL):
        return [where.browser(at=at).get(f"/{first + n}").status_code for n in range(count)]

    @limit("wrong_codes_a_minute")
    def test_a_minute(self, at):
        assert self.guesses(at(wrong_codes_a_minute=3), 4) == [404] * 3 + [429]

    @limit("wrong_codes_an_hour")
    def test_an_hour(self, at):
        assert self.guesses(at(wrong_codes_an_hour=3), 4) == [404] * 3 + [429]

    @limit("wrong_codes_everywhere_a_minute")
    def test_from_everywhere(self, at):
        where = at(wrong_codes_everywhere_a_minute=3)
        found = [self.guesses(where, 1, at=f"203.0.113.{n}")[0] for n in range(4)]
        assert found == [404] * 3 + [429]

    def test_whoever_waits_is_told_so_in_both_languages(self, at):
        where = at(wrong_codes_a_minute=1)
        self.guesses(where, 1)
        waits = {lang: where.browser(at=HALL).get(f"/{where.room.code}?lang={lang}") for lang in ("zh", "en")}
        assert {page.status_code for page in waits.values()} == {429}
        assert "分钟" in waits["zh"].text
        assert "min" in waits["en"].text

    @limit("wrong_links_a_minute")
    def test_of_links_to_results(self, at):
        where = at(wrong_links_a_minute=3)
        token = where.hub.write(lambda connection: packs.share(connection, where.room.id, 1, now_ms()))

        def opens(link, address=HALL):
            return where.browser(at=address).get(f"{where.path}results/{link}").status_code

        assert [opens(token) for _ in range(5)] == [200] * 5
        assert [opens(f"wrong{n}") for n in range(4)] == [410] * 3 + [429]
        assert opens(token) == 429
        assert opens(token, "203.0.113.8") == 200
        assert where.browser().get("/r/nowhere/results/wrong").status_code == 410

    @limit("wrong_seat_codes")
    def test_of_a_seat(self, at):
        where = at(wrong_seat_codes=2)
        ann = where.hub.live(where.room.id).join("Ann")
        wrong = "0000" if ann.seat_code != "0000" else "0001"

        def tries(code):
            return where.browser().fill_in(f"{where.path}return?person={ann.person}", seat_code=code).status_code

        assert tries(wrong) == 422
        assert tries(ann.seat_code) == 303
        assert [tries(wrong), tries(wrong), tries(ann.seat_code)] == [422] * 3
        assert is_told("room/seat_closed")


class TestNewPeople:
    def come(self, where, device, *names):
        """One device brings these people; whether each waits for the facilitator."""
        for name in names:
            device.client.delete_cookie(TICKET, path=where.path)
            assert device.join(where.room, name).status_code == 303
        members = where.hub.live(where.room.id).state.members.values()
        return [member.waits for member in sorted(members, key=lambda member: member.rank)]

    @limit("new_people_a_device")
    def test_of_a_device(self, at):
        where = at(new_people_a_device=2)
        assert self.come(where, where.browser(), "Ann", "Ben", "Chen") == [False, False, True]

    @limit("new_people_window_s")
    def test_lately(self, at, monkeypatch):
        where, now = at(new_people_a_device=1, new_people_window_s=5), [100.0]
        monkeypatch.setattr(limits, "monotonic", lambda: now[0])
        device = where.browser()
        self.come(where, device, "Ann")
        now[0] += 4.9
        assert self.come(where, device, "Ben") == [False, True]
        now[0] += 5.1
        assert self.come(where, device, "Chen") == [False, True, False]


class TestSignIn:
    def tries(self, where, password, at=HALL, lang="zh"):
        return where.browser(at=at).fill_in(f"/sign-in?lang={lang}", name="Fay", password=password)

    @limit("sign_in_tries")
    def test_of_an_account(self, at, monkeypatch):
        monkeypatch.setattr(auth, "SLOW_ANSWER_S", 0)
        where = at(sign_in_tries=2)
        tries: Tries = where.app.extensions["workshop.tries"]
        self.tries(where, "wrong")
        assert not tries.is_guessed_at("Fay")
        self.tries(where, "wrong")
        assert tries.is_guessed_at("Fay")
        assert self.tries(where, PASSWORD).status_code == 303

    @limit("sign_in_tries_an_address", "sign_in_window_s")
    def test_of_an_address(self, at):
        where = at(sign_in_tries_an_address=2, sign_in_window_s=90)
        assert [self.tries(where, "wrong").status_code for _ in range(2)] == [422] * 2
        refused = self.tries(where, PASSWORD, lang="en")
        assert refused.status_code == 429
        assert 85 <= int(refused.headers["Retry-After"]) <= 90
        assert "Too many wrong passwords" in refused.text
        assert "密码" in self.tries(where, PASSWORD).text
        assert self.tries(where, PASSWORD, at="203.0.113.8").status_code == 303

    def test_those_that_are_being_looked_at_count_too(self, at):
        """Else as many could be tried as arrive at one moment."""
        where = at(sign_in_tries_an_address=2)
        tries: Tries = where.app.extensions["workshop.tries"]
        with tries.trying(HALL):
            assert self.tries(where, PASSWORD).status_code == 303
            with tries.trying(HALL):
                refused = self.tries(where, PASSWORD)
                assert (refused.status_code, int(refused.headers["Retry-After"])) == (429, limits.ASK_AGAIN_S)
                assert self.tries(where, PASSWORD, at="203.0.113.8").status_code == 303
        assert self.tries(where, PASSWORD).status_code == 303


class TestSessions:
    @limit("idle_session_s", "session_s")
    @pytest.mark.parametrize("name", ["idle_session_s", "session_s"])
    def test_nobody_is_in_for_ever(self, at, name):
        where = at(**{name: 60})
        now = now_ms()

        def is_in(after_s):
            return people.session_of(where.hub.database, where.token, now + after_s * 1000, where.hub.config.limits)

        assert is_in(58)
        assert is_in(61) is None


class TestTickets:
    @limit("ticket_after_end_s")
    def test_end_some_days_after_the_room(self, at, monkeypatch):
        where = at(ticket_after_end_s=60)
        ann = where.browser()
        ann.join(where.room, "Ann")
        where.hub.live(where.room.id).facilitate("fay", "room/end")
        ended_at = where.hub.find(room=where.room.id).ended_at

        def is_in(after_s):
            monkeypatch.setattr(auth, "now_ms", lambda: ended_at + after_s * 1_000)
            return ann.get(f"{where.path}snapshot?as=phone").status_code

        assert [is_in(0), is_in(60), is_in(61)] == [200, 200, 401]
        for page in ("join", "return"):
            told = {lang: ann.client.get(f"{where.path}{page}?lang={lang}") for lang in ("zh", "en")}
            assert [answer.status_code for answer in told.values()] == [410, 410]
            assert "不再开放" in told["zh"].text
            assert "can no longer be opened" in told["en"].text


class TestHowOftenOneMayAsk:
    @pytest.fixture
    def clock(self, monkeypatch):
        now = [100.0]
        monkeypatch.setattr(limits, "monotonic", lambda: now[0])
        return now

    def is_at_pace(self, ask, burst, every_s, clock):
        """Whether so many are answered at once, then one each time so many seconds went by."""
        found = [ask().status_code for _ in range(burst + 1)]
        clock[0] += every_s * 0.9
        found.append(ask().status_code)
        clock[0] += every_s * 0.2
        refused = ask(), ask()
        found += [answer.status_code for answer in refused]
        assert int(refused[1].headers["Retry-After"]) >= 1
        fine = found[0]
        assert is_told("web/too_often")
        return fine != 429 and found == [fine] * burst + [429, 429, fine, 429]

    def sat(self, where, name="Ann"):
        person = where.browser()
        person.join(where.room, name)
        return person

    @limit("snapshot_burst", "snapshots_a_second")
    def test_for_snapshots(self, at, clock):
        where = at(snapshot_burst=5, snapshots_a_second=2)
        ann, ben = self.sat(where), self.sat(where, "Ben")
        assert self.is_at_pace(lambda: ann.get(f"{where.path}snapshot?as=phone"), 5, 0.5, clock)
        assert ben.get(f"{where.path}snapshot?as=phone").status_code == 200
        assert where.fay.get(f"{where.path}snapshot?as=console").status_code == 200

    def test_whoever_has_their_burst_again_is_forgotten(self, clock):
        rates = limits.Rates(Limits(snapshot_burst=5, snapshots_a_second=1))
        for who in range(50):
            rates.wait_s("snapshots", who)
        clock[0] += 4.9
        rates.wait_s("snapshots", "Ann")
        assert len(rates._buckets["snapshots"]) == 51
        clock[0] += 0.2
        rates.wait_s("snapshots", "Ben")
        assert list(rates._buckets["snapshots"]) == ["Ann", "Ben"]

    @limit("post_burst", "posts_a_second")
    def test_for_commands(self, at, clock):
        where = at(post_burst=5, posts_a_second=2)
        ann, ben = self.sat(where), self.sat(where, "Ben")
        assert self.is_at_pace(lambda: commands(ann, where, 1), 5, 0.5, clock)
        assert commands(ben, where, 1).status_code == 200

    @limit("form_burst", "forms_a_minute")
    def test_for_forms(self, at, clock):
        where = at(form_burst=5, forms_a_minute=30)
        page = where.browser(at=HALL)

        def send():
            """Refused for want of a token, and counted all the same."""
            return page.client.post("/sign-out")

        assert self.is_at_pace(send, 5, 2, clock)
        assert where.browser(at=HALL).join(where.room, "Ann").status_code == 303

    @limit("join_burst", "joins_a_second")
    def test_for_seats(self, at, clock):
        where = at(join_burst=5, joins_a_second=2)
        names = iter(range(20))
        assert self.is_at_pace(lambda: where.browser(at=HALL).join(where.room, f"Ann {next(names)}"), 5, 0.5, clock)
        assert where.browser(at="203.0.113.8").join(where.room, "Ben").status_code == 303

    @limit("own_page_burst", "own_pages_a_minute")
    @pytest.mark.parametrize("page", ["mine", "mine.ics", "mine.pdf"])
    def test_for_their_own_course(self, at, clock, page):
        where = at(own_page_burst=5, own_pages_a_minute=30, file_burst=1_000)
        ann, ben = self.sat(where), self.sat(where, "Ben")
        for _ in range(4):
            ann.get(f"{where.path}mine")
        asked = [ann.get(f"{where.path}{page}").status_code for _ in range(2)]
        assert asked[0] != 429
        assert asked[1] == 429
        clock[0] += 2.1
        assert ann.get(f"{where.path}mine").status_code == 200
        assert ben.get(f"{where.path}mine").status_code == 200

    @limit("result_burst", "results_a_second")
    def test_for_results(self, at, clock):
        where = at(result_burst=5, results_a_second=2)
        token = where.hub.write(lambda connection: packs.share(connection, where.room.id, 1, now_ms()))
        path = f"{where.path}results/{token}"
        assert self.is_at_pace(lambda: where.browser(at=HALL).get(path), 5, 0.5, clock)
        assert where.browser(at="203.0.113.8").get(path).status_code == 200

    @limit("file_burst", "files_an_hour")
    def test_for_files(self, at, clock):
        where = at(file_burst=2, files_an_hour=360)
        assert self.is_at_pace(lambda: where.fay.get(f"{where.path}export.json"), 2, 10, clock)
        assert {lang: where.fay.get(f"{where.path}export.json?lang={lang}").status_code for lang in ("zh", "en")} == {
            "zh": 429, "en": 429,
        }  # fmt: skip
