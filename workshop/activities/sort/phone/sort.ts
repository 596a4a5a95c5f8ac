/** A sort as its phone views are given it, with what waits in the outbox laid over what the server has stored. */

import { ranked, type Listed } from '@kit/ranked';
import type { Item, KindPhoneProps } from '@wire';
import type { SortAnswer, SortCard, SortMine, SortPhones } from '../views';

export type SortProps = KindPhoneProps<SortPhones, SortAnswer, SortMine, SortAnswer>;
export type Card = Listed<SortCard>;

/** My answer, or that of my pair or team. */
export interface Answer {
  /** The bin of each card, in an order its place. */
  readonly placed: ReadonlyMap<string, string>;
  readonly by: Readonly<Record<string, string>>;
  readonly handedIn: boolean;
  readonly hands: number;
  /** Something is still to be sent. */
  readonly waits: boolean;
}

/** The items of this block that are on their way. */
export function onTheWay({ room, block }: SortProps): readonly Item[] {
  return room.outbox.value.filter((item) => item.wish.block === block.id && item.state !== 'refused');
}

export function refusedHere({ room, block }: SortProps): readonly Item[] {
  return room.outbox.value.filter((item) => item.wish.block === block.id && item.state === 'refused');
}

export function answerOf(props: SortProps): Answer {
  const { shared } = props.block;
  const stored = storedOf(props) ?? {};
  const placed = new Map(Object.entries(stored.placed ?? {}));
  let handedIn = stored.handed_in === true;
  const items = onTheWay(props);
  for (const { wish } of items) {
    if (wish.type === 'sort/place') lay(placed, String(wish['card']), wish['bin']);
    if (wish.type === 'sort/put_in_order') layInOrder(placed, shared.cards, String(wish['deck']), wish['cards']);
    if (wish.type === 'sort/hand_in') handedIn = true;
    if (wish.type === 'sort/change_again') handedIn = false;
  }
  return { placed, by: stored.by ?? {}, handedIn, hands: stored.hands ?? 0, waits: items.some(({ state }) => state === 'waiting') };
}

/** Who has no team or pair plays alone. */
function storedOf({ block, team, me }: SortProps): SortAnswer | undefined {
  if (block.shared.play === 'team' && team) return block.team;
  if (block.shared.play === 'pair' && me.circle !== undefined) return block.circle;
  return block.mine;
}

function lay(placed: Map<string, string>, card: string, bin: unknown): void {
  if (typeof bin === 'string') placed.set(card, bin);
  else placed.delete(card);
}

function layInOrder(placed: Map<string, string>, cards: SortPhones['cards'], deck: string, order: unknown): void {
  for (const [id, card] of Object.entries(cards)) if (card.deck === deck) placed.delete(id);
  if (Array.isArray(order)) order.forEach((card, n) => placed.set(String(card), String(n + 1)));
}

/** What is done one after the other: a card with bins, or a whole deck that is put in order. */
export type Station = { readonly card: Card; readonly order?: undefined } | { readonly card?: undefined; readonly order: string };

export function stationsOf({ cards, decks }: SortPhones): Station[] {
  const stations: Station[] = [];
  for (const card of ranked(cards)) {
    if (decks[card.deck]?.mode !== 'order') stations.push({ card });
    else if (!stations.some(({ order }) => order === card.deck)) stations.push({ order: card.deck });
  }
  return stations;
}

export function cardsIn(shared: SortPhones, deck: string): Card[] {
  return ranked(shared.cards).filter((card) => card.deck === deck);
}

/** Nothing more is to be done at this station. */
export function isDone(station: Station, shared: SortPhones, placed: Answer['placed']): boolean {
  if (station.card) return placed.has(station.card.id) || station.card.answer !== undefined;
  const cards = cardsIn(shared, station.order ?? '');
  return cards.every(({ id }) => placed.has(id)) || cards.some(({ answer }) => answer !== undefined);
}
