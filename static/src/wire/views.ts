/**
 * What the server shows to each audience, as it travels: plain JSON without null, things keyed by id, order by `rank`.
 *
 * Written by hand beside `workshop/rooms` and `workshop/activities/<kind>/views.py`, which are the truth. A key that is absent means
 * "none" or "no".
 */

export type Lang = 'zh' | 'en';
export type Surface = 'phone' | 'projector' | 'console';

/** A text of the course in both languages; `pick` chooses. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

export type ById<T> = Readonly<Record<string, T>>;

/** The block of JSON that every live page carries. */
export interface Page {
  readonly room: string;
  readonly as: Surface;
  readonly lang: Lang;
  /** `/r/<room>/`, with the slash at its end. */
  readonly base: string;
  readonly person?: string;
  readonly csrf?: string;
  /** Eight digits, shown as `1234 5678`. */
  readonly code: string;
  readonly join_url: string;
  readonly short_url: string;
  readonly qr: string;
  /** Console only: the addresses of this machine that a phone might reach. */
  readonly addresses?: readonly string[];
  readonly theme?: 'light' | 'dark';
  /** Console only: whether this is the trainer who opened the room, not a co-facilitator. */
  readonly owner?: boolean;
  /** Wall only: whether this window is the trainer's own, who may take pictures of boards home. */
  readonly pictures?: boolean;
}

// --- what every surface shows -------------------------------------------------------------------------------------

/** A countdown, or a count-up after `ends_at` (server ms). `left_ms` is there while it stands still. */
export interface Timer {
  readonly length_ms: number;
  readonly ends_at: number;
  readonly left_ms?: number;
}

export interface StepNow {
  readonly id: string;
  readonly phase: string;
  readonly name: Words;
  /** This is step `n` of `of`, counted from 1. */
  readonly n: number;
  readonly of: number;
  /** Where steps come round again: this is round `round` of `rounds`, counted from 1. */
  readonly round?: number;
  readonly rounds?: number;
}

export interface Now {
  readonly block: string;
  readonly kind: string;
  readonly title: Words;
  readonly beat?: Words;
  readonly step: StepNow;
  /** The question or prompt for this surface. */
  readonly ask: Words;
}

/** A page of the course, shown before or after a block in place of the kind's view; or the page of a slide block. */
export interface ShellSlide {
  readonly id?: string;
  readonly title: Words;
  readonly points: ById<{ readonly rank: number; readonly text: Words }>;
}

/** `number` counts from 1 and gives the team its colour and shape. */
export interface Team {
  readonly number: number;
  readonly name?: string;
  readonly scribe?: string;
}

export type RoomState = 'lobby' | 'running' | 'ended';

/** A line of the facilitator. `text` is empty once it was erased. */
export interface Message {
  readonly text: string;
  /** Server ms. */
  readonly at: number;
  readonly erased?: true;
}

// --- a phone's own addresses --------------------------------------------------------------------------------------

/** The address `phones`: what every phone shows. */
export interface RoomPhones {
  readonly title: string;
  readonly state: RoomState;
  /** Its people are simulated: every screen says so. */
  readonly rehearsal?: true;
  readonly now?: Now;
  readonly coming?: Words;
  readonly slide?: ShellSlide;
  readonly timer?: Timer;
  readonly locked?: true;
  readonly paused?: true;
  readonly teams: ById<Team>;
  readonly messages?: ById<Message>;
  readonly block?: ById<unknown>;
}

/** My team as its members see it. */
export interface MyTeam {
  readonly id: string;
  readonly number: number;
  readonly name?: string;
  /** The person who writes for the team. */
  readonly scribe?: string;
  readonly scribe_name?: string;
  readonly members: ById<{ readonly name: string; readonly rank: number }>;
}

