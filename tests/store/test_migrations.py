"""A database is brought to this version's shape, once, whole, and not without a copy."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config as Alembic
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from pysqlite3 import dbapi2
from sqlalchemy import insert, inspect, select

from workshop.core.course import Course, Words
from workshop.store import rooms
from workshop.store.database import open_database
from workshop.store.migrate import MIGRATIONS, migrate
from workshop.store.tables import answers, metadata, people, pseudonym_keys, trainers


def present_revision() -> str:
    alembic = Alembic()
    alembic.set_main_option("script_location", str(MIGRATIONS))
    return str(ScriptDirectory.from_config(alembic).get_current_head())


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'data' / 'workshop.db'}"


@pytest.fixture
def next_version(tmp_path):
    """The migrations as a later version might bring them: one more, that rebuilds a table others point to."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)

    def write(body: str) -> Path:
        lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
        (folder / "versions" / "9999_later.py").write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n"
            f"revision, down_revision = '9999', '{present_revision()}'\ndef upgrade():\n{lines}\n"
        )
        return folder

    return write


REBUILD = """
with op.batch_alter_table("rooms", recreate="always") as table:
    table.add_column(sa.Column("colour", sa.Text()))
"""


def fill(url):
    """A room with Ann in it, and the key of an anonymous block."""
    database = open_database(url)
    with database.writing.begin() as connection:
        connection.execute(insert(trainers).values(id="t", name="Fay", password="-", created_at=1))
        course = Course(id="c", title=Words(zh="课", en="course"), modules=(), agendas=(), blocks={})
        room = rooms.open_room(connection, "t", course, "day", "Monday", 1, 480)
        connection.execute(
            insert(people).values(room=room, id="p", name="Ann", look="ann", seat_code="1234", joined_at=1)
        )
        connection.execute(insert(pseudonym_keys).values(room=room, block="b", key=b"secret of the block"))
    database.close()


def names(path):
    with dbapi2.connect(str(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM people")]


def copies(url):
    return sorted(path.name for path in Path(url.removeprefix("sqlite:///")).parent.glob("*-before-*"))


def test_the_migrations_make_the_tables_the_code_describes(url):
    migrate(url)
    database = open_database(url)
    with database.reading.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    database.close()


def test_a_second_start_changes_nothing_and_copies_nothing(url):
    migrate(url)
    fill(url)
    migrate(url)
    assert names(url.removeprefix("sqlite:///")) == ["Ann"]
    assert copies(url) == []


def test_a_migration_keeps_what_points_to_a_rebuilt_table(url, next_version):
    migrate(url)
    fill(url)
    migrate(url, next_version(REBUILD))
    assert names(url.removeprefix("sqlite:///")) == ["Ann"]


def test_before_a_migration_the_file_is_copied_without_the_keys_of_anonymous_notes(url, next_version):
    migrate(url)
    fill(url)
    file = Path(url.removeprefix("sqlite:///"))
    with dbapi2.connect(str(file)) as connection:
        assert connection.execute("SELECT count(*) FROM pseudonym_keys").fetchone() == (1,)
    migrate(url, next_version(REBUILD))
    copy = file.with_name(f"workshop-before-leaving-{present_revision()}.db")
    assert names(copy) == ["Ann"]
    assert b"secret of the block" not in copy.read_bytes()
    assert copies(url) == [copy.name]


def test_a_migration_that_fails_leaves_the_old_shape(url, next_version):
    migrate(url)
    fill(url)
    with pytest.raises(RuntimeError, match="half way"):
        migrate(url, next_version(REBUILD + "raise RuntimeError('half way')"))
    migrate(url)
    database = open_database(url)
    assert "colour" not in {column["name"] for column in inspect(database.reading).get_columns("rooms")}
    with database.reading.connect() as connection:
        assert connection.execute(select(people.c.name)).scalars().all() == ["Ann"]
    database.close()


def test_a_migration_that_loses_what_others_point_to_is_taken_back(url, next_version):
    migrate(url)
    fill(url)
    with pytest.raises(RuntimeError, match="point nowhere"):
        migrate(url, next_version('op.execute("DELETE FROM rooms")'))
    migrate(url)
    assert names(url.removeprefix("sqlite:///")) == ["Ann"]


def test_answers_that_quote_people_go_and_all_others_stay(url, tmp_path):
    before = tmp_path / "before"
    shutil.copytree(MIGRATIONS, before)
    (before / "versions" / "0006_quoting_answers.py").unlink()
    migrate(url, before)
    fill(url)
    kept = {
        "ok": b'{"ok":true,"seq":3}',
        "no": b'{"no":true,"code":"board/enough_notes","facts":{"most":3}}',
        "hers": '{"no":true,"code":"form/changed","facts":{"theirs":"说给经理听的话"}}'.encode(),
    }
    database = open_database(url)
    with database.writing.begin() as connection:
        room = connection.execute(select(people.c.room)).scalar_one()
        for name, answer in kept.items():
            connection.execute(insert(answers).values(room=room, actor="p", command=name, body=b"-", answer=answer))
    database.close()
    migrate(url)
    database = open_database(url)
    with database.reading.connect() as connection:
        assert set(connection.execute(select(answers.c.command)).scalars()) == {"ok", "no"}
    database.close()
    assert "说给经理听的话".encode() not in Path(url.removeprefix("sqlite:///")).read_bytes()
