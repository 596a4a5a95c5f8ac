/** How long to wait before the next try, so that a room that comes back does not come back all at once. */

const FIRST_MS = 500;
const LONGEST_MS = 15_000;
/** The longest wait in a small room, so that a note is on the wall within three seconds after the network is back. */
const SMALL_ROOM_MS = 2_000;
const MS_A_PERSON = 20;

/** The longest wait for a room of this many phones: they all come back at once, and each may cost the server 20 ms. */
export function longestWait(people: number): number {
  return Math.min(LONGEST_MS, Math.max(SMALL_ROOM_MS, people * MS_A_PERSON));
}

/** Full jitter: anything between nothing and a bound that doubles with every failure. */
export function backoff(failures: number, longestMs = LONGEST_MS, chance = Math.random): number {
  return chance() * Math.min(longestMs, FIRST_MS * 2 ** Math.min(failures, 10));
}