/** The address `team:<id>`. */
export interface RoomTeam {
  readonly team: MyTeam;
  readonly messages?: ById<Message>;
  readonly block?: ById<unknown>;
}

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly team?: string;
  /** The pair or triad that the block which is on has put me in: its part of the address `circle:<block>:<circle>`. */
  readonly circle?: string;
  readonly seat_code?: string;
  /** My hand is up, since then (server ms). */
  readonly hand?: number;
  /** I wait at the door: nothing of the room is shown to me yet. */
  readonly waits?: true;
}

/** The address `circle:<block>:<id>`: a pair or triad, for as long as its block is on. */
export interface RoomCircle {
  readonly block?: ById<unknown>;
}

/** The address `person:<id>`. */
export interface RoomMe {
  readonly me: Me;
  /** The room's title, while I wait at the door. */
  readonly title?: string;
  readonly messages?: ById<Message>;
  readonly block?: ById<unknown>;
}

// --- the wall -----------------------------------------------------------------------------------------------------

/** The address `projector`. */
export interface RoomProjector {
  readonly title: string;
  readonly course: Words;
  readonly state: RoomState;
  readonly rehearsal?: true;
  readonly code: string;
  readonly now?: Now;
  readonly slide?: ShellSlide;
  readonly timer?: Timer;
  readonly locked?: true;
  readonly paused?: true;
  readonly blank?: true;
  readonly teams: ById<Team>;
  readonly counts: { readonly people: number; readonly done?: number; readonly of?: number };
  readonly lobby?: ById<{ readonly name: string; readonly rank: number; readonly team?: string }>;
  readonly show_teams?: true;
  readonly messages?: ById<Message>;
  readonly block?: ById<unknown>;
}

// --- the console --------------------------------------------------------------------------------------------------

export type SlotState = 'done' | 'now' | 'ahead' | 'skipped' | 'not_yet' | 'not_in_mode';

/** One line of the agenda. */
export interface Slot {
  readonly rank: number;
  readonly block: string;
  readonly title: Words;
  readonly kind: string;
  readonly minutes: number;
  /** Planned clock time, `HH:MM`. */
  readonly at?: string;
  readonly day: number;
  readonly state: SlotState;
  readonly needs?: ById<true>;
  /** Minutes in the two modes; absent where it does not take place. */
  readonly short?: number;
  readonly full?: number;
  /** The first to go when the day runs late. */
  readonly optional?: true;
  /** It runs in a mode of its own. */
  readonly mode?: 'full' | 'short';
}

/** An activity of the course that is not in the plan. */
export interface Spare {
  readonly rank: number;
  readonly title: Words;
  readonly kind: string;
  readonly minutes: number;
}

/** A text of the activity that is on which can be worded anew. */
export interface EditableText extends Words {
  readonly rank: number;
  /** Weighted. */
  readonly longest: number;
}

export interface ConsoleStep {
  readonly rank: number;
  readonly name: Words;
  readonly minutes: number;
  readonly state: 'done' | 'now' | 'ahead';
  /** Where steps come round again: which time this is, counted from 1. */
  readonly round?: number;
}

export interface ConsoleNow extends Now {
  readonly phone: Words;
  readonly tips?: Words;
  readonly minutes: number;
  readonly privacy: string;
}

export interface ConsolePerson {
  readonly name: string;
  readonly rank: number;
  readonly joined: boolean;
  readonly team?: string;
  readonly removed?: true;
  readonly done?: true;
  /** How many they gave in this step. */
  readonly n?: number;
  /** At the door, until they are let in. */
  readonly waits?: true;
  /** The hand is up, since then (server ms). */
  readonly hand?: number;
  /** Name and words are gone for ever. */
  readonly forgotten?: true;
}

/** Something a facilitator did that can be taken back; the key is its number, later deeds have higher ones. */
export interface Deed {
  readonly rank: number;
  /** The type of the command that did it. */
  readonly does: string;
  readonly at: number;
  readonly block?: string;
  readonly person?: string;
  readonly item?: string;
  /** Something was taken back: to take this back does it again. */
  readonly redo?: true;
}

