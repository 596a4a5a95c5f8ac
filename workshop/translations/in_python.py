"""Finds sentences and refusal codes in Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from workshop.translations.found import Found, Unclear

_SENTENCES: Final = {"_", "_l", "gettext", "lazy_gettext", "label"}
_PLURALS: Final = {"ngettext", "lazy_ngettext"}
_REFUSALS: Final = {"Refused", "Quoting", "Refuse", "PydanticCustomError"}
_METHODS: Final = {"gettext", "lazy_gettext", "ngettext", "lazy_ngettext"}
_NAMES_CODES: Final = re.compile(r"(^|_)CODES?$")
_CODE: Final = re.compile(r"[a-z_]+/[a-z_]+")


@dataclass(frozen=True)
class _Shared:
    """A function that refuses for several areas: ``Refused(f"{code}/too_long")`` with its parameter ``code``."""

    parameter: str
    position: int
    default: str | None
    reason: str


def find(sources: Iterable[tuple[str, str]]) -> Iterator[Found | Unclear]:
    """Everything said in the files, given as name and text."""
    trees = [(name, ast.parse(text, name)) for name, text in sources]
    shared: dict[str, list[_Shared]] = {}
    for _, tree in trees:
        for function, refusal in _shared(tree):
            shared.setdefault(function, []).append(refusal)
    for name, tree in trees:
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            yield from _said(call, name)
            yield from _refused_for(call, name, shared)
        for answer in (node for node in ast.walk(tree) if isinstance(node, ast.Dict)):
            yield from _answered(answer, name)
        for kept in (node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.AnnAssign)):
            yield from _kept(kept, name)


def _called(call: ast.Call) -> str:
    """The name that is called; of methods only those that can be nobody else's."""
    if isinstance(call.func, ast.Name):
        return call.func.id
    if isinstance(call.func, ast.Attribute) and call.func.attr in _METHODS | _REFUSALS:
        return call.func.attr
    return ""


def _said(call: ast.Call, file: str) -> Iterator[Found | Unclear]:
    name = _called(call)
    if not call.args:
        return
    first = call.args[0]
    if name in _REFUSALS:
        yield from _codes(first, file)
    elif name in _SENTENCES:
        yield from (_entry(text, file, call.lineno) for text in _written(first))
        if isinstance(first, ast.JoinedStr | ast.BinOp):
            yield Unclear(file, call.lineno, "a sentence is one text with {placeholders}, not put together")
    elif name in _PLURALS and len(call.args) > 1:
        for one, many in zip(_written(first), _written(call.args[1]), strict=True):
            yield Found(one, file, call.lineno, many=many)


def _entry(text: str, file: str, line: int) -> Found:
    return Found(text, file, line)


def _written(node: ast.expr) -> Iterator[str]:
    """The texts an expression can be, as far as they are written out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _written(node.body)
        yield from _written(node.orelse)


def _codes(node: ast.expr, file: str) -> Iterator[Found | Unclear]:
    for text in _written(node):
        if _CODE.fullmatch(text):
            yield Found(text, file, node.lineno, code=True)
        else:
            yield Unclear(file, node.lineno, f"“{text}” is not a code like area/reason")
    if isinstance(node, ast.BinOp) or (isinstance(node, ast.JoinedStr) and _parameter(node) is None):
        yield Unclear(file, node.lineno, "a code is written out, or its area is a parameter: f'{code}/reason'")


def _answered(answer: ast.Dict, file: str) -> Iterator[Found | Unclear]:
    """The code in an answer that says no without a refusal: ``{"code": "area/reason"}``."""
    for key, value in zip(answer.keys, answer.values, strict=True):
        if isinstance(key, ast.Constant) and key.value == "code" and isinstance(value, ast.Constant):
            yield from _codes(value, file)


def _kept(assignment: ast.Assign | ast.AnnAssign, file: str) -> Iterator[Found | Unclear]:
    """Codes under a name, ``CODES = {404: "web/not_here"}`` or ``STALE_CODE = "web/stale_form"``."""
    targets = assignment.targets if isinstance(assignment, ast.Assign) else [assignment.target]
    if not any(isinstance(target, ast.Name) and _NAMES_CODES.search(target.id) for target in targets):
        return
    value = assignment.value
    for one in value.values if isinstance(value, ast.Dict) else [value]:
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield from _codes(one, file)


# --- functions that refuse for several areas ----------------------------------------------------------------------


def _parameter(text: ast.JoinedStr) -> tuple[str, str] | None:
    """The variable and the reason of ``f"{code}/reason"``."""
    match text.values:
        case [ast.FormattedValue(value=ast.Name(id=name)), ast.Constant(value=str(reason))] if reason.startswith("/"):
            return name, reason
        case _:
            return None


def _shared(tree: ast.AST) -> Iterator[tuple[str, _Shared]]:
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
        defaults = dict(zip(reversed(names), reversed(function.args.defaults), strict=False))
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            first = call.args[0] if _called(call) in _REFUSALS and call.args else None
            found = _parameter(first) if isinstance(first, ast.JoinedStr) else None
            if found and found[0] in names:
                default = next(_written(defaults[found[0]]), None) if found[0] in defaults else None
                yield function.name, _Shared(found[0], names.index(found[0]), default, found[1])


def _refused_for(call: ast.Call, file: str, shared: dict[str, list[_Shared]]) -> Iterator[Found | Unclear]:
    """The codes with which a call of such a function may refuse."""
    for refusal in shared.get(call.func.id if isinstance(call.func, ast.Name) else "", ()):
        given = next((word.value for word in call.keywords if word.arg == refusal.parameter), None)
        if given is None and len(call.args) > refusal.position:
            given = call.args[refusal.position]
        areas = list(_written(given)) if given else [refusal.default] if refusal.default else []
        if not areas:
            yield Unclear(file, call.lineno, f"write out the area of “…{refusal.reason}”")
        yield from (Found(f"{area}{refusal.reason}", file, call.lineno, code=True) for area in areas)
