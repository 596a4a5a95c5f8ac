"""Links into a room that work once: for somebody who helps to facilitate it, and for a seat that changes its phone."""

import pytest
from sqlalchemy import insert, select

from workshop.core.errors import Refused
from workshop.store import co_facilitators, hand_over
from workshop.store.database import open_database
from workshop.store.seats import Seat, hashed, holder, new_ticket, return_to_seat
from workshop.store.tables import co_facilitators as helpers
from workshop.store.tables import people, rooms, seat_links, trainers

HOUR = 3_600_000
NOW = 100 * HOUR


@pytest.fixture
def database(file):
    database = open_database(f"sqlite:///{file}")
    with database.writing.begin() as connection:
        connection.execute(insert(trainers).values(id="fay", name="Fay", password="-", created_at=0))
        for room in ("here", "there"):
            row = {"id": room, "title": "-", "code": room, "join_token": room, "course": "{}", "course_title": "{}"}
            connection.execute(insert(rooms).values(**row, owner="fay", agenda="-", opened_at=0))
    yield database
    database.close()


@pytest.fixture
def write(database):
    def write(work, *args):
        with database.writing.begin() as connection:
            return work(connection, *args)

    return write


class TestCoFacilitators:
    def test_the_first_device_to_use_the_link_facilitates_this_room(self, database, write):
        eve, link = write(co_facilitators.invite, "here", "Eve", NOW)
        assert co_facilitators.link_waits(database, "here", link, NOW)
        cookie = write(co_facilitators.open_link, "here", link, NOW)
        assert co_facilitators.holder(database, "here", cookie, NOW) == eve
        assert write(co_facilitators.open_link, "here", link, NOW) is None
        assert not co_facilitators.link_waits(database, "here", link, NOW)

    def test_link_and_cookie_are_nothing_to_another_room(self, database, write):
        _, link = write(co_facilitators.invite, "here", "Eve", NOW)
        assert write(co_facilitators.open_link, "there", link, NOW) is None
        assert not co_facilitators.link_waits(database, "there", link, NOW)
        cookie = write(co_facilitators.open_link, "here", link, NOW)
        assert co_facilitators.holder(database, "there", cookie, NOW) is None

    def test_neither_is_stored_and_one_is_not_the_other(self, database, write):
        _, link = write(co_facilitators.invite, "here", "Eve", NOW)
        cookie = write(co_facilitators.open_link, "here", link, NOW)
        with database.reading.connect() as connection:
            row = connection.execute(select(helpers)).one()
        assert (row.link, row.cookie) == (hashed(link), hashed(cookie))
        assert co_facilitators.holder(database, "here", link, NOW) is None
        assert co_facilitators.holder(database, "here", row.cookie.hex(), NOW) is None

    def test_the_link_waits_for_a_day_and_the_device_facilitates_for_three(self, database, write):
        _, link = write(co_facilitators.invite, "here", "Eve", NOW)
        _, late = write(co_facilitators.invite, "here", "Late", NOW)
        assert not co_facilitators.link_waits(database, "here", late, NOW + 24 * HOUR)
        assert write(co_facilitators.open_link, "here", late, NOW + 24 * HOUR) is None
        cookie = write(co_facilitators.open_link, "here", link, NOW + 24 * HOUR - 1)
        assert co_facilitators.holder(database, "here", cookie, NOW + 96 * HOUR - 2)
        assert co_facilitators.holder(database, "here", cookie, NOW + 96 * HOUR - 1) is None
        assert co_facilitators.of_room(database, "here", NOW + 96 * HOUR - 1) == []

    def test_revoked_is_nobody_and_the_others_stay(self, database, write):
        found = []
        for name in ("Eve", "Dan"):
            id_, link = write(co_facilitators.invite, "here", name, NOW)
            found.append((id_, write(co_facilitators.open_link, "here", link, NOW)))
        (eve, hers), (_, his) = found
        assert write(co_facilitators.revoke, "there", eve) == []
        assert write(co_facilitators.revoke, "here", eve) == [hashed(hers)]
        assert co_facilitators.holder(database, "here", hers, NOW) is None
        assert co_facilitators.holder(database, "here", his, NOW)
        assert [helper.name for helper in co_facilitators.of_room(database, "here", NOW)] == ["Dan"]

    def test_a_revoked_link_that_waits_is_dead(self, database, write):
        eve, link = write(co_facilitators.invite, "here", "Eve", NOW)
        assert write(co_facilitators.revoke, "here", eve) == []
        assert write(co_facilitators.open_link, "here", link, NOW) is None

    def test_a_room_has_twenty_at_most_and_old_links_do_not_count(self, write):
        for n in range(co_facilitators.A_ROOM):
            write(co_facilitators.invite, "here", f"Helper {n}", NOW)
        with pytest.raises(Refused, match="room/helpers_full"):
            write(co_facilitators.invite, "here", "Eve", NOW + HOUR)
        assert write(co_facilitators.invite, "there", "Eve", NOW + HOUR)
        assert write(co_facilitators.invite, "here", "Eve", NOW + 24 * HOUR)


