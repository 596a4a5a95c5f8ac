"""A wall of sticky notes: written in silence, picked by teams, voted on, talked about."""

from workshop.activities.board.activity import Board

ACTIVITY = Board()
