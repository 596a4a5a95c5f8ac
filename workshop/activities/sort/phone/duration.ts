/** How long something takes, in words. */

import { t, tn } from '@wire';

export function duration(seconds: number): string {
  const minutes = seconds / 60;
  if (seconds < 60) return tn(seconds, 'one second', '{n} seconds');
  if (Number.isInteger(minutes)) return tn(minutes, 'one minute', '{n} minutes');
  return t('{m} min {s} s', { m: Math.floor(minutes), s: seconds % 60 });
}
