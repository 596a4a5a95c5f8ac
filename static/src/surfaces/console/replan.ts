/** Ending in time: which activities of the day to leave out or to run short when it is late. */

import type { Listed } from '@kit';
import { type Slot, sorted } from '@wire';
import { minuteOfDay } from './plan';

/** What is to be done with one activity. */
export interface Cut {
  readonly slot: Listed<Slot>;
  readonly does: 'skip' | 'shorten';
  /** Minutes won. */
  readonly wins: number;
}

export interface Plan {
  readonly cuts: readonly Cut[];
  /** Minutes since midnight: as planned, as things stand, and with all cuts. */
  readonly planned: number;
  readonly ends: number;
  readonly would: number;
}

/** More than this (minutes) between two activities is a lunch: what comes after it does not begin earlier. */
const GAP = 1;

/**
 * What to cut so that the day ends as planned: optional activities first (a break is none of them), then what is won by
 * running activities short, the most at once, then activities that have no short form. Undefined without clock times.
 */
export function replan(slots: readonly Listed<Slot>[], late: number): Plan | undefined {
  const on = slots.findIndex(({ state }) => state === 'now');
  const day = slots.slice(Math.max(on, 0)).filter((slot) => slot.day === slots[on]?.day);
  if (on < 0 || day[0]?.at === undefined) return undefined;
  const planned = endOf(day, 0, []);
  const ends = endOf(day, late, []);
  let cuts: readonly Cut[] = [];
  for (const cut of candidates(day.slice(1))) {
    const now = endOf(day, late, cuts);
    if (now <= planned) break;
    if (endOf(day, late, [...cuts, cut]) < now) cuts = [...cuts, cut];
  }
  return { cuts, planned, ends, would: endOf(day, late, cuts) };
}

/** When the day is over, in minutes since midnight. */
export function endOf(day: readonly Listed<Slot>[], late: number, cuts: readonly Cut[]): number {
  let over = 0;
  let clock = 0;
  for (const [n, slot] of day.entries()) {
    const begins = slot.at === undefined ? over : (minuteOfDay(slot.at) ?? over);
    if (n === 0 || begins > over + GAP) clock = Math.max(clock, begins);
    over = begins + slot.minutes;
    clock += minutesOf(slot, cuts) + (n === 0 ? late : 0);
  }
  return clock;
}

function minutesOf(slot: Listed<Slot>, cuts: readonly Cut[]): number {
  if (slot.state !== 'ahead' && slot.state !== 'now') return 0;
  const cut = cuts.find((one) => one.slot.id === slot.id);
  return slot.minutes - (cut?.wins ?? 0);
}

function candidates(ahead: readonly Listed<Slot>[]): Cut[] {
  const open = ahead.filter(({ state }) => state === 'ahead');
  return [
    ...most(open.filter((slot) => slot.optional && slot.kind !== 'slide').map(skip)),
    ...most(open.flatMap((slot) => shorter(slot))),
    ...most(open.filter((slot) => slot.short === undefined && !slot.optional).map(skip)),
  ];
}

function most(cuts: readonly Cut[]): readonly Cut[] {
  return sorted(cuts, ({ wins }) => -wins);
}

function skip(slot: Listed<Slot>): Cut {
  return { slot, does: 'skip', wins: slot.minutes };
}

function shorter(slot: Listed<Slot>): Cut[] {
  const wins = slot.minutes - (slot.short ?? slot.minutes);
  return wins > 0 && slot.mode !== 'short' ? [{ slot, does: 'shorten', wins }] : [];
}

export function clockWords(minutes: number): string {
  const whole = Math.round(minutes);
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}
