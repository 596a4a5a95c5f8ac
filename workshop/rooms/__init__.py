"""The engine: who is in a room, where the day stands, in which order things happened, and who sees what."""
