import type { Listed } from '@kit';
import type { Slot } from '@wire';
import { expect, test } from 'vitest';
import { clockWords, replan } from './replan';

const slot = (id: string, at: string, minutes: number, more: Partial<Slot> = {}): Listed<Slot> => ({
  id, block: id, rank: 0, title: { zh: id, en: id }, kind: 'board', minutes, at, day: 1, state: 'ahead', full: minutes, ...more,
});

const DAY = [
  slot('on', '09:00', 20, { state: 'now' }),
  slot('extra', '09:20', 5, { optional: true, short: 5 }),
  slot('break', '09:25', 10, { optional: true, kind: 'slide', short: 10 }),
  slot('long', '09:35', 30, { short: 18 }),
  slot('pair', '10:05', 15, { short: 11 }),
  slot('only full', '10:20', 10),
];

const cut = (late: number, slots = DAY) => replan(slots, late)?.cuts.map(({ slot: { id }, does, wins }) => [id, does, wins]);

test('a day that ends in time is left as it is', () => {
  expect(replan(DAY, 0)).toMatchObject({ cuts: [], planned: 630, ends: 630, would: 630 });
});

test('what is optional goes first, and a break is not', () => {
  expect(cut(4)).toEqual([['extra', 'skip', 5]]);
});

test('then what wins most by being short, and no more than is needed', () => {
  expect(cut(12)).toEqual([['extra', 'skip', 5], ['long', 'shorten', 12]]);
  expect(cut(20)).toEqual([['extra', 'skip', 5], ['long', 'shorten', 12], ['pair', 'shorten', 4]]);
});

test('and last what has no short form', () => {
  expect(cut(25)?.at(-1)).toEqual(['only full', 'skip', 10]);
});

test('what is done, skipped or short already is not proposed again', () => {
  const slots = DAY.map((one) => (one.id === 'long' ? { ...one, minutes: 18, mode: 'short' as const } : one));
  expect(cut(12, slots)?.some(([id]) => id === 'long')).toBe(false);
});

test('lunch takes up what is late before it', () => {
  const slots = [...DAY, slot('after lunch', '13:30', 30, { short: 20 })];
  expect(cut(40, slots)).toEqual([]);
  expect(replan(slots, 40)?.ends).toBe(14 * 60);
});

test('another day is not touched, and without clock times there is no plan', () => {
  expect(cut(40, [...DAY, slot('tomorrow', '09:00', 60, { day: 2, short: 10 })])?.some(([id]) => id === 'tomorrow')).toBe(false);
  expect(replan(DAY.map((one) => ({ ...one, at: undefined })) as never, 5)).toBeUndefined();
  expect(replan(DAY.slice(1), 5)).toBeUndefined();
});

test('the time of day', () => expect([clockWords(630), clockWords(905)]).toEqual(['10:30', '15:05']));
