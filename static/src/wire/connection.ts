/**
 * Keeps the replica fresh and knows how the network is.
 *
 * The socket is a hint, the snapshot is the truth. While the socket is down the snapshot is polled; while nothing
 * answers it is tried again and again. Every half second one look at the clocks decides what is due.
 */

import { signal } from '@preact/signals';
import { backoff, longestWait } from './backoff';
import type { Clock } from './clock';
import { Fetcher, SOCKET_FIRST_MS } from './fetcher';
import type { Http, Outcome } from './http';
import { isObject } from './merge';
import type { Replica, Snapshot } from './replica';
import type { First } from './first';
import type { Link, Out } from './room';
import type { Dial, Hears, Line } from './socket';
import type { Page, Pulse } from './views';

const LOOK_EVERY_MS = 500;
/** Silence after which the server is asked for a sign of life, in a small room and in the largest. */
const QUIET_MS = { small: 2_000, large: 10_000 };
const QUIET_MS_A_PERSON = 10;
/** A sign of life may take this long: together with the silence before it less than the five seconds promised. */
const SIGN_OF_LIFE_MS = 2_500;
/** After this long without a sign of life HTTP is tried beside it. */
const DOUBT_MS = 1_200;
/** A line that broke is given this long to be mended before the person is told. */
const GRACE_MS = 1_500;
const DIALS_APART_MS = 1_000;
/** No server says nothing for this long; the engine's own ping is sent every 20 s. */
const DEAD_MS = 45_000;
const JUMP_MS = 5_000;
const CLOCK_EVERY_MS = 60_000;
/** Phones answer a hint at a random moment within this span, so that they do not all ask at once. */
const SPREAD_MS = 300;
const LAGGING_MS = 300;
/** How long after it is up the socket has to say whether what came with the page is still all there is. */
const HINT_MS = 1_000;

export interface ConnectionHears {
  pulse(pulse: Pulse): void;
  /** The network is back, or what was sent may be seen now. */
  changed(): void;
  /** Nothing goes through any more. */
  cut(): void;
  /** Whether something waits to be sent. */
  waiting(): boolean;
}

export class Connection {
  readonly link = signal<Link>('connecting');
  readonly lastHeard = signal(0);
  readonly out = signal<Out | undefined>(undefined);

