/** What the phone hands to a kind: the block as this phone sees it, and the phone's own building blocks. */

import type { ComponentChildren, ComponentType } from 'preact';
import type { Room } from './room';
import type { ById, Me, MyTeam, Now, Team } from './views';

/** A block as one phone sees it: what all phones share, what my team shares, what is mine alone. */
export interface BlockOnPhone<Shared = unknown, OfTeam = unknown, Mine = unknown> {
  readonly id: string;
  readonly shared: Shared;
  readonly team?: OfTeam;
  readonly mine?: Mine;
}

/** The default export of `workshop/activities/<kind>/phone.tsx` is a component with these props. */
export interface KindPhoneProps<Shared = unknown, OfTeam = unknown, Mine = unknown> {
  readonly room: Room;
  readonly block: BlockOnPhone<Shared, OfTeam, Mine>;
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
  readonly Card: ComponentType<CardProps>;
  readonly Chips: ComponentType<ChipsProps>;
  readonly Notice: ComponentType<NoticeProps>;
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
  readonly hint?: string;
  /** The text to begin with where there is no draft, as when something is edited. */
  readonly begin?: string;
  /** Weighted: a Chinese character counts one, a Latin letter half. */
  readonly longest: number;
  readonly shortest?: number;
  /** From this length on a note is small on the wall; the counter says so. */
  readonly fits?: number;
  readonly rows?: number;
  /** Send stays off; the reason is said in its place. */
  readonly closed?: string;
  /** An empty text may be sent too: it clears what was kept. */
  readonly mayBeEmpty?: boolean;
  readonly onSend: (text: string) => void;
  readonly onCancel?: () => void;
}

/** Something I sent, or somebody's note, with its state in words and its buttons. */
export interface CardProps {
  readonly text: string;
  readonly above?: string;
  readonly state?: ItemState;
  /** Replaces the words of `state`. */
  readonly says?: string;
  /** 1 to 6: the colour of a note, with its own edge. */
  readonly colour?: number;
  readonly ticked?: boolean;
  readonly children?: ComponentChildren;
}

/** 已保存, 待发送, 已上墙: on this phone, waiting for the network, stored by the server; or refused. */
export type ItemState = 'saved' | 'waiting' | 'sent' | 'refused';

/** One choice out of a few, as large buttons. */
export interface ChipsProps {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly text: string; readonly full?: string }[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** A sentence that is read out when it appears. */
export interface NoticeProps {
  readonly tone: 'calm' | 'warn' | 'bad';
  readonly children: ComponentChildren;
  readonly action?: { readonly text: string; readonly onPress: () => void };
}
