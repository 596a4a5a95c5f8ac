import { setWords } from '@wire';
import { beforeAll, describe, expect, test } from 'vitest';
import { deedOf } from './consoleKeys';
import { WRITING } from './fake';
import { nextWords } from './nextWords';
import { lateWords, minutesLate, needWords } from './plan';
import { goneFor, hasNoPhone, stuckPeople } from './stuck';

beforeAll(() => setWords('en', {}));

const at = (time: string) => new Date(`2026-05-04T${time}`);
const press = (key: string, more: object = {}) => deedOf({ key, repeat: false, target: document.body, ...more });
const slot = { at: '09:05', minutes: 14 };

describe('the day against the clock', () => {
  test.each([
    ['09:04:30', 0],
    ['09:05:00', 0],
    ['09:18:59', 0],
    ['09:19:30', 0],
    ['09:25:10', 6],
    ['09:00:00', -5],
  ])('at %s the activity of 09:05 to 09:19 is %d minutes behind', (time, late) => {
    expect(minutesLate(slot, at(time)) + 0).toBe(late);
  });

  test('an activity without a time is never late', () => expect(minutesLate({ minutes: 5 }, at('23:00:00'))).toBe(0));

  test('is said in words', () => {
    expect([lateWords(0), lateWords(6), lateWords(-5)]).toEqual(['on time', '6 min late', '5 min early']);
    expect(needWords(['sort', 'cluster', 'something new'])).toBe('sorting cards, clusters, something new');
  });
});

describe('the words on the Next key', () => {
  test('name the step it leads to', () => expect(nextWords(WRITING, undefined)).toBe('Write → Pick'));

  test('name the activity it ends and the one that comes', () => {
    const next = { does: 'block', name: { zh: '指标', en: 'Indicators' } } as const;
    expect(nextWords({ ...WRITING, next }, undefined)).toBe('End this activity → Indicators');
    expect(nextWords({ ...WRITING, next: { does: 'step' } }, undefined)).toBe('End this activity');
  });

  test('come from the kind while it shows more of itself', () => {
    const next = { does: 'ahead', command: { type: 'slide/next_slide' } } as const;
    expect(nextWords({ ...WRITING, next }, () => 'Next page')).toBe('Next page');
    expect(nextWords({ ...WRITING, next }, undefined)).toBe('Go on');
  });

  test('begin and end the day', () => {
    const open = { does: 'open', name: { zh: '欢迎', en: 'Welcome' } } as const;
    expect(nextWords({ ...WRITING, state: 'lobby', now: undefined, next: open }, undefined)).toBe('Start → Welcome');
    expect(nextWords({ ...WRITING, now: undefined, next: open }, undefined)).toBe('Go on → Welcome');
    expect(nextWords({ ...WRITING, next: { does: 'end' } }, undefined)).toBe('End the room');
  });
});

describe('keys', () => {
  test('of a keyboard and of a clicker', () => {
    expect(['ArrowRight', 'PageDown', ' ', 'n', 'N'].map((key) => press(key))).toEqual(Array(5).fill('next'));
    expect(['ArrowLeft', 'PageUp'].map((key) => press(key))).toEqual(['back', 'back']);
    expect(['b', 'l', 'p', 't', 'q', '?', 'x'].map((key) => press(key))).toEqual(['blank', 'lock', 'pause', 'timer', 'qr', 'help', undefined]);
  });

  test('Space on a button belongs to the button, and a held key counts once', () => {
    expect(press(' ', { target: document.createElement('button') })).toBeUndefined();
    expect(press('n', { repeat: true })).toBeUndefined();
  });
});

describe('who may need a hand', () => {
  const people = Object.fromEntries(['ann', 'ben', 'chen', 'dan'].map((id, rank) => [id, { name: id, rank, joined: true, ...(id === 'ben' ? {} : { done: true as const }) }]));
  const progress = { per: 'person', done: 3, of: 4, missing: { ben: true } } as const;

  test('whoever has nothing when three quarters are done', () => {
    expect(stuckPeople({ people, progress }, undefined, 0)).toEqual(new Map([['ben', 'nothing']]));
    expect(stuckPeople({ people, progress: { ...progress, done: 2 } }, undefined, 0)).toEqual(new Map());
  });

  test('whoever has been gone for a minute, but nobody whose phone never was here', () => {
    const pulse = { in: 2, offline: { ann: 40_000, chen: 41_000, dan: 0 } };
    expect(stuckPeople({ people }, pulse, 100_000)).toEqual(new Map([['ann', 'gone']]));
    expect(goneFor('dan', pulse.offline, 100_000)).toBe(0);
    expect([hasNoPhone('dan', pulse.offline), hasNoPhone('ann', pulse.offline), hasNoPhone('ben', undefined)]).toEqual([true, false, false]);
  });

  test('nobody who was sent out', () => {
    const out = { ben: { ...people.ben!, removed: true as const } };
    expect(stuckPeople({ people: out, progress }, { in: 0, offline: { ben: 1 } }, 100_000)).toEqual(new Map());
  });
});
