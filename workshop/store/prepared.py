"""Statements that are run for every batch: SQLAlchemy puts them into words once, the driver runs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, Delete, Dialect, Executable, Insert, Update

Row = Mapping[str, Any]
"""A value for each parameter of a statement, by its name."""

_Words = tuple[str, Sequence[str] | None]
"""The SQL, and its parameters in order where the driver counts them instead of naming them."""


class Prepared:
    """A statement that writes. To look up what it means, anew each time, takes SQLAlchemy longer than SQLite to do it.

    Only for values that the driver takes as they are: no type of a column turns them into others.
    """

    def __init__(self, statement: Insert | Update | Delete) -> None:
        self._statement = statement
        self._words: dict[type[Dialect], _Words] = {}

    def run(self, connection: Connection, rows: Sequence[Row]) -> CursorResult[Any]:
        """Once for each row, of which there must be one at least."""
        dialect = connection.dialect
        sql, order = self._words.get(type(dialect)) or self._put_into_words(dialect)
        given: Sequence[Any] = rows if order is None else [tuple(map(row.__getitem__, order)) for row in rows]
        return connection.exec_driver_sql(sql, given[0] if len(given) == 1 else given)

    def _put_into_words(self, dialect: Dialect) -> _Words:
        compiled: Any = self._statement.compile(dialect=dialect)
        words = self._words[type(dialect)] = str(compiled), compiled.positiontup
        return words


@dataclass(frozen=True)
class Filled:
    """A prepared statement with what it is to be run with, for somebody else to run."""

    statement: Prepared
    row: Row


Statement = Executable | Filled


def run(connection: Connection, statement: Statement) -> None:
    """Run either of them once."""
    if isinstance(statement, Filled):
        statement.statement.run(connection, [statement.row])
    else:
        connection.execute(statement)
