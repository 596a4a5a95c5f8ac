/** What a timer says. Each screen counts for itself; zero rings, then it counts up and cuts nobody off. */

import type { Timer } from '@wire';

/** Milliseconds left; less than zero when over. */
export function leftOf(timer: Timer, now: number): number {
  return timer.left_ms ?? timer.ends_at - now;
}

export function standsStill(timer: Timer): boolean {
  return timer.left_ms !== undefined;
}

/** `4:05`, `1:02:00`, `+0:12` when over: seconds are rounded so that a timer of five minutes starts at 5:00. */
export function clockText(leftMs: number): string {
  const over = leftMs < 0;
  const seconds = over ? Math.floor(-leftMs / 1000) : Math.ceil(leftMs / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const parts = hours > 0 ? [hours, two(minutes), two(seconds % 60)] : [minutes, two(seconds % 60)];
  return (over ? '+' : '') + parts.join(':');
}

/** Minutes as people type them: `3`, `1.5`, also `1:30` and full-width digits; undefined when it is no length. */
export function minutesOf(typed: string): number | undefined {
  const text = typed.normalize('NFKC').trim();
  const found = /^(\d{1,3})(?:[:](\d{2})|(\.\d+))?$/.exec(text);
  if (!found) return undefined;
  const minutes = Number(found[1]) + (found[2] ? Number(found[2]) / 60 : Number(found[3] ?? 0));
  return minutes > 0 ? minutes : undefined;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
