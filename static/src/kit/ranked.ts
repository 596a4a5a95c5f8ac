/** A view holds no lists, only things by id; this puts them in order, each with its id. */

import type { ById } from '@wire';
import { byRank } from '../wire/order';

export type Listed<T> = T & { readonly id: string };

export function ranked<T extends { readonly rank: number }>(things: ById<T> | undefined): Listed<T>[] {
  return byRank(things).map(([id, thing]) => ({ ...thing, id }));
}

/** For things whose order is that of another number, such as the number of a team. */
export function listed<T extends object>(things: ById<T> | undefined): Listed<T>[] {
  return Object.entries(things ?? {}).map(([id, thing]) => ({ ...thing, id }));
}
