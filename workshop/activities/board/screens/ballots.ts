/** The votes of a board: which may be seen, in which order, and how its notes stand. */

import { type Listed, ranked } from '@kit';
import { type BoardNote, type BoardResult, type BoardView, type ById, pick, sorted, t } from '@wire';

export interface NamedResult {
  readonly id: string;
  readonly name: string;
  readonly result: BoardResult;
}

/** The results that are in the view, in the order in which the votes were held; or the one of a single stage. */
export function ballots(view: Pick<BoardView, 'results'>, only?: string): NamedResult[] {
  return ranked(view.results)
    .map(({ id, name, ...result }, n) => ({ id, name: name ? pick(name) : t('Round {n}', { n: n + 1 }), result }))
    .filter(({ id }) => only === undefined || id === only);
}

/** Notes by place: by the one vote, or by all dots together where there are several. */
export function standings<T extends BoardNote>(view: { readonly notes: ById<T> }, votes: readonly NamedResult[]): Listed<T>[] {
  const [only] = votes;
  const height = (id: string) =>
    votes.length === 1 && only
      ? (only.result.notes[id]?.place ?? Infinity)
      : -votes.reduce((sum, { result }) => sum + (result.notes[id]?.dots ?? 0), 0);
  const notes = ranked(view.notes);
  const order = new Map(notes.map(({ id }) => [id, height(id)]));
  return sorted(notes, ({ id }) => order.get(id) ?? Infinity);
}

/** Ids of notes that share a place with another of their board: the facilitator may break the tie. */
export function ties(result: BoardResult | undefined, boardOf: (id: string) => string | undefined, places = 3): string[][] {
  const at = new Map<string, string[]>();
  for (const [id, { place, dots }] of Object.entries(result?.notes ?? {})) {
    const where = `${boardOf(id) ?? ''} ${place}`;
    if (place <= places && dots > 0) at.set(where, [...(at.get(where) ?? []), id]);
  }
  return [...at.values()].filter((ids) => ids.length > 1);
}
