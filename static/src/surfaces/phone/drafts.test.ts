import { shelf } from '@wire/shelf';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DRAFT_LIVES_MS, Drafts } from './drafts';

const open = (person = 'ann') => new Drafts(shelf(localStorage), 'r1', person);

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ now: 1_700_000_000_000 });
});
afterEach(() => vi.useRealTimers());

describe('a draft', () => {
  test('is stored within half a second of typing and is there after a reload', () => {
    open().keepSoon('b1/write/note', { text: 'half a th', choice: 'goals' });
    vi.advanceTimersByTime(500);
    expect(open().read('b1/write/note')).toEqual({ text: 'half a th', choice: 'goals' });
  });

  test.each(['pagehide', 'visibilitychange'])('is stored at once when the page goes away (%s)', (event) => {
    open().keepSoon('b1/write/note', { text: 'the last wor' });
    (event === 'pagehide' ? window : document).dispatchEvent(new Event(event));
    expect(open().read('b1/write/note')).toEqual({ text: 'the last wor' });
  });

  test('belongs to one field of one step, and to one person', () => {
    const drafts = open();
    drafts.keepSoon('b1/write/note', { text: 'mine' });
    drafts.flush();
    expect([drafts.read('b1/discuss/note'), drafts.read('b1/write/comment'), open('ben').read('b1/write/note')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('is gone once it was sent, also if it had not been stored yet', () => {
    const drafts = open();
    drafts.keepSoon('b1/write/note', { text: 'sent' });
    drafts.drop('b1/write/note');
    vi.advanceTimersByTime(1_000);
    expect([drafts.read('b1/write/note'), open().read('b1/write/note')]).toEqual([undefined, undefined]);
  });

  test('is kept for both days of a course, and then forgotten', () => {
    const drafts = open();
    drafts.keepSoon('b1/write/note', { text: 'overnight' });
    drafts.flush();
    vi.setSystemTime(Date.now() + DRAFT_LIVES_MS - 1);
    expect(open().read('b1/write/note')).toEqual({ text: 'overnight' });
    vi.setSystemTime(Date.now() + 2);
    expect(open().read('b1/write/note')).toBeUndefined();
  });
});
