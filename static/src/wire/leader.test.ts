import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { leader } from './leader';
import { shelf } from './shelf';

const open = (onLead: () => void = () => undefined) => leader('r1/ann', shelf(localStorage), onLead, undefined);

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('of two tabs without Web Locks', () => {
  test('the first sends and the second waits', () => {
    const [one, other] = [open(), open()];
    vi.advanceTimersByTime(10_000);
    expect([one.leads(), other.leads()]).toEqual([true, false]);
  });

  test('the second takes over when the first is closed, or dies', () => {
    const told = vi.fn<() => void>();
    const [one, other] = [open(), open(told)];
    one.close();
    vi.advanceTimersByTime(1_000);
    expect([other.leads(), told.mock.calls.length]).toEqual([true, 1]);
  });

  test('the one that is looked at sends', () => {
    const [one, other] = [open(), open()];
    other.takeOver();
    expect([one.leads(), other.leads()]).toEqual([false, true]);
    vi.advanceTimersByTime(10_000);
    expect([one.leads(), other.leads()]).toEqual([false, true]);
  });

  test('a lease from a clock that was wrong does not last for ever', () => {
    localStorage.setItem('workshop/lease/r1/ann', `somebody ${Date.now() + 86_400_000}`);
    expect(open().leads()).toBe(true);
  });
});

describe('of two tabs with Web Locks', () => {
  test('the one that is looked at takes the lock, the other waits in line again', async () => {
    const locks = new OneLock();
    const [one, other] = [1, 2].map(() => leader('r1/ann', shelf(localStorage), () => undefined, locks as never));
    await vi.advanceTimersByTimeAsync(1);
    expect([one?.leads(), other?.leads()]).toEqual([true, false]);
    other?.takeOver();
    await vi.advanceTimersByTimeAsync(1);
    expect([one?.leads(), other?.leads()]).toEqual([false, true]);
    other?.close();
    await vi.advanceTimersByTimeAsync(1);
    expect([one?.leads(), other?.leads()]).toEqual([true, false]);
  });
});

/** The little of Web Locks that is used here. */
class OneLock {
  private holder: { reject: (error: unknown) => void } | undefined;
  private line: (() => void)[] = [];

  request = (_name: string, options: { steal?: boolean; signal?: AbortSignal }, hold: () => Promise<void>) =>
    new Promise<void>((resolve, reject) => {
      options.signal?.addEventListener('abort', () => {
        this.line = this.line.filter((other) => other !== enter);
        reject(new DOMException('left the line', 'AbortError'));
      });
      const enter = () => {
        const me = { reject };
        this.holder = me;
        void hold().then(() => {
          if (this.holder === me) this.leave();
          resolve();
        });
      };
      if (options.steal) {
        this.holder?.reject(new DOMException('stolen', 'AbortError'));
        enter();
      } else if (this.holder) this.line.push(enter);
      else enter();
    });

  private leave(): void {
    this.holder = undefined;
    this.line.shift()?.();
  }
}
