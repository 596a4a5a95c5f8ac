"""The written protocol is the one that runs."""

from pathlib import Path

from workshop.rooms import protocol

TOP = Path(__file__).resolve().parent.parent
SAY = "out of date: run `.venv/bin/python -m workshop.cli protocol`"


def test_the_protocol_document_is_made_from_the_classes():
    assert (TOP / "docs" / "protocol.md").read_text() == protocol.document(), SAY


def test_the_types_of_the_front_end_are_made_from_the_classes():
    assert (TOP / "static" / "src" / "wire" / "protocol.ts").read_text() == protocol.typescript(), SAY
