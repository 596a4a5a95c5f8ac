"""Workshop runs live courses: a facilitator leads, phones write, a wall shows, a trainer keeps the result."""

__version__ = "0.1.0"