  private line: Line | undefined;
  private up = false;
  private dialledAt = -DIALS_APART_MS;
  private dialAt = 0;
  private dialFailures = 0;
  private readonly fetcher: Fetcher;
  private askedAt: number | undefined;
  private heardAt = 0;
  private learnedAt = 0;
  private brokeAt = 0;
  private httpHeardAt = -GRACE_MS;
  private people = 0;
  private wokeAt = 0;
  /** What the page brought is shown, and nothing has been asked since: the first hint of the socket tells whether to. */
  private trustsPage = false;
  private hintDueAt = Infinity;
  private lookedAt = Date.now();
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly page: Page,
    private readonly http: Http,
    private readonly clock: Clock,
    private readonly replica: Replica,
    private readonly dial: Dial,
    private readonly hears: ConnectionHears,
  ) {
    this.fetcher = new Fetcher(http, clock.steady, {
      answered: () => this.answered(),
      ended: (outcome, startedAt) => this.fetched(outcome, startedAt),
      polls: () => !this.up && (isVisible() || hears.waiting()),
      longestWait: () => this.longest(longestWait(this.people)),
    });
  }

  start(first?: First): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    if (first) this.begin(first);
    else this.owe();
    this.dialIfDue();
  }

  close(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.fetcher.close();
    this.line?.close();
  }

  /** The socket, while it can be relied on. */
  liveLine(): Line | undefined {
    const waits = this.askedAt === undefined ? 0 : this.clock.steady() - this.askedAt;
    return this.up && waits < DOUBT_MS ? this.line : undefined;
  }

  /** The page is looked at again, or the network says that it is back: be right within two seconds. */
  wake(): void {
    const now = this.clock.steady();
    if (this.isOver() || now - this.wokeAt < LAGGING_MS) return;
    this.wokeAt = now;
    this.clock.doubt();
    this.fetcher.startAfresh();
    this.askedAt = undefined;
    if (this.up) this.askForSign();
    else if (now - this.dialledAt > DIALS_APART_MS) this.hangUp();
    this.dialFailures = 0;
    this.dialAt = now;
    this.owe();
    this.dialIfDue();
  }

  /** A snapshot is due that is newer than this moment. */
  owe(): void {
    this.trustsPage = false;
    this.hintDueAt = Infinity;
    this.fetcher.owe();
  }

  /** What a command learned about the network. */
  learned(outcome: Outcome<unknown>['is'] | 'silence'): void {
    if (outcome === 'silence') {
      if (this.up) this.askForSign();
    } else if (outcome === 'ok' || outcome === 'rejected' || outcome === 'busy') this.answered();
    else if (outcome !== 'same') this.unanswered(outcome);
  }

  leave(why: Out): void {
    this.out.value = why;
    this.close();
  }

  // --- the clock on the wall --------------------------------------------------------------------------------------

  private look(): void {
    if (this.isOver()) return;
    const now = this.clock.steady();
    const jumped = Math.abs(Date.now() - this.lookedAt - LOOK_EVERY_MS) > JUMP_MS;
    this.lookedAt = Date.now();
    if (jumped && isVisible()) this.wake();
    if (this.up) this.listenFor(now);
    else this.lookForCut(now);
    if (now >= this.hintDueAt) this.owe();
    this.dialIfDue();
    this.fetcher.fetchIfDue();
  }

  /** Notices a line that died without a word. A hidden page is left in peace: its timers hardly run. */
  private listenFor(now: number): void {
    const quiet = now - this.heardAt;
    const asked = this.askedAt === undefined ? 0 : now - this.askedAt;
    if (quiet > DEAD_MS) return this.goneDead();
    if (!isVisible()) return;
    if (this.fetcher.isReceiving()) return;
    if (asked > SIGN_OF_LIFE_MS) return this.goneDead();
    if (asked > DOUBT_MS && !this.fetcher.isOwed()) this.owe();
    if (this.askedAt === undefined && (quiet >= this.quietMs() || now - this.learnedAt > CLOCK_EVERY_MS)) {
      this.askForSign();
    }
  }

  private lookForCut(now: number): void {
    const broken = this.link.value === 'live' && now - this.brokeAt > GRACE_MS;
    const patience = this.link.value === 'connecting' ? SOCKET_FIRST_MS + GRACE_MS : SIGN_OF_LIFE_MS;
    if (broken || this.fetcher.stuckFor() > patience) this.show('offline');
  }

  /** Many phones that each ask every two seconds would keep a server busy with nothing else. */
  private quietMs(): number {
    const wanted = this.page.as === 'phone' ? this.people * QUIET_MS_A_PERSON : 0;
    return Math.min(QUIET_MS.large, Math.max(QUIET_MS.small, wanted));
  }

  private askForSign(): void {
    if (this.askedAt !== undefined || !this.line) return;
    const asked = this.clock.steady();
    const { line } = this;
    this.askedAt = asked;
    void line.ask('time', {}, DEAD_MS).then((answer) => {
      if (this.line !== line || answer === undefined) return;
      this.askedAt = undefined;
      if (isObject(answer) && typeof answer['now'] === 'number') {
        this.learnedAt = this.clock.steady();
        this.clock.learn(answer['now'], asked, this.learnedAt);
      }
      this.show('live');
      this.hears.changed();
    });
  }

  // --- the socket -------------------------------------------------------------------------------------------------

  private dialIfDue(): void {
    const now = this.clock.steady();
    if (this.line || this.isOver() || now < this.dialAt || now - this.dialledAt < DIALS_APART_MS) return;
    this.dialledAt = now;
    this.line = this.dial(this.page, this.listener());
  }

  private listener(): Hears {
    return {
      up: () => this.wentUp(),
      down: () => this.wentDown(),
      heard: () => this.heard(),
      delta: (delta) => {
        if (this.replica.take(delta) === 'gap') this.missed();
      },
      sync: (seq) => {
        this.hintDueAt = Infinity;
        if (this.replica.snapshotSeq < seq) this.oweSoon();
      },
      pulse: (pulse) => this.pulsed(pulse),
      restarting: (retryMs) => {
        this.dialAt = this.clock.steady() + retryMs;
        this.fetcher.holdOff(retryMs);
      },
      out: (why) => this.leave(why),
    };
  }

  private wentUp(): void {
    this.up = true;
    this.dialFailures = 0;
    this.heard();
    this.show('live');
    this.askForSign();
    if (this.trustsPage) this.hintDueAt = this.clock.steady() + HINT_MS;
    else this.owe();
    this.hears.changed();
  }

  private wentDown(): void {
    const wasUp = this.up;
    this.line = undefined;
    this.up = false;
    this.askedAt = undefined;
    if (this.isOver()) return;
    const now = this.clock.steady();
    this.dialAt = Math.max(this.dialAt, now + backoff(this.dialFailures++, this.longest(15_000)));
    if (!wasUp) return;
    this.brokeAt = now;
    this.owe();
    this.hears.changed();
  }

  /** The line does not answer, whatever the browser thinks of it. */
  private goneDead(): void {
    const httpAnswers = this.clock.steady() - this.httpHeardAt < SIGN_OF_LIFE_MS;
    this.hangUp();
    if (!httpAnswers) this.show('offline');
  }

  private hangUp(): void {
    this.line?.close();
  }

  private missed(): void {
    this.http.forget();
    this.owe();
  }

  private oweSoon(): void {
    if (this.page.as !== 'phone') return this.owe();
    setTimeout(() => this.owe(), Math.random() * SPREAD_MS);
  }

  // --- the snapshot -----------------------------------------------------------------------------------------------

  private fetched(outcome: Outcome<Snapshot>, startedAt: number): void {
    if (outcome.is === 'ok') this.restore(outcome.body, startedAt, this.clock.steady());
    else if (outcome.is === 'busy') this.answered();
    else if (outcome.is !== 'same') return this.unanswered(outcome.is);
    this.hears.changed();
  }

  /** What came with the page is shown; the socket's first hint says whether it still holds, and polls do without one. */
  private begin({ etag, snapshot, asked, answered }: First): void {
    this.trustsPage = true;
    this.http.remember(etag);
    this.restore(snapshot, asked, answered);
  }

  private restore(snapshot: Snapshot, asked: number, answered: number): void {
    this.clock.learn(snapshot.now, asked, answered);
    if (isObject(snapshot.pulse) && typeof snapshot.pulse['in'] === 'number') {
      this.pulsed(snapshot.pulse as unknown as Pulse);
    }
    if (this.replica.restore(snapshot) === 'taken') return;
    this.http.forget();
    setTimeout(() => this.owe(), LAGGING_MS);
  }

  private pulsed(pulse: Pulse): void {
    this.people = pulse.in;
    this.hears.pulse(pulse);
  }

  /** Whoever leads the room comes back first. */
  private longest(forPhones: number): number {
    return this.page.as === 'phone' ? forPhones : longestWait(0);
  }

  // --- how the network is -----------------------------------------------------------------------------------------

  private heard(): void {
    this.heardAt = this.clock.steady();
    this.lastHeard.value = Date.now();
  }

  /** The server answered by HTTP. */
  private answered(): void {
    const now = this.clock.steady();
    this.httpHeardAt = now;
    this.lastHeard.value = Date.now();
    if (this.up) return;
    const wasGone = this.link.value === 'offline' || this.link.value === 'portal';
    this.show('polling');
    if (!wasGone) return;
    if (now - this.dialledAt > SOCKET_FIRST_MS) this.hangUp(); // dialled into the void before the network came back
    this.dialAt = now;
    this.dialIfDue();
  }

  private unanswered(outcome: 'portal' | 'signed_out' | 'failed' | 'rejected'): void {
    if (outcome === 'signed_out') return this.leave('signed_out');
    if (this.up) return;
    this.show(outcome === 'portal' ? 'portal' : 'offline');
  }

  private show(link: Link): void {
    if (this.link.value === link) return;
    this.link.value = link;
    if (link === 'offline' || link === 'portal') this.hears.cut();
    else this.hears.changed();
  }

  private isOver(): boolean {
    return this.out.value !== undefined || this.timer === undefined;
  }
}

export function isVisible(): boolean {
  return document.visibilityState !== 'hidden';
}