class TestHandingOver:
    @pytest.fixture
    def ann(self, write):
        seat = Seat("ann", "Ann", "1234", new_ticket())
        row = {"id": "ann", "name": "Ann", "look": "ann", "seat_code": "1234", "ticket": hashed(seat.ticket)}
        write(lambda connection: connection.execute(insert(people).values(row | {"room": "here", "joined_at": NOW})))
        return seat

    def test_the_new_phone_has_the_seat_and_the_old_one_none(self, database, write, ann):
        link = write(hand_over.new_link, "here", "ann", NOW)
        assert hand_over.whose_link(database, "here", link, NOW) == "ann"
        seat = write(hand_over.hand_over, "here", link, NOW, {"ann", "ben"})
        assert (seat.person, seat.name, seat.seat_code) == ("ann", "Ann", "1234")
        assert holder(database, "here", seat.ticket) == "ann"
        assert holder(database, "here", ann.ticket) is None
        assert write(hand_over.hand_over, "here", link, NOW, {"ann", "ben"}) is None

    def test_it_waits_for_a_quarter_of_an_hour(self, database, write, ann):
        link = write(hand_over.new_link, "here", "ann", NOW)
        assert hand_over.whose_link(database, "here", link, NOW + HOUR // 4 - 1) == "ann"
        assert hand_over.whose_link(database, "here", link, NOW + HOUR // 4) is None
        assert write(hand_over.hand_over, "here", link, NOW + HOUR // 4, {"ann", "ben"}) is None
        assert holder(database, "here", ann.ticket) == "ann"

    def test_a_new_link_replaces_the_earlier_one_of_the_same_person_alone(self, database, write, ann):
        row = {"id": "ben", "name": "Ben", "look": "ben", "seat_code": "4321", "room": "here", "joined_at": NOW}
        write(lambda connection: connection.execute(insert(people).values(row)))
        first, bens = (write(hand_over.new_link, "here", person, NOW) for person in ("ann", "ben"))
        write(hand_over.new_link, "here", "ann", NOW)
        assert hand_over.whose_link(database, "here", first, NOW) is None
        assert hand_over.whose_link(database, "here", bens, NOW) == "ben"
        assert write(hand_over.hand_over, "here", bens, NOW, {"ann", "ben"}).person == "ben"  # who never had a phone

    def test_a_link_of_another_room_opens_nothing(self, database, write, ann):
        link = write(hand_over.new_link, "here", "ann", NOW)
        assert hand_over.whose_link(database, "there", link, NOW) is None
        assert write(hand_over.hand_over, "there", link, NOW, {"ann", "ben"}) is None
        assert hand_over.whose_link(database, "here", link, NOW) == "ann"

    def test_whoever_was_sent_out_gets_nothing_back(self, database, write, ann):
        link = write(hand_over.new_link, "here", "ann", NOW)
        assert write(hand_over.hand_over, "here", link, NOW, ["ben"]) is None

    def test_wrong_seat_codes_are_forgotten(self, write, ann):
        for _ in range(5):
            write(return_to_seat, "here", "Ann", "0000", 5)
        link = write(hand_over.new_link, "here", "ann", NOW)
        write(hand_over.hand_over, "here", link, NOW, {"ann", "ben"})
        assert write(return_to_seat, "here", "Ann", "1234", 5).person == "ann"

    def test_links_that_are_too_old_are_cleared_away(self, database, write, ann):
        write(hand_over.new_link, "here", "ann", NOW)
        write(hand_over.new_link, "there", "zoe", NOW + HOUR)
        with database.reading.connect() as connection:
            assert connection.execute(select(seat_links.c.person)).scalars().all() == ["zoe"]
