"""Trainers, their sessions and the screens they let in."""

import pytest
from sqlalchemy import select

from workshop.config import Limits
from workshop.core.course import Course, Words
from workshop.core.errors import Refused
from workshop.store import people, rooms
from workshop.store.database import open_database
from workshop.store.migrate import migrate
from workshop.store.seats import hashed
from workshop.store.tables import screens, staff_sessions, trainers

HOUR = 3_600_000
NOW = 100 * HOUR
PASSWORD = "a long walk by the sea"
LIMITS = Limits()
COURSE = Course(id="c", title=Words(zh="课", en="course"), modules=(), agendas=(), blocks={})


@pytest.fixture
def database(tmp_path):
    url = f"sqlite:///{tmp_path / 'workshop.db'}"
    migrate(url)
    database = open_database(url)
    yield database
    database.close()


@pytest.fixture
def write(database):
    def write(work, *args):
        with database.writing.begin() as connection:
            return work(connection, *args)

    return write


@pytest.fixture
def fay(write):
    return write(people.add_first_trainer, "Fay", people.hash_password(PASSWORD), NOW)


@pytest.fixture
def room(write, fay):
    return write(rooms.open_room, fay.id, COURSE, "day", "Here", NOW, 480)


@pytest.fixture
def elsewhere(write, fay):
    return write(rooms.open_room, fay.id, COURSE, "day", "There", NOW, 480)


class TestTrainers:
    def test_the_first_trainer_signs_in_with_name_and_password(self, database, fay):
        assert people.sign_in(database, "Fay", PASSWORD) == fay

    @pytest.mark.parametrize(("name", "password"), [("Fay", "a short walk"), ("Zoe", PASSWORD), ("fay ", PASSWORD)])
    def test_a_wrong_name_or_password_signs_nobody_in(self, database, fay, name, password):
        assert people.sign_in(database, name, password) is None

    def test_there_is_only_one_first_trainer(self, database, write, fay):
        assert people.any_trainer(database)
        with pytest.raises(Refused, match="desk/set_up_already"):
            write(people.add_first_trainer, "Zoe", "-", NOW)

    def test_the_password_itself_is_not_stored(self, database, fay):
        with database.reading.connect() as connection:
            stored = connection.execute(select(trainers.c.password)).scalar_one()
        assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert PASSWORD not in stored

    def test_the_same_keys_on_another_keyboard_are_the_same_password(self, database, write):
        composed, decomposed = "caf\u00e9 au lait 7", "cafe\u0301 au lait 7"
        fay = write(people.add_first_trainer, "Fay", people.hash_password(composed), NOW)
        assert people.sign_in(database, "Fay", decomposed) == fay

    @pytest.mark.parametrize(
        ("password", "code"),
        [
            ("elevenchars", "desk/password_short"),
            ("x" * 129, "desk/password_long"),
            ("aaaabbbbcccc", "desk/password_easy"),
            ("FayWongFayWong", "desk/password_easy"),
            ("客服客服客服客服客服客服", "desk/password_easy"),
        ],
    )
    def test_a_password_that_is_quickly_guessed_is_refused(self, password, code):
        with pytest.raises(Refused, match=code):
            people.check_password_choice(password, "FayWong")

    def test_twelve_characters_are_enough(self):
        people.check_password_choice("twelve chars", "Fay")


