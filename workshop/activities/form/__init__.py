"""Sheets to fill in, alone or as a team: checked by colleagues, revised, presented."""

from workshop.activities.form.activity import FormKind
from workshop.activities.form.presenting import misfits

ACTIVITY = FormKind()

__all__ = ["ACTIVITY", "misfits"]
