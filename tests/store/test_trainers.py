"""Links that work once, trainers who leave, and rooms that are never orphaned."""

import pytest
from sqlalchemy import insert, select, update

from workshop.config import Limits
from workshop.core.course import Course, Words
from workshop.core.errors import Refused
from workshop.store import people, rooms, trainers
from workshop.store.database import open_database
from workshop.store.migrate import migrate
from workshop.store.people import Trainer
from workshop.store.tables import trainer_links
from workshop.store.tables import trainers as table

HOUR = 3_600_000
NOW = 100 * HOUR
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
    def write(work, *args, **named):
        with database.writing.begin() as connection:
            return work(connection, *args, **named)

    return write


@pytest.fixture
def made(write):
    def made(name):
        row = {"id": name.lower(), "name": name, "password": f"password of {name}", "created_at": NOW}
        write(lambda connection: connection.execute(insert(table).values(row)))
        return Trainer(row["id"], name)

    return made


@pytest.fixture
def fay(made):
    return made("Fay")


@pytest.fixture
def ben(made):
    return made("Ben")


def refused(code, work, *args, **named):
    with pytest.raises(Refused, match=code):
        work(*args, **named)


class TestInvitations:
    def test_whoever_has_the_link_becomes_a_trainer_once(self, database, write, fay):
        link = write(trainers.invite, "fay", NOW)
        assert trainers.invitation_waits(database, link, NOW)
        zoe = write(trainers.accept, link, "Zoe", "hash", NOW)
        assert [colleague.name for colleague in trainers.colleagues(database)] == ["Fay", "Zoe"]
        assert not trainers.invitation_waits(database, link, NOW)
        assert write(trainers.accept, link, "Dan", "hash", NOW) is None
        assert zoe.id != "fay"

    def test_a_name_that_somebody_has_leaves_the_link_as_it_is(self, database, write, fay):
        link = write(trainers.invite, "fay", NOW)
        refused("desk/name_taken", write, trainers.accept, link, "Fay", "hash", NOW)
        assert trainers.invitation_waits(database, link, NOW)

    def test_it_waits_for_three_days(self, database, write, fay):
        link = write(trainers.invite, "fay", NOW)
        assert trainers.invitation_waits(database, link, NOW + 72 * HOUR - 1)
        assert not trainers.invitation_waits(database, link, NOW + 72 * HOUR)
        assert write(trainers.accept, link, "Zoe", "hash", NOW + 72 * HOUR) is None

    def test_what_is_stored_opens_nothing(self, database, write, fay):
        link = write(trainers.invite, "fay", NOW)
        [waiting] = trainers.invitations(database, NOW)
        assert link not in repr(waiting)
        assert not trainers.invitation_waits(database, waiting.id, NOW)

    def test_one_that_is_taken_back_is_dead_and_the_others_live(self, database, write, fay):
        first, second = (write(trainers.invite, "fay", NOW + n) for n in range(2))
        oldest = trainers.invitations(database, NOW)[0]
        assert (oldest.made_by, oldest.created_at) == ("Fay", NOW)
        write(trainers.revoke_invitation, oldest.id)
        assert not trainers.invitation_waits(database, first, NOW)
        assert write(trainers.accept, first, "Zoe", "hash", NOW) is None
        assert trainers.invitation_waits(database, second, NOW)

    @pytest.mark.parametrize("invitation", ["", "no number", "00" * 32])
    def test_taking_back_what_is_not_there_does_nothing(self, database, write, fay, invitation):
        write(trainers.invite, "fay", NOW)
        write(trainers.revoke_invitation, invitation)
        assert len(trainers.invitations(database, NOW)) == 1

    def test_a_link_for_a_password_is_no_invitation(self, database, write, fay, ben):
        link = write(trainers.new_password_link, "ben", "fay", NOW)
        assert trainers.invitations(database, NOW) == []
        assert write(trainers.accept, link, "Zoe", "hash", NOW) is None

    def test_twenty_wait_and_no_more_until_one_is_too_old(self, write, fay):
        for n in range(trainers.INVITATIONS):
            write(trainers.invite, "fay", NOW + n)
        refused("desk/invitations_full", write, trainers.invite, "fay", NOW + HOUR)
        assert write(trainers.invite, "fay", NOW + 72 * HOUR)


