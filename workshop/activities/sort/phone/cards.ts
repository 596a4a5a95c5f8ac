/** Small facts about cards that every screen needs: where a card belongs, who has it right, how the room is split. */

import { pick, sorted, t } from '@wire';
import type { SortCard, SortDeck } from '../views';

type Decks = Readonly<Record<string, SortDeck>>;

export interface Bin {
  readonly id: string;
  readonly name: string;
}

/** The bins of a deck in their order; the places of an order. */
export function binsOf(deck: SortDeck | undefined): Bin[] {
  if (!deck) return [];
  if (deck.mode === 'order') return Array.from({ length: deck.cards_n }, (_, n) => place(n + 1));
  return sorted(Object.keys(deck.bins), (id) => deck.bins[id]?.rank ?? 0).map((id) => ({ id, name: binName(deck, id) }));
}

function place(n: number): Bin {
  return { id: String(n), name: t('Place {n}', { n }) };
}

export function binName(deck: SortDeck | undefined, id: string): string {
  const bin = deck?.bins[id];
  return bin ? pick(bin.text) : place(Number(id)).name;
}

/** The bins that are right, by name; undefined while the card is covered. */
export function rightPlace(card: SortCard, decks: Decks): string | undefined {
  if (!card.answer) return undefined;
  const deck = decks[card.deck];
  return binsOf(deck)
    .filter(({ id }) => card.answer?.[id])
    .map(({ name }) => name)
    .join(' / ');
}

/** Whether a card lies right; undefined while it is covered or was not placed. */
export function isRight(card: SortCard, placed: string | undefined): boolean | undefined {
  return card.answer && placed !== undefined ? card.answer[placed] === true : undefined;
}

/** How many of those who placed it have it right, in per cent; undefined while too few have. */
export function shareRight({ answer, shares }: SortCard): number | undefined {
  if (!answer || !shares) return undefined;
  const all = Object.values(shares).reduce((sum, n) => sum + n, 0);
  const right = Object.keys(answer).reduce((sum, bin) => sum + (shares[bin] ?? 0), 0);
  return all ? Math.round((100 * right) / all) : undefined;
}

/** One point for each revealed card that lies right. Twin of `scoring.score`. */
export function points(cards: readonly (SortCard & { readonly id: string })[], placed: ReadonlyMap<string, string>): number {
  return cards.filter((card) => isRight(card, placed.get(card.id))).length;
}

/** The most cards in a row that follow one another as they should. Twin of `scoring.longest_run`. */
export function longestRun(cards: readonly (SortCard & { readonly id: string })[], placed: ReadonlyMap<string, string>): number {
  const lying = sorted(
    cards.filter((card) => card.answer && placed.has(card.id)),
    (card) => Number(placed.get(card.id)),
  );
  let [longest, run, before] = [0, 0, Number.NaN];
  for (const card of lying) {
    const right = Number(Object.keys(card.answer ?? {})[0]);
    run = right === before + 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
    before = right;
  }
  return longest;
}
