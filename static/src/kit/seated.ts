/** The people who have a seat: not those who left it, and not those who wait at the door. */

import type { ById, ConsolePerson } from '@wire';
import { type Listed, ranked } from './ranked';

/** In the order in which they came. */
export function seated(people: ById<ConsolePerson>): Listed<ConsolePerson>[] {
  return ranked(people).filter(({ removed, waits }) => !removed && !waits);
}
