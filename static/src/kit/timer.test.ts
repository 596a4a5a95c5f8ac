import { describe, expect, test } from 'vitest';
import { clockText, leftOf, minutesOf } from './timer';

describe('the figures of a timer', () => {
  test.each([
    [240_000, '4:00'],
    [239_001, '4:00'],
    [9_000, '0:09'],
    [1, '0:01'],
    [0, '0:00'],
    [-999, '+0:00'],
    [-12_000, '+0:12'],
    [-3_725_000, '+1:02:05'],
    [3_720_000, '1:02:00'],
  ])('%d ms are %s', (left, shown) => expect(clockText(left)).toBe(shown));

  test('stand still while the timer is held', () => {
    expect(leftOf({ length_ms: 60_000, ends_at: 1_000, left_ms: 30_000 }, 999_999)).toBe(30_000);
    expect(leftOf({ length_ms: 60_000, ends_at: 61_000 }, 1_000)).toBe(60_000);
  });
});

describe('typed minutes', () => {
  test.each([
    ['3', 3],
    ['1.5', 1.5],
    ['1:30', 1.5],
    ['２', 2],
    ['１：３０', 1.5],
    [' 10 ', 10],
  ])('%j are %d', (typed, minutes) => expect(minutesOf(typed)).toBe(minutes));

  test.each(['', '0', 'soon', '-3', '1.2.3'])('%j is no length', (typed) => expect(minutesOf(typed)).toBeUndefined());
});
