/** Decides when a snapshot is fetched, and fetches it: at once when one is owed, now and then while there is no socket. */

import { backoff } from './backoff';
import type { Http, Outcome } from './http';
import type { Snapshot } from './replica';

const POLL_EVERY_MS = 2_000;
/** The socket has this long at the start before the first poll. */
export const SOCKET_FIRST_MS = 3_000;
/** A request that is silent for this long is given company. */
const STUCK_MS = 2_000;
const MOST_FLIGHTS = 3;

interface Flight {
  readonly startedAt: number;
  readonly stop: AbortController;
  answered: boolean;
  /** When it began, or when the last piece of its answer came. */
  heardAt: number;
}

export interface FetcherHears {
  /** The server answers; the body is on its way. */
  answered(): void;
  /** Called once for each request that ended. */
  ended(outcome: Outcome<Snapshot>, startedAt: number): void;
  /** Whether to ask now and then without being told that there is something new. */
  polls(): boolean;
  /** The longest wait after a failure. */
  longestWait(): number;
}

export class Fetcher {
  private readonly flights = new Set<Flight>();
  private owedAt: number | undefined;
  private pollAt: number;
  private notBefore = 0;
  private failures = 0;
  private closed = false;

  constructor(
    private readonly http: Http,
    private readonly steady: () => number,
    private readonly hears: FetcherHears,
  ) {
    this.pollAt = steady() + SOCKET_FIRST_MS;
  }

  /** A snapshot is due that is newer than this moment. */
  owe(): void {
    this.owedAt = this.steady();
    this.fetchIfDue();
  }

  isOwed(): boolean {
    return this.owedAt !== undefined;
  }

  fetchIfDue(): void {
    const now = this.steady();
    if (this.closed || now < this.notBefore || !this.isDue(now)) return;
    const flights = Array.from(this.flights);
    if (flights.some((flight) => now - flight.heardAt < STUCK_MS)) return;
    if (flights.length >= MOST_FLIGHTS && flights[0]) this.drop(flights[0]);
    void this.fly({ startedAt: now, stop: new AbortController(), answered: false, heardAt: now });
  }

  /** How long the most silent request has been silent (ms). */
  stuckFor(): number {
    return Math.max(0, ...Array.from(this.flights, (flight) => this.steady() - flight.heardAt));
  }

  /** Whether the body of an answer is coming in just now: on a thin line little else gets through meanwhile. */
  isReceiving(): boolean {
    return Array.from(this.flights).some((flight) => flight.answered && this.steady() - flight.heardAt < STUCK_MS);
  }

  /** The server asked not to be asked for so long. */
  holdOff(ms: number): void {
    this.notBefore = this.steady() + ms;
  }

  /** The page was away: what was asked before may never be answered. */
  startAfresh(): void {
    this.notBefore = 0;
    this.failures = 0;
    this.dropUnanswered();
  }

  close(): void {
    this.closed = true;
    for (const flight of this.flights) flight.stop.abort();
  }

  private isDue(now: number): boolean {
    return this.owedAt !== undefined || (now >= this.pollAt && this.hears.polls());
  }

  private async fly(flight: Flight): Promise<void> {
    this.flights.add(flight);
    const outcome = await this.http.snapshot(flight.stop.signal, () => {
      flight.answered = true;
      flight.heardAt = this.steady();
      this.dropUnanswered();
      this.hears.answered();
    });
    if (!this.flights.delete(flight) || this.closed) return;
    this.settle(outcome, flight.startedAt);
    this.hears.ended(outcome, flight.startedAt);
    this.fetchIfDue();
  }

  private settle(outcome: Outcome<Snapshot>, startedAt: number): void {
    this.pollAt = this.steady() + POLL_EVERY_MS;
    if (outcome.is !== 'ok' && outcome.is !== 'same') return this.holdOff(this.waitAfter(outcome));
    this.failures = 0;
    if (this.owedAt !== undefined && startedAt >= this.owedAt) this.owedAt = undefined;
  }

  private waitAfter(outcome: Outcome<unknown>): number {
    const asked = outcome.is === 'busy' || outcome.is === 'failed' ? outcome.retryMs : undefined;
    return asked ?? backoff(this.failures++, this.hears.longestWait());
  }

  private dropUnanswered(): void {
    for (const flight of this.flights) if (!flight.answered) this.drop(flight);
  }

  private drop(flight: Flight): void {
    this.flights.delete(flight);
    flight.stop.abort();
  }
}
