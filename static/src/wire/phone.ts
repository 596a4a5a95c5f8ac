/** What the phone hands to a kind: the block as this phone sees it, and the phone's own building blocks. */

import type { ComponentChildren, ComponentType } from 'preact';
import type { Item, Room } from './room';
import type { ById, Me, MyTeam, Now, Team } from './views';

/** A block as one phone sees it: what all phones share, what my team or my pair shares, what is mine alone. */
export interface BlockOnPhone<Shared = unknown, OfTeam = unknown, Mine = unknown, OfCircle = unknown> {
  readonly id: string;
  readonly shared: Shared;
  readonly team?: OfTeam;
  readonly mine?: Mine;
  /** What my pair or triad shares; absent while the block has put me in none. `me.circle` is its name. */
  readonly circle?: OfCircle;
}

/** The default export of `workshop/activities/<kind>/phone.tsx` is a component with these props. */
export interface KindPhoneProps<Shared = unknown, OfTeam = unknown, Mine = unknown, OfCircle = unknown> {
  readonly room: Room;
  readonly block: BlockOnPhone<Shared, OfTeam, Mine, OfCircle>;
  readonly now: Now;
  readonly me: Me;
  /** My own team, with its members; absent while there are no teams. */
  readonly team?: MyTeam;
  readonly teams: ById<Team>;
  /** Nothing is taken right now: the facilitator locked the input, or the room is paused. The shell says so in words. */
  readonly locked: boolean;
  readonly parts: PhoneParts;
}

/**
 * The phone's own building blocks. They come with the props, because they live in the shell: it knows the room, the
 * block and the step, under which drafts are kept, and each kind's chunk holds only what is its own.
 */
export interface PhoneParts {
  readonly Composer: ComponentType<ComposerProps>;
  readonly Chips: ComponentType<ChipsProps>;
  readonly Notice: ComponentType<NoticeProps>;
  readonly Says: ComponentType<SaysProps>;
  readonly Refusals: ComponentType<RefusalsProps>;
  /** Who writes for my team, and the button "I write". */
  readonly Scribe: ComponentType;
}

/** A field with a label, a counter and a Send button, whose draft outlives the page. */
export interface ComposerProps {
  /** Names the draft within this block and step. */
  readonly field: string;
  readonly label: string;
  /** The words on the button. */
  readonly send: string;
  readonly placeholder?: string;
  /** Said below the field, for instance who can read the text. */
  readonly hint?: ComponentChildren;
  /** The text and the choice to begin with where there is no draft, as when something is edited. */
  readonly begin?: { readonly text: string; readonly choice?: string; readonly fields?: ById<string> };
  /** What else is filled in, below the text. */
  readonly fields?: readonly ComposerField[];
  /** Something to choose below the fields. */
  readonly more?: ComponentChildren;
  /** What is still missing before it can be sent, said once something was typed. */
  readonly missing?: string;
  /** One of these has to be chosen too, such as a column. */
  readonly choice?: { readonly label: string; readonly options: readonly ChipOption[]; readonly pairs?: boolean };
  /** Told what is chosen, at the beginning and whenever it changes. */
  readonly onChoose?: (choice: string | undefined) => void;
  /** 1 to 6: the colour of the note that is being written, for each choice. */
  readonly colour?: (choice: string | undefined) => number;
  /** Weighted: a Chinese character counts one, a Latin letter half. */
  readonly longest: number;
  readonly shortest?: number;
  /** From this length on the text is small on the wall; the counter says so. */
  readonly fits?: number;
  readonly rows?: number;
  /** The field is entered as soon as it is there: the person asked for it. */
  readonly entered?: boolean;
  /** Why Send is off, whatever was typed. What was typed stays. */
  readonly closed?: string;
  /** An empty text may be sent too: it clears what was kept. */
  readonly mayBeEmpty?: boolean;
  /** The text stays in the field after it was sent. */
  readonly stays?: boolean;
  /** There is no button: what was typed is sent when the field is left, as in a sheet with many fields. */
  readonly whenLeft?: boolean;
  readonly onSend: (text: string, choice: string | undefined, fields: ById<string>) => void;
  /** The words on the button that gives up; "Cancel" by default. */
  readonly cancel?: string;
  readonly onCancel?: () => void;
}

/** A field beside the text. Lengths are weighted. */
export interface ComposerField {
  readonly id: string;
  readonly label: string;
  readonly type: 'text' | 'longtext' | 'choice' | 'date';
  readonly required: boolean;
  readonly longest?: number;
  readonly shortest?: number;
  readonly options?: readonly ChipOption[];
}

export interface ChipOption {
  readonly id: string;
  readonly text: string;
  /** 1 to 6: shown as a mark in that note's colour. */
  readonly colour?: number;
}

/** One choice out of a few, as large buttons. */
export interface ChipsProps {
  readonly label: string;
  readonly options: readonly ChipOption[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
  /** One below the other, across the whole width. */
  readonly wide?: boolean;
  /** In rows of two, as on a matrix. */
  readonly pairs?: boolean;
  readonly disabled?: boolean;
}

/** A sentence that is read out when it appears. */
export interface NoticeProps {
  readonly tone: 'calm' | 'warn' | 'bad';
  readonly children: ComponentChildren;
  readonly action?: { readonly text: string; readonly onPress: () => void };
}

/**
 * Where something I wrote is, in words: 已保存 on this phone, 待发送 until the network takes it, 已送达 at the server,
 * 已上墙 for everybody to see.
 */
export type ItemState = 'saved' | 'waiting' | 'delivered' | 'on_wall';

export interface SaysProps {
  readonly state: ItemState;
  readonly children?: ComponentChildren;
}

/** Items the server refused and the person has not dealt with; those with a text show it. */
export interface RefusalsProps {
  readonly items: readonly Item[];
}
