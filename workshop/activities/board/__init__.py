"""A wall of sticky notes: written in silence, picked by teams, voted on, talked about."""

from workshop.activities.board.activity import Board
from workshop.activities.board.loading import phone_file
from workshop.activities.board.presenting import misfits
from workshop.activities.board.state import how_many

ACTIVITY = Board()

__all__ = ["ACTIVITY", "how_many", "misfits", "phone_file"]
