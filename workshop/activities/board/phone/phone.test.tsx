import axe from 'axe-core';
import type { BoardMine, BoardPhones, BoardTeam, KindPhoneProps, MyTeam } from '@wire';
import { lang, setWords } from '@wire';
import { shelf } from '@wire/shelf';
import { act, fireEvent, render, screen } from '@testing-library/preact';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Drafts } from '../../../../static/src/surfaces/phone/drafts';
import { type FakeRoom, fakeRoom, PAGE } from '../../../../static/src/surfaces/phone/fake';
import { HereContext } from '../../../../static/src/surfaces/phone/here';
import { parts } from '../../../../static/src/surfaces/phone/parts';
import Phone from '../phone';
import { stages } from './stages';

const words = (text: string) => ({ zh: text, en: text });
const FRAME: BoardPhones = {
  layout: 'columns', identity: 'anonymous', focus: words('What hurt most?'), notes: {},
  zones: { why: { rank: 0, title: words('Why') }, how: { rank: 1, title: words('How') } },
};
const WRITE: BoardPhones = {
  ...FRAME,
  stage: { id: 'write', type: 'write' },
  write: { longest: 40, shortest: 2, least: 1, most: 2, scope: 'individual', zones: { why: true, how: true }, reach: 'team' },
};
const PICK: BoardPhones = { ...FRAME, stage: { id: 'pick', type: 'gather' }, gather: { how: 'pick', pick: 2 } };
const NOTES = {
  n1: { zone: 'why', rank: 1, text: 'one' },
  n2: { zone: 'how', rank: 2, text: 'two' },
  n3: { zone: 'how', rank: 3, text: 'three' },
};
const VOTE: BoardPhones = {
  ...FRAME, notes: NOTES,
  stage: { id: 'vote', type: 'vote' }, vote: { id: 'vote', state: 'open', voters: 4 }, voting: { dots: 2, most: 1, secret: true },
};
const TEAM: MyTeam = { id: 't1', number: 1, scribe: 'ann', scribe_name: 'Ann', members: { ann: { name: 'Ann', rank: 0 } } };

let room: FakeRoom;

interface Seen {
  readonly team?: BoardTeam;
  readonly mine?: BoardMine;
  readonly of?: MyTeam;
  readonly locked?: boolean;
}

function open(shared: BoardPhones, { team, mine, of, locked = false }: Seen = {}) {
  const props: KindPhoneProps<BoardPhones, BoardTeam, BoardMine> = {
    room, locked, parts, teams: {}, me: { id: 'ann', name: 'Ann', team: 't1' },
    block: { id: 'b1', shared, ...(team ? { team } : {}), ...(mine ? { mine } : {}) },
    now: {
      block: 'b1', kind: 'board', title: words('Challenges'), ask: words('Do it'),
      step: { id: 's', phase: 's', name: words('Step'), n: 1, of: 2 },
    },
    ...(of ? { team: of } : {}),
  };
  const drafts = new Drafts(shelf(localStorage), 'r1', 'ann');
  return render(
    <HereContext.Provider value={{ page: PAGE, room, drafts, block: 'b1', step: 's', me: props.me, ...(of ? { team: of } : {}) }}>
      <main>
        <Phone {...props} />
      </main>
    </HereContext.Provider>,
  );
}

const text = () => document.body.textContent ?? '';

beforeAll(() => Promise.all(Object.values(stages).map((stage) => stage.fetch())));

beforeEach(() => {
  localStorage.clear();
  setWords('en', {});
  room = fakeRoom({});
});

