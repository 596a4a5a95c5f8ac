/** The room as a surface holds it: what to ask, what to show, and how the network is. */

import type { ReadonlySignal } from '@preact/signals';
import type { Facts } from '../words';
import type { Pulse } from './views';

/** What is wished for, without its id. */
export type Fields = Readonly<Record<string, unknown>>;

/** `type`, `block` and the fields of a command. */
export type Wish = Readonly<{ type: string; block?: string } & Record<string, unknown>>;

/**
 * How a command ended. `ok`: stored. `no`: refused for good, with the code and facts of its sentence. `lost`: nobody
 * answered in time and it is not known whether it happened; only commands that are not kept can end so.
 */
export type Answer =
  | { readonly id: string; readonly ok: true; readonly seq: number }
  | { readonly id: string; readonly no: true; readonly code: string; readonly facts: Facts }
  | { readonly id: string; readonly lost: true };

/** A command of this phone that the server has not taken yet, or has refused. */
export interface Item {
  readonly id: string;
  /** When it was asked, on this phone's clock. */
  readonly at: number;
  readonly wish: Wish;
  /** Stored on this device, so that it outlives the page. */
  readonly keep: boolean;
  /** `stored` means answered but not yet seen in a view: it is shown until the view shows it. */
  readonly state: 'waiting' | 'stored' | 'refused';
  readonly code?: string;
  readonly facts?: Facts;
}

/**
 * `connecting`: nothing heard yet. `live`: the socket answers. `polling`: only HTTP does; everything works, a little
 * later. `offline`: nothing answers. `portal`: somebody else answers, as a hotel's log-in page does.
 */
export type Link = 'connecting' | 'live' | 'polling' | 'offline' | 'portal';

/**
 * Why this page is no longer in the room. `signed_out`: the server does not know its ticket. `revoked`: the trainer took
 * back the link of a co-facilitator.
 */
export type Out = 'moved' | 'removed' | 'ended' | 'revoked' | 'signed_out';

export interface AskOptions {
  /** The block that a kind's command belongs to. */
  readonly block?: string;
  /** Stored on this device before it is sent, and sent until it is answered. Default: yes on a phone, else no. */
  readonly keep?: boolean;
}

export interface Room {
  /** What an audience sees; undefined until the first snapshot, and when the address is not (or no longer) mine. */
  view<T>(address: string): ReadonlySignal<T | undefined>;
  /** Sends a command. The promise is for this page only: after a reload the outbox goes on without it. */
  ask(type: string, fields?: Fields, options?: AskOptions): Promise<Answer>;
  /** Forgets an item of the outbox: a refused one that was read, or one the person took back before it left. */
  discard(id: string): void;
  readonly outbox: ReadonlySignal<readonly Item[]>;
  /** `failing`: this browser refuses to store, so what waits is lost with the page. `full`: nothing more is taken. */
  readonly storage: ReadonlySignal<'ok' | 'failing' | 'full'>;
  readonly link: ReadonlySignal<Link>;
  /** Why the server takes nothing of what waits, by the code of a sentence; it is asked again by itself. */
  readonly held: ReadonlySignal<string | undefined>;
  /** When anything was last heard from the server, on this device's clock (ms); 0 before that. */
  readonly lastHeard: ReadonlySignal<number>;
  readonly pulse: ReadonlySignal<Pulse | undefined>;
  readonly out: ReadonlySignal<Out | undefined>;
  /** The server's time in ms. Between two measurements it never jumps, whatever happens to this device's clock. */
  now(): number;
  /** Stops everything; for tests and for pages that leave. */
  close(): void;
}
