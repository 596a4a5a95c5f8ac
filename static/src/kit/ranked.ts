/** A view holds no lists, only things by id with a `rank`; this puts them in order. */

import type { ById } from '@wire';

export type Listed<T> = T & { readonly id: string };

export function ranked<T extends { readonly rank: number }>(things: ById<T> | undefined): Listed<T>[] {
  return sorted(listed(things), (a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
}

/** A sorted copy. */
export function sorted<T>(things: readonly T[], order: (a: T, b: T) => number): T[] {
  // oxlint-disable-next-line unicorn/no-array-sort -- toSorted is missing before Chrome 110 and Safari 16
  return things.slice().sort(order);
}

/** For things whose order is that of another number, such as the number of a team. */
export function listed<T extends object>(things: ById<T> | undefined): Listed<T>[] {
  return Object.entries(things ?? {}).map(([id, thing]) => ({ ...thing, id }));
}
