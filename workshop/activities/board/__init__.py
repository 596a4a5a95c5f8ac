"""A wall of sticky notes: written in silence, picked by teams, voted on, talked about."""

from workshop.activities.board.activity import Board
from workshop.activities.board.loading import phone_file

ACTIVITY = Board()

__all__ = ["ACTIVITY", "phone_file"]
