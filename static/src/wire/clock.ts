/** The server's time on this device, whose own clock may be years off. */

const SAMPLES_KEPT = 8;
/** Quartz drifts; after this long a quick old measurement is worth less than a slow new one. */
const SAMPLE_LIVES_MS = 10 * 60_000;

interface Sample {
  readonly at: number;
  readonly roundTrip: number;
  readonly offset: number;
}

export class Clock {
  private samples: readonly Sample[] = [];
  private offset: number;

  /** Runs evenly, whatever happens to the device's wall clock. */
  constructor(readonly steady: () => number = () => performance.now()) {
    this.offset = Date.now() - steady();
  }

  /** The server's time in ms. */
  now(): number {
    return this.steady() + this.offset;
  }

  /** The server said `serverNow` somewhere between the two readings of `steady()`. */
  learn(serverNow: number, asked: number, answered: number): void {
    if (!Number.isFinite(serverNow) || answered < asked) return;
    const sample = { at: answered, roundTrip: answered - asked, offset: serverNow - (asked + answered) / 2 };
    const recent = this.samples.filter((old) => answered - old.at < SAMPLE_LIVES_MS);
    this.samples = [...recent, sample].slice(-SAMPLES_KEPT);
    this.offset = this.samples.reduce((best, one) => (one.roundTrip < best.roundTrip ? one : best)).offset;
  }

  /** After a sleep the steady clock may have stood still: what was measured before is forgotten at the next answer. */
  doubt(): void {
    this.samples = [];
  }
}
