/** The day against the clock: how late it is, and why an activity cannot run. */

import type { Slot } from '@wire';
import { t } from '@wire';

/**
 * Minutes behind the plan: above zero late, below zero early, 0 while the activity that is on is in its own time.
 * `clock` is the time on this machine, since plans are written for the room's wall clock.
 */
export function minutesLate(slot: Pick<Slot, 'at' | 'minutes'>, clock: Date): number {
  const begins = slot.at === undefined ? undefined : minuteOfDay(slot.at);
  if (begins === undefined) return 0;
  const now = clock.getHours() * 60 + clock.getMinutes() + clock.getSeconds() / 60;
  if (now < begins) return Math.ceil(now - begins);
  return Math.max(0, Math.floor(now - begins - slot.minutes));
}

export function minuteOfDay(at: string): number | undefined {
  const found = /^(\d{1,2}):(\d{2})$/.exec(at);
  return found ? Number(found[1]) * 60 + Number(found[2]) : undefined;
}

export function lateWords(minutes: number): string {
  if (minutes === 0) return t('on time');
  return minutes > 0 ? t('{n} min late', { n: minutes }) : t('{n} min early', { n: -minutes });
}

/** The parts a block would need, in the reader's words. */
export function needWords(parts: Iterable<string>): string {
  return Array.from(parts, (part) => NEEDS()[part] ?? part).join(t(', '));
}

const NEEDS = (): Readonly<Record<string, string>> => ({
  sort: t('sorting cards'),
  quiz: t('tests'),
  form: t('sheets'),
  rounds: t('practice rounds'),
  place: t('placing notes'),
  cluster: t('clusters'),
  name: t('naming clusters'),
  resolve: t('resolving'),
  present: t('presenting'),
  matrix: t('the matrix'),
  rings: t('the rings'),
  panes: t('the panes'),
  timeline: t('the timeline'),
  import: t('notes of an earlier activity'),
  'board per team': t('a board for each team'),
  'board per person': t('a board for each person'),
  'note fields': t('notes with fields'),
  config: t('another wording in the course'),
});
