"""Sheets to fill in, alone or as a team: checked by colleagues, revised, presented."""

from workshop.activities.form.activity import FormKind

ACTIVITY = FormKind()
