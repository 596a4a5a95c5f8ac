"""Rehearsal: simulated people fill a room through the real wire, and a facilitator walks the agenda with them."""
