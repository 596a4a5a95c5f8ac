"""One file of a pack, read so that every fault can be told with its line.

The files are YAML without its surprises: ``no``, ``on`` and ``13:30`` are texts, a key may stand only once in its
place, and nothing is abbreviated by anchors and aliases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

Place = tuple[str | int, ...]
"""Where something stands in a file: keys and positions from the top, as in ``("blocks", 2, "title")``."""

_Loader: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL: Final = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_CONSTANTS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None, "": None}


class PackFault(Exception):
    """What is wrong with a pack, and where. ``line`` counts from 1."""

    def __init__(self, file: Path, line: int, message: str) -> None:
        super().__init__(file, line, message)
        self.file = file
        self.line = line
        self.message = message

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Page:
    """A file of a pack: its plain data, and the line on which each part stands.

    Raises ``PackFault`` for a file that is not there or not YAML. Faults inside it are kept in ``faults``.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.faults: list[PackFault] = []
        self._root = _compose(file)
        self._seen: set[int] = set()
        self.data: Any = self._plain(self._root) if self._root else {}

    def line(self, place: Sequence[str | int] = ()) -> int:
        """The line of a place, or of the nearest place above it that is there."""
        node = found = self._root
        for step in place:
            named, node = _below(node, step)
            found = named or found
        return int(found.start_mark.line) + 1 if found else 1

    def fault(self, place: Sequence[str | int], message: str) -> PackFault:
        return PackFault(self.file, self.line(place), message)

    def _plain(self, node: yaml.Node) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            if id(node) in self._seen:
                self._blame(node, "write it out: a pack has no YAML aliases")
                return None
            self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item) for item in node.value]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._blame(key, "a key is one word")
            elif key.value in made:
                self._blame(key, f"“{key.value}” stands here twice")
            else:
                made[key.value] = self._plain(value)
        return made

    def _blame(self, node: yaml.Node, message: str) -> None:
        self.faults.append(PackFault(self.file, int(node.start_mark.line) + 1, message))


def _compose(file: Path) -> yaml.Node | None:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PackFault(file, 1, "this file is missing") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PackFault(file, line, "this file is not UTF-8") from None
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise PackFault(file, mark.line + 1 if mark else 1, f"not YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise PackFault(file, 1, f"not YAML: {error}") from None
    return node


def _scalar(node: yaml.Node) -> str | int | float | bool | None:
    text = str(node.value)
    if getattr(node, "style", None) in ("'", '"', "|", ">"):
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _below(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    """What names a part of a node (its key, or itself in a list), and the part."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), (None, None))
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None, None


def texts(data: Any, place: Place = ()) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every text in two languages, with its place: whatever has a key ``zh`` or ``en``."""
    if isinstance(data, dict):
        if "zh" in data or "en" in data:
            yield place, data
        for key, value in data.items():
            yield from texts(value, (*place, key))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from texts(value, (*place, n))
