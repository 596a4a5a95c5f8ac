"""What is run for every batch says to the driver what SQLAlchemy would have said."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import Engine, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError

from workshop.store.database import open_database
from workshop.store.prepared import Filled, Prepared, run
from workshop.store.tables import names, old_codes

SECRET = "1234 5678"


@pytest.fixture
def writing(file: Path) -> Iterator[Engine]:
    database = open_database(f"sqlite:///{file}")
    yield database.writing
    database.close()


def test_every_row_is_written_whatever_the_order_of_its_values(writing: Engine) -> None:
    rows = [{"dropped_at": 7, "code": "a"}, {"code": "b", "dropped_at": 8}]
    with writing.begin() as connection:
        assert Prepared(old_codes.insert()).run(connection, rows).rowcount == len(rows)
        assert connection.execute(select(old_codes.c.code, old_codes.c.dropped_at)).all() == [("a", 7), ("b", 8)]


def test_a_change_says_how_many_rows_it_found(writing: Engine) -> None:
    moved = Prepared(update(old_codes).where(old_codes.c.code == bindparam("of")).values(dropped_at=bindparam("to")))
    with writing.begin() as connection:
        connection.execute(insert(old_codes).values(code="a", dropped_at=1))
        assert moved.run(connection, [{"to": 2, "of": "a"}]).rowcount == 1
        assert moved.run(connection, [{"to": 3, "of": "b"}]).rowcount == 0
        assert connection.execute(select(old_codes.c.dropped_at)).scalar_one() == 2


def test_a_statement_waits_filled_beside_others(writing: Engine) -> None:
    with writing.begin() as connection:
        run(connection, Filled(Prepared(old_codes.insert()), {"code": "a", "dropped_at": 1}))
        run(connection, update(old_codes).values(dropped_at=2))
        assert connection.execute(select(old_codes)).all() == [("a", 2)]


def test_a_missing_value_is_an_error_and_a_clash_tells_no_value(writing: Engine) -> None:
    add = Prepared(old_codes.insert())
    with writing.begin() as connection, pytest.raises(KeyError):
        add.run(connection, [{"code": SECRET}])
    with writing.begin() as connection, pytest.raises(IntegrityError) as clash:
        add.run(connection, 2 * [{"code": SECRET, "dropped_at": 1}])
    assert SECRET not in str(clash.value)


class _Listener:
    """Stands for a connection to a database whose driver knows parameters by name."""

    dialect = postgresql.dialect()

    def exec_driver_sql(self, sql: str, given: object) -> tuple[str, object]:
        return sql, given


def test_where_parameters_have_names_they_keep_them() -> None:
    row = {"room": "r", "person": "p", "n": 0, "name": "百分之百 100%"}
    listener: Any = _Listener()
    sql, given = cast("tuple[str, object]", Prepared(names.insert()).run(listener, [row]))
    assert given == row
    assert all(f"%({name})s" in sql for name in row)
