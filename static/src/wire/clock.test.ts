import { describe, expect, test } from 'vitest';
import { Clock } from './clock';

const SERVER = 1_700_000_000_000;

/** A device whose steady clock stands at `at`. */
function device() {
  const steady = { at: 5_000 };
  return { steady, clock: new Clock(() => steady.at) };
}

describe('the clock', () => {
  test('takes the middle of a round trip for the moment of the answer', () => {
    const { steady, clock } = device();
    clock.learn(SERVER, 4_900, 5_000);
    expect(clock.now()).toBe(SERVER + 50);
    steady.at += 1_000;
    expect(clock.now()).toBe(SERVER + 1_050);
  });

  test('believes the quickest answer of the last few', () => {
    const { steady, clock } = device();
    clock.learn(SERVER, 4_980, 5_000);
    steady.at = 9_000;
    clock.learn(SERVER + 5_900, 6_000, 9_000);
    expect(clock.now()).toBe(SERVER + 4_010);
  });

  test('forgets what it measured before a sleep', () => {
    const { steady, clock } = device();
    clock.learn(SERVER, 4_990, 5_000);
    clock.doubt();
    steady.at = 5_400; // the steady clock stood still for an hour
    clock.learn(SERVER + 3_600_000, 5_200, 5_400);
    expect(clock.now()).toBe(SERVER + 3_600_100);
  });

  test('ignores what cannot be a time', () => {
    const { clock } = device();
    clock.learn(SERVER, 4_990, 5_000);
    clock.learn(Number.NaN, 5_000, 5_000);
    clock.learn(SERVER * 2, 5_010, 5_000);
    expect(clock.now()).toBe(SERVER + 5);
  });
});
