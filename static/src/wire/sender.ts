/** Sends what waits in the outbox, in order, until each item has its answer. One request is in flight at a time. */

import { backoff } from './backoff';
import type { Http, Outcome, Posted } from './http';
import type { Outbox } from './outbox';
import { isReply, type Reply } from './reply';
import type { Item } from './room';
import type { Line } from './socket';

const ACK_TIMEOUT_MS = 5_000;
const BATCH = 10;
/** Well below the 64 KB the server takes, also when every letter needs three bytes. */
const BATCH_LETTERS = 16_000;

export interface SenderHears {
  /** The socket, while it is up. */
  line(): Line | undefined;
  /** Whether the network lets anything through at all. */
  open(): boolean;
  /** Whether this tab sends for its person. */
  leads(): boolean;
  /** Why the server takes nothing right now, by the code of a sentence. */
  held(code: string | undefined): void;
  answered(id: string, reply: Exclude<Reply, { busy: true }>): void;
  /** What HTTP said of the network, or that the socket gave no answer. */
  outcome(outcome: Outcome<unknown>['is'] | 'silence'): void;
}

export class Sender {
  private running = false;
  private failures = 0;
  private oneByOne = false;
  private flight = new AbortController();
  private stir: (() => void) | undefined;

  constructor(
    private readonly outbox: Outbox,
    private readonly http: Http,
    private readonly hears: SenderHears,
  ) {}

  /** Something is waiting, or the network is back. */
  kick(): void {
    this.stir?.();
    if (!this.running) void this.run();
  }

  /** The network is gone: what is in flight counts as unknown and is asked again. */
  abort(): void {
    this.flight.abort();
    this.flight = new AbortController();
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      for (let items = this.next(); items.length > 0; items = this.next()) {
        const pauseMs = await this.send(items);
        if (pauseMs > 0) await this.pause(pauseMs);
      }
    } finally {
      this.running = false;
    }
  }

  private next(): readonly Item[] {
    if (!this.hears.open()) return [];
    const leads = this.hears.leads();
    const mine = this.outbox.waiting().filter((item) => leads || this.outbox.isLoose(item.id));
    return mine.slice(0, this.hears.line() || this.oneByOne ? 1 : fitting(mine));
  }

  /** How long to wait before the next try. */
  private async send(items: readonly Item[]): Promise<number> {
    const line = this.hears.line();
    const [first] = items;
    if (line && first) return this.overSocket(line, first);
    return this.overHttp(items);
  }

  private async overSocket(line: Line, item: Item): Promise<number> {
    const reply = await line.ask('cmd', { ...item.wish, id: item.id }, ACK_TIMEOUT_MS);
    if (isReply(reply) && reply.id === item.id) return this.take([reply]);
    this.hears.outcome('silence');
    return this.failed();
  }

  private async overHttp(items: readonly Item[]): Promise<number> {
    const posted: Posted[] = items.map(({ id, wish }) => ({ id, wish }));
    const outcome = await this.http.commands(posted, this.flight.signal);
    this.hears.outcome(outcome.is);
    const [first] = items;
    if (outcome.is === 'ok') return outcome.body.length > 0 ? this.take(outcome.body) : this.failed();
    if (outcome.is !== 'rejected') return this.failed('retryMs' in outcome ? outcome.retryMs : undefined);
    // one of them can never be taken: find it by sending them singly, so that it does not hold up the others
    if (items.length === 1 && first) this.hears.answered(first.id, { id: first.id, no: true, code: outcome.code });
    this.oneByOne = items.length > 1;
    return 0;
  }

  private take(replies: readonly Reply[]): number {
    this.failures = 0;
    let pauseMs = 0;
    this.hears.held(replies.flatMap((reply) => ('busy' in reply && reply.code) || [])[0]);
    for (const reply of replies) {
      if ('busy' in reply) pauseMs = Math.max(pauseMs, reply.retry_ms * (1 + Math.random() / 4), 100);
      else this.hears.answered(reply.id, reply);
    }
    return pauseMs;
  }

  private failed(retryMs?: number): number {
    return retryMs ?? Math.max(backoff(this.failures++), 100);
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.stir = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** How many of the first items go into one request. */
function fitting(items: readonly Item[]): number {
  let letters = 0;
  const fits = items.slice(0, BATCH).findIndex((item) => (letters += JSON.stringify(item.wish).length) > BATCH_LETTERS);
  return fits < 0 ? BATCH : Math.max(fits, 1);
}