class TestPasswordLinks:
    def test_it_sets_the_password_once_and_ends_every_session(self, database, write, fay, ben):
        token = write(people.start_session, "ben", NOW, LIMITS)
        link = write(trainers.new_password_link, "ben", "fay", NOW)
        assert trainers.whose_password(database, link, NOW) == ben
        trainer, ended = write(trainers.set_password, link, people.hash_password("a walk by the river"), NOW)
        assert (trainer, len(ended)) == (ben, 1)
        assert people.session_of(database, token, NOW, LIMITS) is None
        assert people.sign_in(database, "Ben", "a walk by the river") == ben
        assert trainers.whose_password(database, link, NOW) is None
        assert write(trainers.set_password, link, "hash", NOW) is None

    def test_an_invitation_sets_nobodys_password(self, database, write, fay):
        link = write(trainers.invite, "fay", NOW)
        assert trainers.whose_password(database, link, NOW) is None
        assert write(trainers.set_password, link, "hash", NOW) is None

    def test_it_waits_for_a_day_and_the_last_one_counts(self, database, write, fay, ben):
        first = write(trainers.new_password_link, "ben", "fay", NOW)
        second = write(trainers.new_password_link, "ben", None, NOW)
        assert trainers.whose_password(database, first, NOW) is None
        assert trainers.whose_password(database, second, NOW + 24 * HOUR - 1) == ben
        assert trainers.whose_password(database, second, NOW + 24 * HOUR) is None

    def test_nobody_makes_one_for_themselves_or_for_somebody_who_left(self, write, fay, ben):
        refused("desk/not_yourself", write, trainers.new_password_link, "fay", "fay", NOW)
        write(trainers.leave, "ben", "fay", NOW)
        refused("desk/no_such_trainer", write, trainers.new_password_link, "ben", "fay", NOW)
        refused("desk/no_such_trainer", write, trainers.new_password_link, "nobody", None, NOW)

    def test_another_password_kills_the_links_and_all_sessions_but_one(self, database, write, fay, ben):
        link = write(trainers.new_password_link, "ben", "fay", NOW)
        here, there = (write(people.start_session, "ben", NOW, LIMITS) for _ in range(2))
        others = write(people.start_session, "fay", NOW, LIMITS)
        write(trainers.change_password, "ben", "hash", but=here)
        alive = [people.session_of(database, token, NOW, LIMITS) is not None for token in (here, there, others)]
        assert alive == [True, False, True]
        assert trainers.whose_password(database, link, NOW) is None


