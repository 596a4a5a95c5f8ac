/** How the zones of each layout stand on a wall. */

import { type Listed, ranked } from '@kit';
import { type BoardFrame, type Words, pick } from '@wire';

type Frame = Pick<BoardFrame, 'layout' | 'zones'>;

/** Where what colleagues write arrives on a person's own board: it is no part of the picture. */
const INBOX = 'inbox';

/** The zones that a wall draws, in their order. */
export function drawnZones({ zones }: Pick<Frame, 'zones'>): Listed<Frame['zones'][string]>[] {
  return ranked(zones).filter(({ id }) => id !== INBOX);
}

/** So many zones side by side; the others follow in rows below. */
export function across({ layout, zones }: Frame): number {
  const n = drawnZones({ zones }).length;
  return layout === 'matrix' || layout === 'panes' ? Math.ceil(n / 2) : n;
}

/** Both ends of an axis, as in "Inside / outside"; one text where it has no two ends. */
export function ends(axis: Words | undefined): string[] {
  if (!axis) return [];
  const parts = pick(axis).split('/').map((part) => part.trim());
  return parts.length === 2 ? parts : [pick(axis)];
}
