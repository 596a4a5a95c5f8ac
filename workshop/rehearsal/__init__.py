"""Rehearsal: simulated people who fill a room through the real wire, and a facilitator who walks the agenda with them."""
