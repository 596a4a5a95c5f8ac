"""Finds sentences in TypeScript and TSX: ``t("...")`` and ``tn(n, "one", "many")``.

Reading starts at each call and never before it: whoever reads a whole file is led astray by an apostrophe in raw JSX
text, which looks like the beginning of a string and hides the calls after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from babel.messages.jslexer import unquote_string

from workshop.translations.found import Found, Unclear

_CALL: Final = re.compile(r"(?<![\w$.])(tn?)\(")
_COMMENT: Final = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/)|\{/\*.*?\*/\}", re.MULTILINE | re.DOTALL)
_STRING: Final = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
_SPACE: Final = re.compile(r"\s*")


def find(file: str, text: str) -> Iterator[Found | Unclear]:
    """Everything said in one file. Comments that begin a line or fill JSX braces are passed over."""
    code = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for call in _CALL.finditer(code):
        line = code.count("\n", 0, call.start()) + 1
        arguments = _arguments(code, call.end())
        yield from _plural(arguments, file, line) if call[1] == "tn" else _single(arguments, file, line)


def _single(arguments: list[str], file: str, line: int) -> Iterator[Found | Unclear]:
    first = arguments[0] if arguments else ""
    text = _written(first)
    if text is not None:
        yield Found(text, file, line, on_screen=True)
    elif first[:1] in ("`", '"', "'"):
        yield Unclear(file, line, "t() takes one text in quotes with {placeholders}, not put together")


def _plural(arguments: list[str], file: str, line: int) -> Iterator[Found | Unclear]:
    texts = [_written(argument) for argument in arguments[1:3]]
    if len(texts) == 2 and texts[0] is not None and texts[1] is not None:
        yield Found(texts[0], file, line, many=texts[1], on_screen=True)
    elif any(argument[:1] in ("`", '"', "'") for argument in arguments[1:3]):
        yield Unclear(file, line, "tn() takes a number and two texts in quotes")


def _written(argument: str) -> str | None:
    """The text of an argument that is one string and nothing else."""
    return unquote_string(argument) if _STRING.fullmatch(argument) else None


def _arguments(code: str, start: int) -> list[str]:
    """The arguments of a call, from behind its bracket to the bracket that closes it."""
    arguments, depth, begun, at = [], 0, start, start
    while at < len(code):
        string = _STRING.match(code, at)
        if string:
            at = string.end()
            continue
        char = code[at]
        if char in ")]}" and depth == 0:
            break
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth == 0:
            arguments.append(code[begun:at].strip())
            begun = at + 1
        at += 1
    last = code[begun:at].strip()
    return [*arguments, last] if last else arguments
