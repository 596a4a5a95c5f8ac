/** What the server shows of a sort to each audience; `views.py` is the truth. A key that is absent means "none" or "no". */

import type { ById, Words } from '@wire';

export type SortPhase = 'brief' | 'play' | 'reveal' | 'talk';

/** In an order the bins are the places from 1, and `bins` is empty. */
export interface SortDeck {
  readonly rank: number;
  readonly title: Words;
  readonly mode: 'bins' | 'match' | 'order';
  /** How many of its cards are dealt. */
  readonly cards_n: number;
  readonly bins: ById<{ readonly rank: number; readonly text: Words }>;
}

/** A card. What is right, and how the room placed it, is there once it was revealed; on the console earlier. */
export interface SortCard {
  readonly rank: number;
  readonly deck: string;
  readonly text: Words;
  /** When it was revealed, counted from 0. */
  readonly revealed?: number;
  readonly answer?: ById<true>;
  readonly why?: Words;
  /** The key was changed after the room had seen it. */
  readonly corrected?: true;
  readonly answered?: number;
  /** How many placed it in each bin; absent while too few have placed it. */
  readonly shares?: ById<number>;
  /** Where each team placed it. */
  readonly teams?: ById<string>;
  /** Console: the place in the order in which it is worth revealing. */
  readonly order?: number;
}

export interface SortReason {
  readonly text: string;
  readonly erased?: true;
  readonly rank: number;
  readonly side?: string;
  readonly by?: string;
  readonly team?: string;
}

export interface SortTalk {
  readonly state: 'waiting' | 'open' | 'closed';
  readonly longest: number;
  /** Nobody's name stands on a reason. */
  readonly unsigned: boolean;
  /** This step takes reasons at all. */
  readonly takes: boolean;
  readonly reach: 'self' | 'pair' | 'team' | 'room' | 'aggregate';
  /** The card that is talked about, with the two bins between which the room is split; absent where the course asks. */
  readonly card?: string;
  readonly text?: Words;
  readonly deck?: string;
  readonly sides?: ById<{ readonly rank: number; readonly n: number }>;
  readonly given: number;
  readonly reasons: ById<SortReason>;
  /** Console: what else there is to talk about. */
  readonly agenda?: ById<{ readonly rank: number }>;
}

export interface SortRow {
  readonly rank: number;
  readonly place: number;
  readonly points: number;
  readonly team?: string;
  readonly by?: string;
}

/** By team; people without one count under `-`. */
export type SortProgress = ById<{ readonly placed: number; readonly done: number; readonly of: number }>;

interface SortFrame {
  readonly phase?: SortPhase;
  readonly play: 'individual' | 'pair' | 'team';
  readonly tries: number;
  readonly cards_n: number;
  readonly seconds?: number;
  readonly decks: ById<SortDeck>;
  readonly example?: { readonly deck: string; readonly text: Words };
  readonly prompt?: Words;
  /** A card or a reason in the middle of the wall. */
  readonly lit?: string;
  readonly ranking?: ById<SortRow>;
  readonly talk?: SortTalk;
}

/** The wall: the cards that were revealed. */
export interface SortView extends SortFrame {
  readonly cards: ById<SortCard>;
  readonly progress?: SortProgress;
}

/** The phones: all cards, from the moment they are played. */
export interface SortPhones extends SortFrame {
  readonly cards: ById<SortCard>;
}

export interface SortConsole extends SortView {
  readonly pairs?: ById<{ readonly rank: number; readonly members: ById<string> }>;
  readonly reasons?: ById<SortReason & { readonly card?: string; readonly hidden?: true }>;
}

/** What I, my pair or my team have put where. */
export interface SortAnswer {
  readonly placed?: ById<string>;
  /** Whose thumb it was. */
  readonly by?: ById<string>;
  readonly handed_in?: true;
  /** How often it was handed in. */
  readonly hands?: number;
  /** Pair: who plays together, by name. */
  readonly members?: ById<string>;
  /** Team: reasons that are for the team alone. */
  readonly reasons?: ById<SortReason>;
}

export interface SortMine extends SortAnswer {
  /** My sides, by card. */
  readonly sides?: ById<string>;
  /** My lines, by card; the one about the question under the empty name. */
  readonly lines?: ById<{ readonly text: string; readonly erased?: true }>;
}
