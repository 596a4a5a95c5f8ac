/** How the zones of each layout stand on a wall. */

import { type BoardFrame, type Words, pick } from '@wire';

/** So many zones side by side; the others follow in rows below. */
export function across({ layout, zones }: Pick<BoardFrame, 'layout' | 'zones'>): number {
  const n = Object.keys(zones).length;
  return layout === 'matrix' || layout === 'panes' ? Math.ceil(n / 2) : n;
}

/** Both ends of an axis, as in "Inside / outside"; one text where it has no two ends. */
export function ends(axis: Words | undefined): string[] {
  if (!axis) return [];
  const parts = pick(axis).split('/').map((part) => part.trim());
  return parts.length === 2 ? parts : [pick(axis)];
}
