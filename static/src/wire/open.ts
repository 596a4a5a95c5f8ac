/** Joins the pieces of the wire into one room. */

import { type ReadonlySignal, signal } from '@preact/signals';
import { Clock } from './clock';
import { Connection, isVisible } from './connection';
import { type First, firstLook } from './first';
import { type Fetch, Http } from './http';
import { freshId } from './ids';
import { type Leader, leader } from './leader';
import { Outbox } from './outbox';
import { Replica } from './replica';
import type { Reply } from './reply';
import type { Answer, AskOptions, Fields, Item, Link, Out, Room } from './room';
import { Sender } from './sender';
import { browserStorage, deviceShelf, type Shelf, shelf } from './shelf';
import { dial, type Dial } from './socket';
import type { Page, Pulse } from './views';

/** A command that is not kept is given up after this long: by then the person has pressed again. */
const GIVE_UP_MS = 15_000;
/** How long a stored item is still shown, at most, while its view is on the way. */
const LANDING_MS = 600;
const WAKING = ['pageshow', 'focus', 'online', 'offline'] as const;

/** What a test puts in the place of the network and the browser. */
export interface World {
  readonly dial?: Dial;
  readonly fetch?: Fetch;
  readonly storage?: Storage;
  readonly first?: First | undefined;
}

export function openRoom(page: Page, world: World = {}): Room {
  return new LiveRoom(page, { first: firstLook(), ...world });
}

class LiveRoom implements Room {
  readonly outbox: ReadonlySignal<readonly Item[]>;
  readonly storage: ReadonlySignal<'ok' | 'failing' | 'full'>;
  readonly link: ReadonlySignal<Link>;
  readonly lastHeard: ReadonlySignal<number>;
  readonly out: ReadonlySignal<Out | undefined>;
  readonly pulse = signal<Pulse | undefined>(undefined);
  readonly held = signal<string | undefined>(undefined);

  private readonly shelf: Shelf;
  private readonly box: Outbox;
  private readonly clock = new Clock();
  private readonly replica = new Replica();
  private readonly connection: Connection;
  private readonly sender: Sender;
  private readonly tabs: Leader;
  private readonly promised = new Map<string, (answer: Answer) => void>();
  /** Items the server has stored, by the seq at which their view shows them. */
  private readonly landing = new Map<string, number>();

  constructor(
    private readonly page: Page,
    world: World,
  ) {
    const person = page.person ?? page.as;
    const http = new Http(page, world.fetch);
    this.shelf = world.storage ? shelf(world.storage) : deviceShelf();
    this.box = new Outbox(this.shelf, page.room, person);
    this.connection = new Connection(page, http, this.clock, this.replica, world.dial ?? dial, {
      pulse: (pulse) => (this.pulse.value = pulse),
      changed: () => this.changed(),
      cut: () => this.sender.abort(),
      waiting: () => this.box.waiting().length > 0,
    });
    this.sender = new Sender(this.box, http, {
      line: () => this.connection.liveLine(),
      open: () => this.isOpen(),
      leads: () => this.tabs.leads(),
      held: (code) => (this.held.value = code),
      answered: (id, reply) => this.answered(id, reply),
      outcome: (outcome) => this.connection.learned(outcome),
    });
    this.outbox = this.box.items;
    this.storage = this.box.storage;
    this.link = this.connection.link;
    this.lastHeard = this.connection.lastHeard;
    this.out = this.connection.out;
    const plain = shelf(world.storage ?? browserStorage());
    this.tabs = leader(`${page.room}/${person}`, plain, () => queueMicrotask(() => this.sender.kick()));
    this.listen();
    if (page.as === 'phone') void this.mend();
    this.connection.start(world.first);
  }

  view<T>(address: string): ReadonlySignal<T | undefined> {
    return this.replica.view(address) as ReadonlySignal<T | undefined>;
  }

  ask(type: string, fields: Fields = {}, options: AskOptions = {}): Promise<Answer> {
    const { block, keep = this.page.as === 'phone' } = options;
    const id = freshId();
    const wish = block === undefined ? { ...fields, type } : { ...fields, type, block };
    if (!this.box.add(id, wish, keep)) {
      return Promise.resolve({ id, no: true, code: 'phone/queue_full', facts: {} });
    }
    if (!keep) setTimeout(() => this.giveUp(id), GIVE_UP_MS);
    const answer = new Promise<Answer>((resolve) => this.promised.set(id, resolve));
    this.sender.kick();
    return answer;
  }

  discard(id: string): void {
    this.box.discard(id);
  }

  now(): number {
    return this.clock.now();
  }

  close(): void {
    this.connection.close();
    this.tabs.close();
    this.sender.abort();
    for (const name of WAKING) window.removeEventListener(name, this.wake);
    window.removeEventListener('storage', this.otherTab);
    document.removeEventListener('visibilitychange', this.wake);
    document.removeEventListener('resume', this.wake);
  }

  /** What was asked for just before the browser was killed is back in the outbox. */
  private async mend(): Promise<void> {
    await this.shelf.mend();
    this.box.sweep();
    this.box.reload();
    this.sender.kick();
  }

  // --- answers ----------------------------------------------------------------------------------------------------

  private answered(id: string, reply: Exclude<Reply, { busy: true }>): void {
    if ('ok' in reply) this.land(id, reply.seq);
    else this.box.refused(id, reply.code, reply.facts);
    this.resolve(id, 'ok' in reply ? reply : { ...reply, facts: reply.facts ?? {} });
  }

  /** The item is shown until my own view has it, so that it never vanishes in between. */
  private land(id: string, seq: number): void {
    this.box.stored(id);
    this.landing.set(id, seq);
    setTimeout(() => this.landed(id), LANDING_MS);
    if (this.link.value === 'live') this.changed();
    else this.connection.owe();
  }

  private landed(id: string): void {
    if (this.landing.delete(id)) this.box.discard(id);
  }

  private giveUp(id: string): void {
    if (!this.promised.has(id)) return;
    this.box.discard(id);
    this.resolve(id, { id, lost: true });
  }

  private resolve(id: string, answer: Answer): void {
    this.promised.get(id)?.(answer);
    this.promised.delete(id);
  }

  // --- the world --------------------------------------------------------------------------------------------------

  private changed(): void {
    const mine = this.replica.seq(`person:${this.page.person ?? ''}`);
    for (const [id, seq] of this.landing) if (seq <= mine) this.landed(id);
    this.sender.kick();
  }

  private isOpen(): boolean {
    return this.out.value === undefined && this.link.value !== 'offline' && this.link.value !== 'portal';
  }

  private readonly wake = (event: Event): void => {
    const opens = (event as PageTransitionEvent).persisted === false; // the page opens; what is due is asked for already
    if (opens || !isVisible()) return;
    this.tabs.takeOver();
    this.connection.wake();
  };

  /** Another tab of this person asked, sent or discarded something. */
  private readonly otherTab = (): void => {
    this.box.reload();
    const items = new Map(this.outbox.value.map((item) => [item.id, item]));
    for (const id of this.promised.keys()) {
      const item = items.get(id);
      if (!item) this.resolve(id, { id, ok: true, seq: 0 });
      else if (item.code !== undefined) this.resolve(id, { id, no: true, code: item.code, facts: item.facts ?? {} });
    }
    this.sender.kick();
  };

  private listen(): void {
    for (const name of WAKING) window.addEventListener(name, this.wake);
    window.addEventListener('storage', this.otherTab);
    document.addEventListener('visibilitychange', this.wake);
    document.addEventListener('resume', this.wake); // the page was frozen, as browsers do to save the battery
  }
}
