import { beforeEach, describe, expect, test, vi } from 'vitest';
import { LIVES_MS, MOST_BYTES, MOST_ITEMS, Outbox } from './outbox';
import { shelf } from './shelf';

const wish = (text: string) => ({ type: 'board/add_note', block: 'm0.challenges', text });

/** A storage that can be full. */
class SmallDisk implements Storage {
  full = false;
  private readonly kept = new Map<string, string>();
  get length() {
    return this.kept.size;
  }
  key = (n: number) => Array.from(this.kept.keys())[n] ?? null;
  getItem = (key: string) => this.kept.get(key) ?? null;
  removeItem = (key: string) => void this.kept.delete(key);
  clear = () => this.kept.clear();
  setItem(key: string, value: string) {
    if (this.full) throw new DOMException('no room left', 'QuotaExceededError');
    this.kept.set(key, value);
  }
}

function open(person = 'ann', room = 'r1'): Outbox {
  return new Outbox(shelf(localStorage), room, person);
}

function texts(box: Outbox): unknown[] {
  return box.items.value.map((item) => item.wish['text']);
}

beforeEach(() => {
  localStorage.clear();
  vi.useRealTimers();
});

describe('the outbox', () => {
  test('gives everything back after a reload, in the order of asking', () => {
    const box = open();
    for (const text of ['one', 'two', 'three']) box.add(text, wish(text), true);
    expect(texts(open())).toEqual(['one', 'two', 'three']);
  });

  test('keeps the order when the clock of the device is set back', () => {
    vi.useFakeTimers({ now: 5_000_000 });
    open().add('a', wish('first'), true);
    vi.setSystemTime(1_000_000);
    open().add('b', wish('second'), true);
    expect(texts(open())).toEqual(['first', 'second']);
  });

  test('keeps what two tabs add at the same time', () => {
    const [one, other] = [open(), open()];
    one.add('a', wish('from one'), true);
    other.add('b', wish('from the other'), true);
    one.reload();
    expect(texts(one)).toEqual(['from one', 'from the other']);
  });

  test('never gives one person what another asked for on the same phone', () => {
    open('ann').add('a', wish('mine'), true);
    expect(texts(open('ben'))).toEqual([]);
    expect(texts(open('ann', 'r2'))).toEqual([]);
    expect(texts(open('ann'))).toEqual(['mine']);
  });

  test('shows a stored item until it is discarded, but never sends it again after a reload', () => {
    const box = open();
    box.add('a', wish('done'), true);
    box.stored('a');
    expect(box.items.value.map(({ state }) => state)).toEqual(['stored']);
    expect(box.waiting()).toEqual([]);
    expect(texts(open())).toEqual([]);
    box.discard('a');
    expect(texts(box)).toEqual([]);
  });

  test('keeps a refused item with its reason, also over a reload, until the person discards it', () => {
    const box = open();
    box.add('a', wish('much too long'), true);
    box.refused('a', 'board/too_long', { longest: 40 });
    const [item] = open().items.value;
    expect([item?.state, item?.code, item?.facts]).toEqual(['refused', 'board/too_long', { longest: 40 }]);
    expect(open().waiting()).toEqual([]);
    box.discard('a');
    expect(texts(open())).toEqual([]);
  });

  test('takes the same answer twice', () => {
    const box = open();
    box.add('a', wish('once'), true);
    box.stored('a');
    box.discard('a');
    box.stored('a');
    box.refused('a', 'board/full');
    box.discard('a');
    expect(texts(box)).toEqual([]);
  });

  test('says so when the browser refuses to store, and holds the item in the page', () => {
    const disk = new SmallDisk();
    disk.full = true;
    const box = new Outbox(shelf(disk), 'r1', 'ann');
    expect(box.storage.value).toBe('failing');
    expect(box.add('a', wish('kept in the page'), true)).toBe(true);
    expect([box.storage.value, texts(box), box.isLoose('a')]).toEqual(['failing', ['kept in the page'], true]);
    disk.full = false;
    box.add('b', wish('stored again'), true);
    expect([box.storage.value, texts(box)]).toEqual(['ok', ['kept in the page', 'stored again']]);
    expect(texts(new Outbox(shelf(disk), 'r1', 'ann'))).toEqual(['kept in the page', 'stored again']);
  });

  test('works without any storage', () => {
    const box = new Outbox(shelf(undefined), 'r1', 'ann');
    box.add('a', wish('in the page'), true);
    expect([box.storage.value, texts(box)]).toEqual(['failing', ['in the page']]);
    box.stored('a');
    box.discard('a');
    expect([box.storage.value, texts(box)]).toEqual(['failing', []]);
  });

  test('does not store a command that is not kept, and does not call that a failure', () => {
    const box = open();
    box.add('a', { type: 'room/next' }, false);
    expect([box.waiting().length, localStorage.length, box.storage.value]).toEqual([1, 0, 'ok']);
    box.refused('a', 'room/already');
    expect(texts(box)).toEqual([]);
  });

  test(`takes ${MOST_ITEMS} items and not one more`, () => {
    const box = open();
    for (let n = 0; n < MOST_ITEMS; n++) expect(box.add(`i${n}`, wish(`${n}`), true)).toBe(true);
    expect([box.add('late', wish('late'), true), box.storage.value]).toEqual([false, 'full']);
    box.discard('i0');
    expect([box.storage.value, box.add('late', wish('late'), true)]).toEqual(['ok', true]);
  });

  test('takes no more than 512 KB', () => {
    const box = open();
    let n = 0;
    while (box.add(`i${n}`, wish('字'.repeat(20_000)), true)) n++;
    expect(n).toBe(Math.ceil(MOST_BYTES / (2 * 20_220)));
  });

  test('forgets what is older than two days, and what it cannot read', () => {
    vi.useFakeTimers({ now: 1_000_000_000 });
    open().add('a', wish('old'), true);
    localStorage.setItem('workshop/outbox/r1/ann/000-broken', '{"id":');
    localStorage.setItem('workshop/outbox/r1/ann/000-foreign', '{"id":1}');
    vi.setSystemTime(1_000_000_000 + LIVES_MS + 1);
    expect([texts(open()), localStorage.length]).toEqual([[], 0]);
  });
});
