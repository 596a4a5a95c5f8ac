/** What a board shows to each audience; the truth is `workshop/activities/board/views/`. */

import type { ById, Timer, Words } from './views';

export type Level = 'self' | 'pair' | 'team' | 'room';
export type BoardLayout = 'wall' | 'columns' | 'matrix' | 'rings' | 'panes' | 'timeline';
export type BoardStage =
  'brief' | 'write' | 'gather' | 'vote' | 'discuss' | 'place' | 'cluster' | 'name' | 'resolve' | 'present';

export interface BoardNote {
  readonly zone: string;
  readonly rank: number;
  /** What somebody wrote; a note of the course has `words` instead. */
  readonly text?: string;
  readonly erased?: true;
  readonly words?: Words;
  readonly by?: string;
  readonly team?: string;
  /** What stands beside the text, by field. */
  readonly fields?: ById<string>;
  /** The notes that this one rests on: in `refs` of the view, or on the same board. */
  readonly refs?: ById<true>;
  /** It came along from an earlier activity. */
  readonly brought?: true;
}

/** A note of an earlier activity that notes here rest on, as it was taken over; `change` says what became of it. */
export interface BoardBasis {
  readonly text: string;
  readonly erased?: true;
  readonly zone: string;
  readonly rank: number;
  readonly change?: 'changed' | 'gone';
}

/** How much is on the board of a team, and whether the wall may show it. */
export interface TeamBoard {
  readonly n: number;
  readonly zones: ById<number>;
  readonly open?: true;
}

export interface BoardPrompt {
  readonly rank: number;
  readonly text: Words;
  readonly tag?: Words;
}

export interface BoardResult {
  readonly rank: number;
  /** What the course calls this vote. */
  readonly name?: Words;
  readonly voters: number;
  /** By what was voted on; equal dots share a place. */
  readonly notes: ById<{ readonly dots: number; readonly place: number }>;
  /** What the vote was on, where it was not on notes. */
  readonly of?: 'cluster' | 'zone';
}

/** A symbol by its number, and the name once there is one. */
export interface BoardCluster {
  readonly mark: number;
  readonly rank: number;
  readonly name?: Worded;
}

export interface BoardCall {
  readonly rank: number;
  readonly title: Words;
  readonly per_team: number;
}

/** Which cluster is being named, what teams propose, and how long a name may be. */
export interface BoardNaming {
  readonly by: 'everyone' | 'team' | 'facilitator';
  readonly cluster?: string;
  /** The clusters in the order in which they are named, counted from 0. */
  readonly order: ById<number>;
  readonly proposals?: ById<Worded & { readonly rank: number; readonly team?: string; readonly by?: string }>;
  readonly stem?: Words;
  readonly longest: number;
  readonly characters?: { readonly least: number; readonly most: number };
  readonly words?: { readonly least: number; readonly most: number };
}

/** A field of a conclusion, or beside the text of a note. Lengths are weighted. */
export interface BoardField {
  readonly rank: number;
  readonly label: Words;
  readonly type: 'text' | 'longtext' | 'choice' | 'date';
  readonly required: boolean;
  readonly longest: number;
  readonly shortest: number;
  readonly options?: ById<{ readonly rank: number; readonly title: Words }>;
}

export type BoardAnswers = ById<Worded & { readonly revision: number }>;

export interface BoardConclusion {
  readonly fields: BoardAnswers;
  readonly team?: string;
  readonly by?: string;
  readonly pinned?: true;
  readonly owner?: string;
  /** A day, such as `2026-03-31`. */
  readonly due?: string;
}

/** Hands up: fingers from 1 to 5, or a thumb (1 down, 2 to the side, 3 up). `counts` once they are counted. */
export interface BoardHands {
  readonly stage: string;
  readonly kind: 'fist5' | 'thumb';
  readonly up: number;
  readonly most: number;
  readonly state: 'open' | 'closed';
  readonly counts?: ById<number>;
}

/** Teams that present one after the other, or people who come forward: the shared part `workshop.parts.present`. */
export interface ShowView {
  readonly who: 'all' | 'some' | 'volunteers';
  /** It is people who come forward; absent where it is teams. */
  readonly by?: 'person';
  readonly seconds: number;
  readonly scale: number;
  readonly criteria: ById<{ readonly rank: number; readonly title: Words }>;
  readonly comment_max?: number;
  /** By the id of the team, or of the person, who then has a name. */
  readonly queue: ById<{
    readonly rank: number;
    readonly state: 'waiting' | 'presenting' | 'rating' | 'done' | 'skipped';
    readonly name?: string;
  }>;
  readonly now?: {
    readonly unit: string;
    readonly state: 'presenting' | 'rating';
    /** How many have given something. */
    readonly heard_from: number;
    readonly timer?: Timer;
  };
  /** What those who are done were given; averages only from three ratings on. */
  readonly given?: ById<{
    readonly n: number;
    readonly means?: ById<number>;
    readonly lines?: ById<Worded & { readonly rank: number }>;
  }>;
}