export interface SentMessage extends Message {
  readonly to: 'all' | 'team' | 'person';
  readonly team?: string;
  readonly person?: string;
  readonly wall?: true;
}

/** Who may come in: everybody, whoever a facilitator lets in, nobody. */
export type Joining = 'open' | 'approve' | 'closed';

export interface RoomProgress {
  readonly per: 'person' | 'team';
  readonly done: number;
  readonly of: number;
  readonly by_team?: ById<{ readonly done: number; readonly of: number }>;
  readonly missing?: ById<true>;
}

/** What the Next key will do. For `ahead` the console sends `command` with the block's id. */
export interface NextMove {
  readonly does: 'ahead' | 'step' | 'block' | 'open' | 'end' | 'nothing';
  readonly name?: Words;
  /** Another round of the activity begins: this one, counted from 1. */
  readonly round?: number;
  readonly command?: Readonly<{ type: string } & Record<string, unknown>>;
}

/** The address `console`. */
export interface RoomConsole {
  readonly title: string;
  readonly course: Words;
  readonly state: RoomState;
  readonly rehearsal?: true;
  readonly code: string;
  readonly mode: 'full' | 'short';
  readonly joining: Joining;
  readonly agenda: ById<Slot>;
  readonly reserve?: ById<Spare>;
  readonly texts?: ById<EditableText>;
  readonly steps?: ById<ConsoleStep>;
  readonly now?: ConsoleNow;
  readonly slide?: ShellSlide;
  readonly timer?: Timer;
  readonly locked?: true;
  readonly paused?: true;
  readonly blank?: true;
  readonly show_teams?: true;
  readonly people: ById<ConsolePerson>;
  readonly teams: ById<Team>;
  readonly progress?: RoomProgress;
  readonly next: NextMove;
  readonly undo?: ById<Deed>;
  readonly messages?: ById<SentMessage>;
  readonly block?: ById<unknown>;
}

/** Beside the log, never stored: how many phones are here; on the console also who is gone, and since when (server ms). */
export interface Pulse {
  readonly in: number;
  readonly offline?: ById<number>;
  /** The server runs out of space; only the console is told. `full`: nothing is stored any more. */
  readonly disk?: { readonly level: 'low' | 'alarm' | 'full'; readonly free_mb: number };
}

export type * from './board';


// --- the kind `slide` ---------------------------------------------------------------------------------------------

export interface SlidePulse {
  readonly state: 'waiting' | 'open' | 'closed' | 'hidden';
  readonly answered: number;
  /** `n` is there once the counts may be seen. */
  readonly options: ById<{ readonly rank: number; readonly text: Words; readonly n?: number }>;
  readonly question?: Words;
}

export interface SlideQuestion {
  readonly text: string;
  readonly erased?: true;
  readonly rank: number;
  readonly support: number;
  readonly answered: boolean;
  readonly pinned: boolean;
}

export interface SlideView {
  readonly page: { readonly n: number; readonly of: number };
  /** With the points that have been shown so far. */
  readonly slide: ShellSlide;
  readonly asks: boolean;
  readonly keeps_notes: boolean;
  readonly pulse?: SlidePulse;
  readonly pinned?: { readonly id: string; readonly text: string; readonly support: number; readonly erased?: true };
}

export interface SlidePhones extends SlideView {
  readonly questions?: ById<SlideQuestion>;
}

export interface SlideMine {
  /** The option I chose, counted from 0. */
  readonly option?: number;
  readonly note?: string;
  readonly asked?: ById<true>;
  readonly supported?: ById<true>;
}

export interface SlideConsole {
  readonly page: { readonly n: number; readonly of: number };
  /** With all its points; `shown` of them are on the wall. */
  readonly slide: ShellSlide;
  readonly shown: number;
  readonly asks: boolean;
  readonly speaker_note?: Words;
  readonly next_title?: Words;
  readonly pulse?: SlidePulse;
  readonly questions?: ById<SlideQuestion>;
}
