import type { Item } from '@wire';
import { describe, expect, test } from 'vitest';
import { onTheWay, ownDots, ownNotes, ticks } from './overlay';

let made = 0;
const item = (type: string, fields: object = {}, more: Partial<Item> = {}): Item => ({
  id: `i${++made}`, at: made, keep: true, state: 'waiting', wish: { type, block: 'b1', ...fields }, ...more,
});
const MINE = {
  n2: { text: 'second', zone: 'how', stage: 'write', rank: 2 },
  n1: { text: 'first', zone: 'why', stage: 'write', rank: 1 },
  n0: { text: 'of another stage', zone: 'why', stage: 'before', rank: 0 },
};

describe('what I see of my own doing', () => {
  test('is my notes of this stage in the order of writing, then those on their way', () => {
    const notes = ownNotes(MINE, [item('board/add_note', { text: 'third', zone: 'why' })], 'write');
    expect(notes.map(({ text, waits }) => [text, waits])).toEqual([['first', false], ['second', false], ['third', true]]);
  });

  test('shows a change and a deletion before the server has answered', () => {
    const items = [
      item('board/edit_note', { note: 'n1', text: 'first, changed' }),
      item('board/edit_note', { note: 'n1', text: 'first, changed again', zone: 'how' }),
      item('board/delete_note', { note: 'n2' }),
    ];
    expect(ownNotes(MINE, items, 'write')).toEqual([
      { id: 'n1', text: 'first, changed again', zone: 'how', waits: true, known: true },
    ]);
  });

  test('leaves out what was refused and what belongs to another block', () => {
    const items = [
      item('board/add_note', { text: 'refused' }, { state: 'refused' }),
      item('board/add_note', { text: 'elsewhere', block: 'b2' }),
      item('board/add_note', { text: 'here' }),
    ];
    expect(onTheWay(items, 'b1').map(({ wish }) => wish['text'])).toEqual(['here']);
  });

  test('is my dots as I last placed them', () => {
    const items = [
      item('board/place_dots', { stage: 'vote', note: 'n1', dots: 2 }),
      item('board/place_dots', { stage: 'vote', note: 'n2', dots: 1 }),
      item('board/place_dots', { stage: 'vote', note: 'n1', dots: 0 }),
      item('board/place_dots', { stage: 'another', note: 'n3', dots: 1 }),
    ];
    const dots = ownDots({ vote: { n1: 1, n9: 1 } }, items, 'vote');
    expect(Object.fromEntries(dots)).toEqual({ n1: 0, n9: 1, n2: 1 });
  });

  test('is the ticks of my team, with mine over them', () => {
    const items = [
      item('board/tick_note', { note: 'n1', on: false }),
      item('board/tick_note', { note: 'n3', on: true }, { state: 'stored' }),
    ];
    const { on, waits } = ticks({ ticked: { n1: true, n2: true } }, items);
    expect([Array.from(on), Array.from(waits)]).toEqual([['n2', 'n3'], ['n1']]);
  });
});
