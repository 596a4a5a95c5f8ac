import { describe, expect, test } from 'vitest';
import { merge } from './merge';

/** The examples of RFC 7396, appendix A, as far as both sides are objects. */
const EXAMPLES: readonly (readonly [object, object, object])[] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

describe('a merge patch', () => {
  test.each(EXAMPLES)('turns %j by %j into %j', (view, patch, after) => {
    expect(plain(merge(view as never, patch as never))).toEqual(after);
  });

  test('changes neither of the two', () => {
    const view = { a: { b: 1 }, c: { d: 1 } };
    const patch = { a: { b: 2, e: 3 } };
    merge(view, patch);
    expect([view, patch]).toEqual([{ a: { b: 1 }, c: { d: 1 } }, { a: { b: 2, e: 3 } }]);
  });

  test('leaves untouched parts the same objects, so that they are not drawn again', () => {
    const view = merge({}, { a: { b: 1 }, c: { d: 1 } });
    expect(merge(view, { a: { b: 2 } })['c']).toBe(view['c']);
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])('treats %s as any other key', (key) => {
    const patch = JSON.parse(`{"notes": {"${key}": {"polluted": "yes"}}, "${key}": {"polluted": "yes"}}`) as never;
    const once = merge({}, patch);
    const twice = merge(once, JSON.parse(`{"notes": {"${key}": {"more": 1}}}`) as never);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(twice)).toEqual(['notes', key]);
    expect(plain((twice['notes'] as Record<string, object>)[key] ?? {})).toEqual({ polluted: 'yes', more: 1 });
    const gone = merge(twice, JSON.parse(`{"notes": {"${key}": null}}`) as never);
    expect(Object.keys(gone['notes'] as object)).toEqual([]);
  });
});

function plain(view: object): unknown {
  return JSON.parse(JSON.stringify(view));
}