describe('a board on the phone', () => {
  test('says who can read a note, before it is written', () => {
    open(WRITE);
    expect(text()).toContain('While you write only your team and the facilitator can read this.');
    expect(text()).toContain('No names: neither the wall nor the facilitator nor a file says whose it is');
  });

  test.each([
    ['self', 'team', 'named', 'While you write only you can read this'],
    ['room', 'room', 'team', 'It shows your team, not your name.'],
    ['room', 'room', 'named', 'Your name stands on it.'],
  ] as const)('tells the truth about notes that reach %s and later %s, identity %s', (reach, later, identity, sentence) => {
    open({ ...WRITE, identity, write: { ...WRITE.write!, reach, later } });
    expect(text()).toContain(sentence);
  });

  test('sends a note with its column', () => {
    open(WRITE);
    fireEvent.input(screen.getByLabelText('Write a note: one thing on each'), { target: { value: 'a real event' } });
    fireEvent.click(screen.getByLabelText('How'));
    fireEvent.click(screen.getByText('Send'));
    expect(room.asked).toEqual([{ type: 'board/add_note', fields: { text: 'a real event', zone: 'how' }, block: 'b1' }]);
  });

  test('does not ask for a column where there is one', () => {
    open({ ...WRITE, zones: { pool: { rank: 0, title: words('Pool') } }, write: { ...WRITE.write!, zones: { pool: true } } });
    fireEvent.input(screen.getByLabelText('Write a note: one thing on each'), { target: { value: 'a card' } });
    fireEvent.click(screen.getByText('Send'));
    expect(room.asked).toEqual([{ type: 'board/add_note', fields: { text: 'a card' }, block: 'b1' }]);
  });

  test('shows where each of my notes is, in words', () => {
    const mine = { n1: { text: 'on the wall', zone: 'why', stage: 'write', rank: 1 } };
    open({ ...WRITE, notes: { n1: { zone: 'why', rank: 1, text: 'on the wall' } } }, { mine: { mine } });
    act(() => room.wait({ wish: { type: 'board/add_note', block: 'b1', text: 'on its way', zone: 'how' } }));
    expect(Array.from(document.querySelectorAll('.says'), (says) => says.textContent)).toEqual([
      'On the wall',
      'Waiting to be sent',
    ]);
    expect(text()).toContain('2 of 2');
  });

  test('gives back a refused note as a text to change, with the reason', () => {
    setWords('en', { 'board/zone_full': '“{zone}” is full.' });
    open(WRITE);
    act(() =>
      room.wait({
        id: 'no', state: 'refused', code: 'board/zone_full', facts: { zone: words('Why') },
        wish: { type: 'board/add_note', block: 'b1', text: 'what I wrote', zone: 'why' },
      }),
    );
    expect(text()).toContain('“Why” is full.');
    const field = screen.getByLabelText<HTMLTextAreaElement>('Change the note');
    expect(field.value).toBe('what I wrote');
    fireEvent.click(screen.getAllByLabelText('How')[1]!);
    fireEvent.click(screen.getAllByText('Send')[1]!);
    expect(room.asked).toMatchObject([{ type: 'board/add_note', fields: { text: 'what I wrote', zone: 'how' } }]);
    expect(room.discarded).toEqual(['no']);
  });

  test('changes and deletes my own notes', () => {
    open(WRITE, { mine: { mine: { n1: { text: 'mine', zone: 'why', stage: 'write', rank: 1 } } } });
    fireEvent.click(screen.getByLabelText('Delete this note'));
    fireEvent.click(screen.getByLabelText('Change this note'));
    fireEvent.input(screen.getByLabelText('Change the note'), { target: { value: 'better' } });
    fireEvent.click(screen.getAllByText('Send')[1]!);
    expect(room.asked.map(({ type, fields }) => [type, fields])).toEqual([
      ['board/delete_note', { note: 'n1' }],
      ['board/edit_note', { note: 'n1', text: 'better', zone: 'why' }],
    ]);
  });

  test('lets the scribe tick exactly as many as asked and hand them in', () => {
    const view = open(PICK, { team: { notes: NOTES, ticked: { n1: true } }, of: TEAM });
    expect(text()).toContain('Pick one more');
    fireEvent.click(screen.getAllByRole('checkbox')[1]!);
    expect(room.asked).toEqual([{ type: 'board/tick_note', fields: { note: 'n2', on: true }, block: 'b1' }]);
    view.unmount();
    open(PICK, { team: { notes: NOTES, ticked: { n1: true, n2: true } }, of: TEAM });
    expect(screen.getAllByRole<HTMLInputElement>('checkbox').map(({ disabled }) => disabled)).toEqual([false, false, true]);
    fireEvent.click(screen.getByText('Put them on the wall'));
    expect(room.asked[1]).toEqual({ type: 'board/hand_in', fields: {}, block: 'b1' });
  });

  test('lets the others watch the ticks', () => {
    open(PICK, { team: { notes: NOTES, ticked: { n1: true } }, of: { ...TEAM, scribe: 'ben', scribe_name: 'Ben' } });
    const boxes = screen.getAllByRole<HTMLInputElement>('checkbox');
    expect(boxes.map(({ checked, disabled }) => [checked, disabled])).toEqual([[true, true], [false, true], [false, true]]);
    expect(text()).toContain('Ben writes for your team.');
    expect(screen.queryByText('Put them on the wall')).toBeNull();
  });

  test('places a dot, shows it at once, and takes no more than there are', () => {
    open(VOTE);
    fireEvent.click(screen.getByLabelText('My dot on: one'));
    expect(room.asked).toEqual([{ type: 'board/place_dots', fields: { stage: 'vote', note: 'n1', dots: 1 }, block: 'b1' }]);
    act(() =>
      room.wait(
        { wish: { type: 'board/place_dots', block: 'b1', stage: 'vote', note: 'n1', dots: 1 } },
        { wish: { type: 'board/place_dots', block: 'b1', stage: 'vote', note: 'n2', dots: 1 } },
      ),
    );
    expect(text()).toContain('All placed; you can still move them.');
    fireEvent.click(screen.getByLabelText('My dot on: three'));
    expect(room.asked).toHaveLength(1);
    fireEvent.click(screen.getByLabelText('My dot on: two'));
    expect(room.asked[1]?.fields).toEqual({ stage: 'vote', note: 'n2', dots: 0 });
  });

  test('shows the result with my own dots once the vote is closed', () => {
    const results = { vote: { rank: 0, voters: 4, notes: { n1: { dots: 1, place: 2 }, n2: { dots: 3, place: 1 }, n3: { dots: 0, place: 3 } } } };
    open({ ...VOTE, vote: { id: 'vote', state: 'closed', voters: 4 }, results }, { mine: { dots: { vote: { n2: 1 } } } });
    const rows = Array.from(document.querySelectorAll('.board-result'), (row) => row.textContent);
    expect(rows).toEqual(['1two3 dotsmine 1 of 1 dots', '2oneone dot']);
  });

  test('adds a line while the room talks about the note in the spotlight', () => {
    open({ ...FRAME, notes: NOTES, stage: { id: 'd', type: 'discuss' }, spotlit: 'n3', talk: { longest: 30, reach: 'room' } });
    expect(document.querySelector('.board-spotlit')?.textContent).toContain('three');
    fireEvent.input(screen.getByLabelText('Add one line, if you like'), { target: { value: 'the same here' } });
    fireEvent.click(screen.getByText('Send'));
    expect(room.asked).toEqual([{ type: 'board/comment', fields: { text: 'the same here' }, block: 'b1' }]);
  });

  test('takes nothing while the input is stopped', () => {
    open(VOTE, { locked: true });
    fireEvent.click(screen.getByLabelText('My dot on: one'));
    expect(room.asked).toEqual([]);
  });

  test('lets somebody without a team pick among their own notes', () => {
    const own = { n1: { text: 'one', zone: 'why', stage: 'write', rank: 0 }, n2: { text: 'two', zone: 'how', stage: 'write', rank: 1 }, n3: { text: 'three', zone: 'how', stage: 'write', rank: 2 } };
    open(PICK, { mine: { mine: own } });
    for (const box of screen.getAllByRole('checkbox').slice(1)) fireEvent.click(box);
    fireEvent.click(screen.getByText('Put them on the wall'));
    expect(room.asked.map(({ type, fields }) => [type, fields])).toEqual([
      ['board/tick_note', { note: 'n1', on: false }],
      ['board/tick_note', { note: 'n2', on: true }],
      ['board/tick_note', { note: 'n3', on: true }],
      ['board/hand_in', {}],
    ]);
  });

  test('tells somebody without a team that their notes are on the wall', () => {
    const own = { n1: { text: 'one', zone: 'why', stage: 'write', rank: 0 }, n2: { text: 'two', zone: 'how', stage: 'write', rank: 1 } };
    const view = open({ ...PICK, notes: NOTES }, { mine: { mine: own } });
    expect(view.container.textContent).toContain('Your 2 notes are on the wall.');
  });

  test('shows that words were erased, mine and those of others, and lets nobody change them', () => {
    const mine = { mine: { n1: { text: '', erased: true as const, zone: 'why', stage: 'write', rank: 0 } } };
    const view = open({ ...WRITE, notes: { n2: { zone: 'how', rank: 1, text: '', erased: true } } }, { mine });
    expect(Array.from(view.container.querySelectorAll('.note-text'), (note) => note.textContent)).toEqual(['(erased)', '(erased)']);
    expect(screen.queryByRole('button', { name: 'Change this note' })).toBeNull();
  });

  test.each([WRITE, PICK, VOTE, { ...FRAME, stage: { id: 'brief', type: 'brief' as const } }])('has nothing that axe finds (%#)', async (shared) => {
    const mine = { mine: { n9: { text: 'mine', zone: 'why', stage: 'write', rank: 1 } } };
    const { container } = open(shared, { team: { notes: NOTES, ticked: { n1: true } }, of: TEAM, mine });
    const found = await axe.run(container, { rules: { region: { enabled: false }, 'color-contrast': { enabled: false } } });
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    expect(lang.value).toBe('en');
  });
});
