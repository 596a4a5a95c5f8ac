/** What I see of my own doing before the server has answered: the views, with what waits in the outbox laid over them. */

import { type BoardMine, type BoardTeam, byRank, type ById, type Item, type MyNote } from '@wire';

export interface OwnNote {
  /** The note's id, or the item's while it has none. */
  readonly id: string;
  readonly text: string;
  readonly erased?: boolean | undefined;
  readonly zone: string | undefined;
  readonly fields?: ById<string> | undefined;
  readonly refs?: ById<true> | undefined;
  /** The colleague on whose board it hangs. */
  readonly person?: string | undefined;
  readonly published?: true | undefined;
  readonly waits: boolean;
  /** The server has given it an id, under which it can be changed. */
  readonly known: boolean;
}

/** The items of this block that are on their way. */
export function onTheWay(items: readonly Item[], block: string): readonly Item[] {
  return items.filter((item) => item.wish.block === block && item.state !== 'refused');
}

/** The items of this block that the server did not take. */
export function refusedHere(items: readonly Item[], block: string): readonly Item[] {
  return items.filter((item) => item.state === 'refused' && item.wish.block === block);
}

/** My notes of one stage, in the order of writing. */
export function ownNotes(mine: BoardMine['mine'], items: readonly Item[], stage: string): OwnNote[] {
  const edits = lastOf(items, 'board/edit_note', 'note');
  const deleted = lastOf(items, 'board/delete_note', 'note');
  const notes = byRank(mine)
    .filter(([id, note]) => note.stage === stage && !deleted.has(id))
    .map(([id, note]) => edited(known(id, note), edits.get(id)));
  const added = items.filter((item) => item.wish.type === 'board/add_note');
  return [...notes, ...added.map((item) => edited({ id: item.id, text: '', zone: undefined, waits: true, known: false }, item))];
}

function known(id: string, { text: words, erased, zone, fields, refs, person, published }: MyNote): OwnNote {
  const more = { ...(erased && { erased }), ...(fields && { fields }), ...(refs && { refs }), ...(person && { person }), ...(published && { published }) };
  return { id, text: words, zone, ...more, waits: false, known: true };
}

function edited(note: OwnNote, item: Item | undefined): OwnNote {
  if (!item) return note;
  const { fields, refs } = item.wish;
  const person = said(item, 'person');
  return {
    ...note,
    text: text(item),
    zone: said(item, 'zone') ?? note.zone,
    ...(person === undefined ? {} : { person }),
    ...(fields === undefined ? {} : { fields: fields as ById<string> }),
    ...(Array.isArray(refs) ? { refs: Object.fromEntries(refs.map((ref) => [String(ref), true as const])) } : {}),
    waits: item.state === 'waiting',
  };
}

/** How many of my dots lie on each note. */
export function ownDots(dots: BoardMine['dots'], items: readonly Item[], stage: string): Map<string, number> {
  const placed = new Map(Object.entries(dots?.[stage] ?? {}));
  for (const { wish } of items) {
    if (wish.type === 'board/place_dots' && wish['stage'] === stage) placed.set(String(wish['note'] ?? wish['cluster'] ?? wish['zone']), Number(wish['dots']));
  }
  return placed;
}

/** What my team has ticked, and which of the ticks are still on their way. */
export function ticks(team: BoardTeam | undefined, items: readonly Item[]): { on: Set<string>; waits: Set<string> } {
  const on = new Set(Object.keys(team?.ticked ?? {}));
  const waits = new Set<string>();
  for (const { wish, state } of items) {
    if (wish.type !== 'board/tick_note') continue;
    const note = String(wish['note']);
    if (wish['on'] === true) on.add(note);
    else on.delete(note);
    if (state === 'waiting') waits.add(note);
  }
  return { on, waits };
}

export function text(item: Item): string {
  return said(item, 'text') ?? '';
}

export function said(item: Item, field: string): string | undefined {
  const found = item.wish[field];
  return typeof found === 'string' ? found : undefined;
}

/** The last item of a type for each thing it names. */
export function lastOf(items: readonly Item[], type: string, field: string): ReadonlyMap<string, Item> {
  return new Map(items.filter((item) => item.wish.type === type).map((item) => [said(item, field) ?? '', item]));
}

/** The total of a count by id. */
export function total(counts: ById<number> | ReadonlyMap<string, number> | undefined): number {
  const numbers = counts instanceof Map ? Array.from(counts.values()) : Object.values((counts ?? {}) as ById<number>);
  return numbers.reduce((sum, n) => sum + n, 0);
}
