"""The only place that knows a database: the log of every room, the names of its people, the trainers."""
