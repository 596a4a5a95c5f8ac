import { beforeEach, describe, expect, test } from 'vitest';
import { Outbox } from './outbox';
import { shelf } from './shelf';
import type { Vault } from './vault';

/** A second copy that is never late. */
class FakeVault implements Vault {
  readonly kept = new Map<string, string>();
  all = () => Promise.resolve(Array.from(this.kept));
  keep = (key: string, value: string) => void this.kept.set(key, value);
  drop = (key: string) => void this.kept.delete(key);
}

const wish = { type: 'board/add_note', text: 'written just before' };

beforeEach(() => localStorage.clear());

describe('what a device stores', () => {
  test('is there again when the browser was killed before it reached the disk', async () => {
    const vault = new FakeVault();
    new Outbox(shelf(localStorage, vault), 'r1', 'ann').add('a', wish, true);
    localStorage.clear(); // what five seconds more would have written
    const mended = shelf(localStorage, vault);
    const box = new Outbox(mended, 'r1', 'ann');
    expect(box.items.value).toEqual([]);
    await mended.mend();
    box.reload();
    expect(box.waiting().map((item) => item.wish)).toEqual([wish]);
  });

  test('is in neither copy once it was taken', () => {
    const vault = new FakeVault();
    const box = new Outbox(shelf(localStorage, vault), 'r1', 'ann');
    box.add('a', wish, true);
    box.stored('a');
    box.discard('a');
    expect([vault.kept.size, localStorage.length]).toEqual([0, 0]);
  });

  test('does without a second copy where the database fails', async () => {
    const fails: Vault = { all: () => Promise.reject(new Error('no')), keep: () => undefined, drop: () => undefined };
    await shelf(localStorage, fails).mend();
    await shelf(undefined, fails).mend();
    expect(shelf(localStorage, fails).put('workshop/x', '1')).toBe(true);
  });
});
