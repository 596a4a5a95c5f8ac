"""Rounds: people play a conversation in pairs or triads, change roles, and tell one another what they saw."""

from workshop.activities.rounds.activity import Rounds

ACTIVITY = Rounds()