/** What I gave, by the one I gave it to. */
export type ShowGiven = ById<{ readonly ratings?: ById<number>; readonly line?: Worded }>;

/** What a team that presents has to show. */
export interface BoardPage {
  readonly unit: string;
  readonly notes?: ById<BoardNote>;
  readonly asked?: ById<BoardField>;
  readonly fields?: BoardAnswers;
}

/** What somebody wrote, or that it was erased. */
export interface Worded {
  readonly text: string;
  readonly erased?: true;
}

export interface BoardComment {
  readonly text: string;
  readonly erased?: true;
  readonly rank: number;
  readonly by?: string;
  readonly team?: string;
}

export interface BoardBallot {
  readonly id: string;
  readonly state: 'waiting' | 'open' | 'closed';
  readonly voters: number;
  /** What the dots lie on, where it is not notes. */
  readonly of?: 'cluster' | 'zone';
}

/** The empty board: question, columns, stage. */
export interface BoardFrame {
  readonly layout: BoardLayout;
  readonly axes?: { readonly x: Words; readonly y: Words };
  readonly fields?: ById<BoardField>;
  /** Whose boards these are, where it is not the room's one. */
  readonly instances?: 'team' | 'person';
  readonly zones: ById<{ readonly rank: number; readonly title: Words; readonly limit?: number }>;
  readonly identity: 'named' | 'team' | 'anonymous';
  readonly focus?: Words;
  readonly stage?: { readonly id: string; readonly type: BoardStage };
  readonly examples?: ById<{ readonly rank: number; readonly zone: string; readonly text: Words }>;
  /** Whom a tick lets in that makes a private note public, while people talk. */
  readonly publish?: Level;
}

/** What a phone may do at this stage. Lengths are weighted: a Chinese character counts one, a Latin letter half. */
export interface BoardRules {
  readonly write?: {
    readonly longest: number;
    readonly shortest: number;
    readonly least: number;
    readonly most: number;
    readonly scope: 'individual' | 'team';
    readonly zones: ById<true>;
    /** How far a note can be read while people write. */
    readonly reach: Level;
    /** How far it can be read once the writing is over, where the server says so. */
    readonly later?: Level;
    /** On a colleague's board instead of one's own. */
    readonly into?: 'others' | 'both';
    /** How many notes this one has to rest on, and by its zone how many of which. */
    readonly rests?: {
      readonly least: number;
      readonly most?: number;
      readonly needs?: ById<ById<number>>;
      readonly titles?: ById<Words>;
    };
  };
  readonly place?: { readonly by: 'owner' | 'author' | 'team' | 'everyone' | 'facilitator'; readonly publish?: Level };
  readonly prompts?: ById<BoardPrompt>;
  readonly gather?: { readonly how: 'all' | 'pick' | 'calls'; readonly pick: number };
  readonly voting?: {
    readonly dots: number;
    /** Most dots on one note. */
    readonly most: number;
    readonly secret: boolean;
    /** What the dots lie on, where it is not notes. */
    readonly of?: 'cluster' | 'zone';
    /** Only notes in these zones. */
    readonly zones?: ById<true>;
    readonly too_many?: number;
  };
  /** A line may be added, for everybody or for my team. */
  readonly talk?: { readonly longest: number; readonly reach: 'team' | 'room' };
  readonly resolving?: {
    readonly stage: string;
    readonly by: 'team' | 'person' | 'room';
    readonly reach: Level;
    readonly fields: ById<BoardField>;
    /** I may let the room read what I conclude for myself. */
    readonly publish?: true;
  };
  /** People rate themselves on what came out on top; only they see it. */
  readonly self?: { readonly least: number; readonly most: number; readonly targets: ById<number> };
}

