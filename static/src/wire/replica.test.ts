import { describe, expect, test } from 'vitest';
import { Replica } from './replica';

const now = 0;

function fresh(): Replica {
  const replica = new Replica();
  replica.restore({ seq: 5, now, views: { phones: { n: 5, gone: true }, 'team:t1': { team: 1 } } });
  return replica;
}

function shown(replica: Replica, address: string): unknown {
  const view = replica.view(address).value;
  return view && JSON.parse(JSON.stringify(view));
}

describe('a replica', () => {
  test('merges a delta that follows', () => {
    const replica = fresh();
    expect(replica.take({ a: 'phones', base: 5, seq: 7, patch: { n: 7, gone: null } })).toBe('merged');
    expect(shown(replica, 'phones')).toEqual({ n: 7 });
    expect(replica.seq('phones')).toBe(7);
  });

  test('merges a delta whose base lies before the snapshot', () => {
    const replica = fresh();
    expect(replica.take({ a: 'phones', base: 2, seq: 6, patch: { n: 6 } })).toBe('merged');
    expect(shown(replica, 'phones')).toEqual({ n: 6, gone: true });
  });

  test('ignores what it has seen, as often as it comes', () => {
    const replica = fresh();
    expect(replica.take({ a: 'phones', base: 4, seq: 5, patch: { n: 'old' } })).toBe('old');
    replica.take({ a: 'phones', base: 5, seq: 6, patch: { n: 6 } });
    expect(replica.take({ a: 'phones', base: 5, seq: 6, patch: { n: 6 } })).toBe('old');
    expect(shown(replica, 'phones')).toEqual({ n: 6, gone: true });
  });

  test('notices that something is missing and changes nothing', () => {
    const replica = fresh();
    expect(replica.take({ a: 'phones', base: 6, seq: 8, patch: { n: 8 } })).toBe('gap');
    expect(replica.take({ a: 'person:ann', base: 3, seq: 4, patch: { me: 1 } })).toBe('gap');
    expect(shown(replica, 'phones')).toEqual({ n: 5, gone: true });
  });

  test('drops an audience it no longer belongs to', () => {
    const replica = fresh();
    replica.restore({ seq: 9, now, views: { phones: { n: 9 }, 'team:t2': { team: 2 } } });
    expect(shown(replica, 'team:t1')).toBeUndefined();
    expect(shown(replica, 'team:t2')).toEqual({ team: 2 });
    expect(replica.seq('team:t1')).toBe(-1);
  });

  test('does not go back to a snapshot that was overtaken by a delta', () => {
    const replica = fresh();
    replica.take({ a: 'phones', base: 5, seq: 8, patch: { n: 8 } });
    expect(replica.restore({ seq: 6, now, views: { phones: { n: 6 } } })).toBe('older');
    expect(shown(replica, 'phones')).toEqual({ n: 8, gone: true });
    expect(shown(replica, 'team:t1')).toEqual({ team: 1 });
  });

  test('believes in a room that was restored from a copy after three older snapshots', () => {
    const replica = fresh();
    const copy = { seq: 2, now, views: { phones: { n: 2 } } };
    expect([replica.restore(copy), replica.restore(copy), replica.restore(copy)]).toEqual(['older', 'older', 'taken']);
    expect(shown(replica, 'phones')).toEqual({ n: 2 });
    expect(replica.take({ a: 'phones', base: 2, seq: 3, patch: { n: 3 } })).toBe('merged');
  });

  test('is never wrong, only late: deltas doubled, dropped and shuffled', () => {
    const chance = generator(20_250_101);
    for (let round = 0; round < 200; round++) {
      const history: Record<string, unknown>[] = [{}];
      const deltas = [];
      for (let seq = 1; seq <= 12; seq++) {
        const key = `k${Math.floor(chance() * 4)}`;
        const patch = { [key]: chance() < 0.3 ? null : seq };
        history.push({ ...JSON.parse(JSON.stringify(history[seq - 1])), [key]: patch[key] });
        if (patch[key] === null) delete history[seq]![key];
        deltas.push({ a: 'phones', base: seq - 1, seq, patch });
      }
      const replica = new Replica();
      replica.restore({ seq: 0, now, views: { phones: {} } });
      for (let n = 0; n < 30; n++) {
        const delta = deltas[Math.floor(chance() * deltas.length)]!;
        if (replica.take(delta) === 'gap' && chance() < 0.3) {
          const seq = Math.max(replica.seq('phones'), Math.floor(chance() * 13));
          replica.restore({ seq, now, views: { phones: history[seq] as never } });
        }
        expect(shown(replica, 'phones')).toEqual(history[replica.seq('phones')]);
      }
    }
  });
});

/** A small generator of chance that can be repeated (mulberry32). */
function generator(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