class TestLeaving:
    def test_whoever_left_is_signed_out_and_signs_in_no_more(self, database, write, fay):
        zoe = write(trainers.accept, write(trainers.invite, "fay", NOW), "Zoe", people.hash_password("x" * 12), NOW)
        token = write(people.start_session, zoe.id, NOW, LIMITS)
        assert people.sign_in(database, "Zoe", "x" * 12) == zoe
        assert len(write(trainers.leave, zoe.id, "fay", NOW)) == 1
        assert people.session_of(database, token, NOW, LIMITS) is None
        assert people.sign_in(database, "Zoe", "x" * 12) is None
        late = write(people.start_session, zoe.id, NOW, LIMITS)  # the password was right a moment before
        assert people.session_of(database, late, NOW, LIMITS) is None

    def test_the_links_they_made_and_those_made_for_them_are_dead(self, database, write, fay, ben, made):
        made("Dan")
        invitation = write(trainers.invite, "ben", NOW)
        for_dan = write(trainers.new_password_link, "dan", "ben", NOW)
        for_ben = write(trainers.new_password_link, "ben", "fay", NOW)
        kept = write(trainers.invite, "fay", NOW)
        write(trainers.leave, "ben", "fay", NOW)
        assert not trainers.invitation_waits(database, invitation, NOW)
        assert trainers.whose_password(database, for_dan, NOW) is None
        assert trainers.whose_password(database, for_ben, NOW) is None
        assert trainers.invitation_waits(database, kept, NOW)

    def test_nobody_sends_themselves_away_and_one_always_remains(self, database, write, fay, ben):
        refused("desk/not_yourself", write, trainers.leave, "fay", "fay", NOW)
        write(trainers.leave, "ben", "fay", NOW)
        refused("desk/no_such_trainer", write, trainers.leave, "fay", "ben", NOW)  # both pressed at once
        assert [colleague.left_at for colleague in trainers.colleagues(database)] == [None, NOW]

    def test_whoever_was_sent_away_meanwhile_decides_nothing(self, write, fay, ben, made):
        made("Dan")
        room = write(rooms.open_room, "dan", COURSE, "day", "Here", NOW, 480)
        write(trainers.leave, "ben", "fay", NOW)
        write(trainers.leave, "dan", "fay", NOW)
        refused("desk/no_such_trainer", write, trainers.invite, "ben", NOW)
        refused("desk/no_such_trainer", write, trainers.new_password_link, "fay", "ben", NOW)
        refused("desk/no_such_trainer", write, trainers.bring_back, "dan", "ben")
        refused("desk/no_such_trainer", write, trainers.take_over, room, "ben")
        refused("desk/no_such_trainer", write, trainers.change_password, "ben", "hash")

    def test_somebody_who_is_brought_back_has_the_password_they_had(self, database, write, fay, ben):
        write(lambda c: c.execute(update(table).where(table.c.id == "ben").values(password=people.hash_password("y"))))
        write(trainers.leave, "ben", "fay", NOW)
        write(trainers.bring_back, "ben", "fay")
        assert people.sign_in(database, "Ben", "y") == ben

    def test_their_rooms_stay_and_can_be_taken_over(self, database, write, fay, ben):
        room = write(rooms.open_room, "ben", COURSE, "day", "Here", NOW, 480)
        refused("desk/room_not_left", write, trainers.take_over, room, "fay")
        write(trainers.leave, "ben", "fay", NOW)
        assert [colleague.rooms for colleague in trainers.colleagues(database)] == [0, 1]
        write(trainers.take_over, room, "fay")
        assert [row.id for row in rooms.rooms_of(database, "fay")] == [room]
        refused("desk/room_not_left", write, trainers.take_over, room, "fay")
        refused("desk/room_not_left", write, trainers.take_over, "nowhere", "fay")


class TestDevices:
    def test_a_trainer_sees_their_own_sessions_that_are_alive(self, database, write, fay, ben):
        write(people.start_session, "fay", NOW, LIMITS, "Laptop")
        write(people.start_session, "fay", NOW + 1, LIMITS, "Phone" * 100)
        write(people.start_session, "ben", NOW, LIMITS, "Tablet")
        found = trainers.devices(database, "fay", NOW + 1, LIMITS)
        assert [device.device[:5] for device in found] == ["Phone", "Lapto"]
        assert len(found[0].device) == people.LONGEST_DEVICE
        assert trainers.devices(database, "fay", NOW + 12 * HOUR + 1, LIMITS) == []

    def test_one_is_ended_by_its_id_and_only_by_its_owner(self, database, write, fay, ben):
        write(people.start_session, "fay", NOW, LIMITS)
        write(people.start_session, "fay", NOW + 1, LIMITS)
        newest, oldest = trainers.devices(database, "fay", NOW + 1, LIMITS)
        assert write(trainers.end_sessions, "ben", only=newest.id) == []
        assert write(trainers.end_sessions, "fay", only="nothing") == []
        assert write(trainers.end_sessions, "fay", only=newest.id) == [bytes.fromhex(newest.id)]
        assert trainers.devices(database, "fay", NOW + 1, LIMITS) == [oldest]


def test_links_that_are_too_old_are_cleared_away(database, write, fay):
    write(trainers.invite, "fay", NOW)
    write(trainers.invite, "fay", NOW + 80 * HOUR)
    with database.reading.connect() as connection:
        assert connection.execute(select(trainer_links.c.created_at)).scalars().all() == [NOW + 80 * HOUR]
