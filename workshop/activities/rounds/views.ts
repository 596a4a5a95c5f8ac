/** What the server shows of rounds to each screen. Written by hand beside `views.py` of this kind, which is the truth. */

import type { ById, Words } from '@wire';

export type Phase = 'setup' | 'prep' | 'play' | 'score' | 'feedback' | 'summary';

export interface Ranked {
  readonly rank: number;
}

/** Something somebody wrote; `text` is empty once it was erased. */
export interface Said {
  readonly text: string;
  readonly erased?: true;
}

export interface Seated extends Ranked {
  readonly name: string;
  readonly role: string;
}

export interface GroupSeats extends Ranked {
  readonly people: ById<Seated>;
}

export interface RoundStep extends Ranked {
  readonly name: Words;
  readonly minutes: number;
  readonly phase: Phase;
}

/** What every screen knows. `performer` is the role that is practised, `scorer` the one that fills in the scorecard. */
export interface Frame {
  readonly round: number;
  readonly rounds: number;
  readonly size: number;
  readonly phase?: Phase;
  readonly roles: ById<Ranked & { readonly name: Words }>;
  readonly performer: string;
  readonly scorer?: string;
  readonly timetable: ById<RoundStep>;
  /** Everybody in a group has to agree before it begins. */
  readonly consent?: true;
  readonly stop?: true;
  /** The one whose talk it was rates one item before anybody else does. */
  readonly rates_self?: true;
  readonly summary?: Summary;
}

export interface ReleasedLine extends Said, Ranked {
  readonly field: string;
  readonly label?: Words;
}

/** Sums of the room. What too few have given is not there. */
export interface Summary {
  readonly cards: number;
  readonly fewest: number;
  readonly means: ById<
    Ranked & {
      readonly title: Words;
      readonly n: number;
      readonly most: number;
      readonly items: ById<Ranked & { readonly text: Words; readonly mean: number }>;
    }
  >;
  readonly guesses?: { readonly right: number; readonly of: number };
  readonly clouds: ById<{ readonly words: ById<Ranked & { readonly text: string; readonly n: number }> }>;
  readonly tallies: ById<{ readonly n: number; readonly options: ById<Ranked & { readonly text: Words; readonly n: number }> }>;
  readonly lines: ById<ReleasedLine>;
  readonly spotlit?: string;
}

// --- the phone ----------------------------------------------------------------------------------------------------

export interface Field extends Ranked {
  readonly type: 'text' | 'choice' | 'tick';
  /** Only this role is asked. */
  readonly role?: string;
  readonly label?: Words;
  readonly level: string;
  readonly longest?: number;
  readonly shortest?: number;
  readonly required?: true;
  readonly anonymous?: true;
  /** The room sees the words as a cloud, without names. */
  readonly cloud?: true;
  readonly options?: ById<Ranked & { readonly text: Words }>;
}

export interface Phones extends Frame {
  readonly groups: ById<GroupSeats>;
  readonly fields: ById<Field>;
  /** The facilitator told those who are not done that the others wait. */
  readonly reminded?: true;
}

export interface ScriptStep extends Ranked {
  readonly minutes: number;
  readonly name: Words;
  readonly lines: ById<Ranked & { readonly text: Words }>;
}

/** What my role reads: a case of the course, or somebody's own; a secret card; what I follow. */
export interface Brief {
  readonly title?: Words;
  readonly facts?: ById<Ranked & { readonly label: Words; readonly value: Words }>;
  readonly text?: Words;
  readonly twist?: Words;
  readonly own?: ById<Ranked & { readonly label: Words; readonly text?: string; readonly words?: Words }>;
  readonly card?: { readonly text: Words; readonly scene?: Words };
  readonly script?: ById<ScriptStep>;
  readonly questions?: ById<Ranked & { readonly text: Words }>;
  readonly rules?: ById<Ranked & { readonly text: Words }>;
}

export interface Scorecard {
  readonly title: Words;
  readonly items: ById<Ranked & { readonly text: Words }>;
  readonly anchors: ById<Ranked & { readonly value: number; readonly text: Words }>;
  readonly fields: ById<Ranked & { readonly label: Words; readonly longest: number; readonly required?: true }>;
}

export interface ReceivedCard extends Ranked {
  readonly scorecard: Scorecard;
  readonly items: ById<number>;
  readonly lines: ById<Said>;
}

export interface Received {
  readonly lines: ById<Said & Ranked & { readonly role: string; readonly field: string; readonly label?: Words }>;
  readonly cards: ById<ReceivedCard>;
}

/** What is mine alone. Absent while I have no group. */
export interface Mine {
  readonly group?: string;
  readonly absent?: true;
  readonly case?: Words;
  /** What my role does in this step, in the course's words. */
  readonly does?: Words;
  readonly agreed?: ById<true>;
  readonly may_begin?: boolean;
  readonly brief?: Brief;
  readonly ready?: true;
  readonly stopped?: true;
  readonly resent?: number;
  readonly choice?: 'open' | 'own' | 'drawn';
  readonly owner?: true;
  readonly has_sheet?: true;
  readonly question?: { readonly id: string; readonly n: number; readonly of: number; readonly text: Words };
  readonly skipped?: ById<true>;
  readonly scorecard?: Scorecard;
  readonly card?: { readonly about: string; readonly items: ById<number>; readonly sent?: true };
  readonly self?: { readonly item?: string; readonly value?: number };
  readonly lines?: ById<Said & { readonly permitted?: true }>;
  readonly chosen?: ById<string>;
  readonly received?: Received;
  readonly key?: ById<Ranked & { readonly text: Words }>;
  readonly answer?: Words;
  readonly guess?: { readonly right: boolean; readonly text?: Words };
  readonly day?: ById<Received & Ranked & { readonly role: string }>;
  readonly may_show?: ById<Said & { readonly permitted?: true; readonly field: string; readonly label?: Words }>;
}

// --- the wall and the console -------------------------------------------------------------------------------------

export interface Wall extends Frame {
  readonly groups: ById<GroupSeats>;
  /** How many groups have read their cards. */
  readonly ready: number;
  readonly script?: ById<Ranked & { readonly name: Words; readonly minutes: number }>;
  readonly cards?: number;
}

export interface ConsoleSeat extends Ranked {
  readonly role: string;
  readonly done?: true;
  readonly ready?: true;
  readonly agreed?: true;
}

export interface ConsoleGroup extends Ranked {
  readonly people: ById<ConsoleSeat>;
  readonly case?: { readonly id: string; readonly title: Words };
  /** The group plays the first role's own case. */
  readonly own?: true;
  /** The first role has not said yet whose case it is. */
  readonly choosing?: true;
  readonly twist?: 'in' | 'out';
  readonly stopped?: true;
}

export interface Desk extends Frame {
  readonly groups: ById<ConsoleGroup>;
  /** Here, but in no group. */
  readonly waiting: ById<true>;
  readonly absent: ById<true>;
  readonly cases: ById<Ranked & { readonly title: Words }>;
  readonly deals_cards?: true;
  /** Lines whose writers allowed them to be shown, without names; `on`: on the wall. */
  readonly lines: ById<ReleasedLine & { readonly on: boolean }>;
  readonly spotlit?: string;
  readonly reminded?: true;
  readonly here: number;
}
