/** Who might need somebody: hand up, gone for a minute, or nothing done when three quarters are. */

import type { ById, Pulse, Room, RoomConsole } from '@wire';

const GONE_MS = 60_000;
const MOST_ARE_DONE = 0.75;

export type Why = 'hand' | 'gone' | 'nothing';

export function stuckPeople(view: Pick<RoomConsole, 'people' | 'progress'>, pulse: Pulse | undefined, now: number): Map<string, Why> {
  const { people, progress } = view;
  const late = progress?.per === 'person' && progress.of > 0 && progress.done / progress.of >= MOST_ARE_DONE;
  const stuck = new Map<string, Why>();
  for (const [id, person] of Object.entries(people)) {
    if (person.removed || person.waits) continue;
    if (person.hand !== undefined) stuck.set(id, 'hand');
    else if (goneFor(id, pulse?.offline, now) >= GONE_MS) stuck.set(id, 'gone');
    else if (late && progress.missing?.[id] && !person.done && !person.n) stuck.set(id, 'nothing');
  }
  return stuck;
}

/** How many have a seat, how many of them are here, and who may need a hand. */
export function numbersOf(room: Pick<Room, 'pulse' | 'now'>, view: RoomConsole) {
  const seats = Object.values(view.people).filter(({ removed, waits }) => !removed && !waits).length;
  const here = Math.min(room.pulse.value?.in ?? seats, seats);
  return { seats, here, stuck: stuckPeople(view, room.pulse.value, room.now()) };
}

/** Milliseconds since this person's phone was last heard; 0 while it is here, and when it was never here. */
export function goneFor(person: string, offline: ById<number> | undefined, now: number): number {
  const since = offline?.[person];
  return since ? Math.max(0, now - since) : 0;
}

/** Somebody who is in the room without a phone that was ever heard. */
export function hasNoPhone(person: string, offline: ById<number> | undefined): boolean {
  return offline?.[person] === 0;
}