/** What the wall and every phone see. `written` and `handed_in` count notes by team; people without a team are `-`. */
export interface BoardView extends BoardFrame {
  readonly notes: ById<BoardNote>;
  readonly written?: ById<number>;
  readonly handed_in?: ById<number>;
  readonly vote?: BoardBallot;
  readonly results?: ById<BoardResult>;
  readonly comments?: ById<BoardComment>;
  /** The note in the middle of the wall. */
  readonly spotlit?: string;
  readonly refs?: ById<BoardBasis>;
  /** The boards of the teams, and the one whose notes are shown. */
  readonly boards?: ById<TeamBoard>;
  readonly shown?: string;
  readonly calls?: ById<BoardCall>;
  /** The call that is open, and how many cards each team has given for it. */
  readonly call?: { readonly id: string; readonly given: ById<number> };
  /** Cards that were called for, in the order in which they came up. */
  readonly arrived?: ById<number>;
  readonly clusters?: ById<BoardCluster>;
  /** Where a note is: its cluster, or `-` where it was set aside. */
  readonly places?: ById<string>;
  /** How many notes were made one, by the one whose words stand for them. */
  readonly same?: ById<number>;
  readonly clustering?: {
    readonly pairs: boolean;
    readonly least: number;
    readonly most: number;
    readonly by: 'everyone' | 'team' | 'facilitator';
  };
  readonly naming?: BoardNaming;
  readonly conclusions?: ById<BoardConclusion>;
  readonly asked?: ById<BoardField>;
  /** How many fields of a conclusion that is not for the room are filled in, by team. */
  readonly concluded?: ById<number>;
  readonly hands?: BoardHands;
  readonly show?: ShowView;
  readonly page?: BoardPage;
  readonly archived?: ById<true>;
}

export type BoardPhones = BoardView & BoardRules;

/** What my team has that the room does not see yet. */
export interface BoardTeam {
  readonly notes?: ById<BoardNote>;
  readonly ticked?: ById<true>;
  readonly handed_in?: ById<true>;
  readonly results?: ById<BoardResult>;
  readonly refs?: ById<BoardBasis>;
  /** We let the room see our board. */
  readonly agreed?: true;
  readonly answers?: ById<BoardAnswers>;
  /** What was added for my team while it talks. */
  readonly comments?: ById<BoardComment>;
}

/** My notes, my dots by vote and note, my lines. */
export interface MyNote {
  readonly text: string;
  readonly erased?: true;
  readonly zone: string;
  readonly stage: string;
  readonly rank: number;
  readonly fields?: ById<string>;
  readonly refs?: ById<true>;
  /** The colleague on whose board it hangs. */
  readonly person?: string;
  readonly published?: true;
}

/** What a colleague wrote on my board. */
export interface ReceivedNote {
  readonly text: string;
  readonly erased?: true;
  readonly zone: string;
  readonly rank: number;
  readonly fields?: ById<string>;
  readonly away?: true;
}

export interface BoardMine {
  readonly mine?: ById<MyNote>;
  readonly received?: ById<ReceivedNote>;
  /** I have opened what others wrote to me. */
  readonly looked?: true;
  /** So many of mine were sent back to me. */
  readonly returned?: number;
  readonly dots?: ById<ById<number>>;
  readonly comments?: ById<{ readonly text: string; readonly erased?: true; readonly stage: string }>;
  readonly hands?: ById<number>;
  readonly answers?: ById<BoardAnswers>;
  /** My conclusions that I let the room read, by stage. */
  readonly published?: ById<true>;
  readonly given?: ById<ShowGiven>;
  readonly selves?: ById<number>;
  /** The pairs I found. */
  readonly suggested?: ById<true>;
}

export interface ConsoleNote extends BoardNote {
  readonly level: Level;
  readonly board?: string;
  readonly hidden?: true;
  readonly handed_in?: true;
  readonly ticked?: true;
  readonly entered?: true;
}

export interface BoardSuggestion {
  readonly rank: number;
  readonly notes: ById<number>;
  /** How many people found it; 0 for what uses the same words. */
  readonly people: number;
  readonly words: boolean;
}

export type BoardConsole = Omit<BoardView, 'notes' | 'hands'> &
  BoardRules & {
    readonly suggestions?: ById<BoardSuggestion>;
    /** Whether notes that use the same words may be looked for. */
    readonly may_suggest?: boolean;
    readonly merged?: ById<string>;
    /** With whom to hear, by person; in an anonymous block only how many. */
    readonly hands?: BoardHands & { readonly low?: number; readonly hear?: ById<number> };
    readonly notes: ById<ConsoleNote>;
    /** All notes, also those that only their writers can read. */
    readonly total: number;
    readonly ceiling: Level;
    readonly example_shown?: boolean;
  };
