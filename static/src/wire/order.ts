/** Things in the order in which they are shown. */

import type { ById } from './views';

/** A sorted copy; equal things keep their order. */
export function sorted<T>(things: readonly T[], by: (thing: T) => number | string): T[] {
  const compare = (one: T, other: T) => {
    const [a, b] = [by(one), by(other)];
    return a < b ? -1 : a > b ? 1 : 0;
  };
  // oxlint-disable-next-line no-array-sort -- `toSorted` is missing before Chrome 110 and Safari 16
  return things.slice().sort(compare);
}

/** The things of a view as pairs of id and thing, by `rank`, then by id. */
export function byRank<T extends { readonly rank: number }>(things: ById<T> | undefined): [string, T][] {
  const pairs = sorted(Object.entries(things ?? {}), ([id]) => id);
  return sorted(pairs, ([, thing]) => thing.rank);
}