class TestStaffSessions:
    def test_a_session_is_known_by_its_cookie_and_stored_as_a_hash(self, database, write, fay):
        token = write(people.start_session, fay.id, NOW, LIMITS)
        assert people.session_of(database, token, NOW, LIMITS) == people.StaffSession(fay, NOW)
        with database.reading.connect() as connection:
            stored = connection.execute(select(staff_sessions.c.token)).scalar_one()
        assert stored == hashed(token)
        assert people.session_of(database, stored.hex(), NOW, LIMITS) is None

    def test_a_session_ends_after_twelve_idle_hours(self, database, write, fay):
        token = write(people.start_session, fay.id, NOW, LIMITS)
        assert people.session_of(database, token, NOW + 12 * HOUR - 1, LIMITS)
        assert people.session_of(database, token, NOW + 12 * HOUR, LIMITS) is None

    def test_a_session_in_use_ends_after_three_days(self, database, write, fay):
        token = write(people.start_session, fay.id, NOW, LIMITS)
        write(people.see_session, token, NOW + 71 * HOUR)
        assert people.session_of(database, token, NOW + 72 * HOUR - 1, LIMITS)
        assert people.session_of(database, token, NOW + 72 * HOUR, LIMITS) is None

    def test_signing_out_ends_this_session_and_no_other(self, database, write, fay):
        laptop, phone = (write(people.start_session, fay.id, NOW, LIMITS) for _ in range(2))
        write(people.end_session, laptop)
        assert people.session_of(database, laptop, NOW, LIMITS) is None
        assert people.session_of(database, phone, NOW, LIMITS)

    def test_a_new_session_clears_away_those_that_are_over(self, database, write, fay):
        write(people.start_session, fay.id, NOW, LIMITS)
        write(people.start_session, fay.id, NOW + 13 * HOUR, LIMITS)
        with database.reading.connect() as connection:
            assert connection.execute(select(staff_sessions.c.created_at)).scalars().all() == [NOW + 13 * HOUR]


class TestScreens:
    def test_a_link_shows_one_screen_its_room_once(self, database, write, room):
        link = write(people.new_screen_link, room, NOW)
        assert people.screen_link_waits(database, room, link, NOW)
        cookie = write(people.open_screen, room, link, NOW)
        assert people.is_screen(database, room, cookie, NOW)
        assert not people.screen_link_waits(database, room, link, NOW)
        assert write(people.open_screen, room, link, NOW) is None

    def test_a_screen_of_one_room_is_nothing_to_another(self, database, write, room, elsewhere):
        link = write(people.new_screen_link, room, NOW)
        assert write(people.open_screen, elsewhere, link, NOW) is None
        cookie = write(people.open_screen, room, link, NOW)
        assert not people.is_screen(database, elsewhere, cookie, NOW)
        assert not people.is_screen(database, room, link, NOW)

    def test_a_link_waits_for_an_hour(self, database, write, room):
        link = write(people.new_screen_link, room, NOW)
        assert people.screen_link_waits(database, room, link, NOW + HOUR - 1)
        assert not people.screen_link_waits(database, room, link, NOW + HOUR)
        assert write(people.open_screen, room, link, NOW + HOUR) is None

    def test_a_screen_shows_its_room_for_three_days(self, database, write, room):
        cookie = write(people.open_screen, room, write(people.new_screen_link, room, NOW), NOW)
        assert people.is_screen(database, room, cookie, NOW + 72 * HOUR - 1)
        assert not people.is_screen(database, room, cookie, NOW + 72 * HOUR)

    def test_screens_and_links_that_are_over_are_forgotten(self, database, write, room):
        cookie = write(people.open_screen, room, write(people.new_screen_link, room, NOW), NOW)
        later = NOW + 72 * HOUR
        waiting = write(people.new_screen_link, room, later - HOUR + 1)
        write(people.forget_old_screens, later - 1)
        assert people.is_screen(database, room, cookie, later - 1)
        write(people.forget_old_screens, later)
        with database.reading.connect() as connection:
            assert connection.execute(select(screens.c.link)).scalars().all() == [hashed(waiting)]

    def test_the_oldest_screen_makes_place_for_the_twenty_first(self, database, write, room):
        links = [write(people.new_screen_link, room, NOW + n) for n in range(people.SCREENS_A_ROOM + 1)]
        waiting = [people.screen_link_waits(database, room, link, NOW + 30) for link in links]
        assert waiting == [False] + [True] * people.SCREENS_A_ROOM

    def test_links_nobody_opened_are_cleared_away(self, database, write, room):
        write(people.new_screen_link, room, NOW)
        write(people.new_screen_link, room, NOW + 2 * HOUR)
        with database.reading.connect() as connection:
            assert connection.execute(select(screens.c.created_at)).scalars().all() == [NOW + 2 * HOUR]
