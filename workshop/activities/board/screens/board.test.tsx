import type { KindConsoleProps, KindProjectorProps } from '@kit';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { type BoardConsole, type BoardView, type Room, setWords } from '@wire';
import { beforeAll, expect, test, vi } from 'vitest';
import Desk, { ahead, wordsOf } from '../console';
import Wall from '../projector';
import { ballots, standings, ties } from './ballots';

const W = (en: string) => ({ zh: en, en });
const NOTES = {
  n1: { zone: 'a', rank: 0, text: 'People leave' },
  n2: { zone: 'b', rank: 1, text: 'Quality swings' },
  n3: { zone: 'a', rank: 2, text: 'No goals' },
};
const VIEW: BoardView = {
  layout: 'columns', zones: { a: { rank: 0, title: W('Turnover') }, b: { rank: 1, title: W('Quality') } },
  identity: 'anonymous', stage: { id: 'vote', type: 'vote' }, notes: NOTES,
};
const RESULT = { rank: 0, name: W('Vote'), voters: 4, notes: { n2: { dots: 5, place: 1 }, n1: { dots: 2, place: 2 }, n3: { dots: 2, place: 2 } } };
const NOW = { block: 'b', kind: 'board', title: W('Board'), step: { id: 'vote', phase: 'vote', name: W('Vote'), n: 1, of: 1 }, ask: W('Vote') };
const TEAMS = { t1: { number: 1 }, t2: { number: 2 } };

beforeAll(() => setWords('en', {}));

function wall(view: Partial<BoardView>) {
  const props: KindProjectorProps<BoardView> = { room: {} as Room, block: 'b', view: { ...VIEW, ...view }, now: NOW, teams: TEAMS, people: 6 };
  return render(<Wall {...props} />).container;
}

function desk(view: Partial<BoardConsole>) {
  const ask = vi.fn<KindConsoleProps['ask']>(() => Promise.resolve(true));
  const notes = Object.fromEntries(Object.entries(NOTES).map(([id, note]) => [id, { ...note, level: 'room' as const }]));
  const shown: BoardConsole = { ...VIEW, notes, total: 3, ceiling: 'room', ...view };
  render(<Desk room={{} as Room} block="b" view={shown} now={{ ...NOW, phone: W('p'), minutes: 1, privacy: 'room' }} teams={TEAMS} people={{}} ask={ask} erase={vi.fn<KindConsoleProps['erase']>()} />);
  return ask;
}

test('while a vote is open the wall shows how many have voted and no dots', () => {
  const text = wall({ vote: { id: 'vote', state: 'open', voters: 4 } }).textContent;
  expect(text).toContain('4 of 6 have voted');
  expect(text?.includes('dots')).toBe(false);
});

test('what an earlier vote came to stands on no note while people vote again', () => {
  const results = { first: { ...RESULT, notes: { n3: { dots: 7, place: 1 }, n1: { dots: 0, place: 2 }, n2: { dots: 0, place: 2 } } } };
  const container = wall({ vote: { id: 'vote', state: 'open', voters: 0 }, results });
  expect(container.textContent?.includes('7')).toBe(false);
  expect(container.querySelector('.note-dots')).toBeNull();
});

test('a note that was talked about is checked off', () => {
  const container = wall({ stage: { id: 'talk', type: 'discuss' }, results: { vote: RESULT }, archived: { n2: true } });
  expect(Array.from(container.querySelectorAll('.sheets-measure .note-archived bdi'), (note) => note.textContent)).toEqual(['Quality swings']);
});

test('after it was closed the wall ranks the notes', () => {
  const container = wall({ vote: { id: 'vote', state: 'closed', voters: 4 }, results: { vote: RESULT } });
  const rows = Array.from(container.querySelectorAll('.sheets-measure .result'), (row) => row.textContent);
  expect(rows).toEqual(['1Quality swings5', '2People leave2', '2No goals2']);
});

test('notes that are not for the room are counted by team, and nothing of them is written', () => {
  const container = wall({ stage: { id: 'write', type: 'write' }, notes: {}, written: { t1: 3, t2: 1, '-': 1 } });
  expect(container.querySelector('.counts-total')?.textContent).toBe('5 notes are written');
  expect(container.querySelectorAll('.paper')).toHaveLength(5);
});

test('an empty wall invites', () => {
  expect(wall({ stage: { id: 'write', type: 'write' }, notes: {}, written: {} }).querySelector('.invitation-words')?.textContent).toBe(
    'Write first, one thing on each note',
  );
});

test('a vote on nothing leaves no empty ranking on the wall', () => {
  const results = { vote: { ...RESULT, voters: 0, notes: {} } };
  const container = wall({ stage: { id: 'talk', type: 'discuss' }, notes: {}, results });
  expect(container.querySelector('.invitation-words')?.textContent).toBe('There is no note on the wall yet.');
});

test('a note in the spotlight takes the wall', () => {
  const container = wall({ stage: { id: 'talk', type: 'discuss' }, spotlit: 'n1' });
  expect(container.querySelector('.spotlight .note-text')?.textContent).toBe('People leave');
});

test('a spotlit note that is not on the wall lights nothing', () => {
  expect(wall({ spotlit: 'gone' }).querySelector('.spotlight')).toBeNull();
});

const onOne = () => undefined;

test('notes with equal dots near the top are a tie; those without dots are not', () => {
  expect(ties(RESULT, onOne)).toEqual([['n1', 'n3']]);
  expect(ties({ rank: 0, name: W('Vote'), voters: 0, notes: { n1: { dots: 0, place: 1 }, n2: { dots: 0, place: 1 } } }, onOne)).toEqual([]);
  expect(ties(RESULT, (id) => id)).toEqual([]); // each on the board of another team
});

test('two votes are compared by all their dots together', () => {
  const other = { rank: 1, name: W('Again'), voters: 4, notes: { n1: { dots: 4, place: 1 }, n2: { dots: 0, place: 2 }, n3: { dots: 0, place: 2 } } };
  const votes = ballots({ results: { one: RESULT, two: other } });
  expect(standings(VIEW, votes).map(({ id }) => id)).toEqual(['n1', 'n2', 'n3']);
});

test('the console tells the dots of two votes apart, and during a vote only those of this vote', () => {
  const other = { rank: 1, name: W('As a manager'), voters: 4, notes: { n1: { dots: 4, place: 1 }, n2: { dots: 0, place: 2 }, n3: { dots: 0, place: 2 } } };
  const results = { one: { ...RESULT, name: W('As a company') }, two: other };
  desk({ stage: { id: 'talk', type: 'discuss' }, results });
  expect(document.body.textContent).toContain('As a company: 2 dots · As a manager: 4 dots');
  cleanup();
  desk({ stage: { id: 'two', type: 'vote' }, vote: { id: 'two', state: 'closed', voters: 4 }, results });
  const said = document.querySelector('.desk-notes')?.textContent;
  expect([said?.includes('4 dots'), said?.includes('2 dots')]).toEqual([true, false]);
});

test('while dots are placed on clusters the wall shows the clusters, and no note that lies in none', () => {
  const clusters = { c1: { mark: 0, rank: 0 } };
  const container = wall({ vote: { id: 'vote', state: 'open', voters: 0, of: 'cluster' }, clusters, places: { n1: 'c1' } });
  expect(Array.from(container.querySelectorAll('.sheets-measure .cluster-note'), (note) => note.textContent)).toEqual(['People leave']);
  expect(container.querySelector('.sheets-measure .note')).toBeNull();
});

test('a note is moved, hidden and lit from the list', () => {
  const ask = desk({ stage: { id: 'talk', type: 'discuss' } });
  fireEvent.click(screen.getAllByRole('button', { name: 'Put it in the middle' })[0]!);
  fireEvent.click(screen.getAllByRole('button', { name: 'Hide' })[0]!);
  fireEvent.click(screen.getAllByRole('button', { name: 'More for this note' })[0]!);
  fireEvent.click(screen.getByRole('menuitemradio', { name: 'Quality' }));
  expect(ask.mock.calls).toEqual([
    ['board/spotlight', { note: 'n1', on: true }],
    ['board/hide_item', { note: 'n1' }],
    ['board/move_note', { note: 'n1', zone: 'b' }],
  ]);
});

test('the words of a note are erased from its menu, those of the course never', () => {
  const erase = vi.fn<KindConsoleProps['erase']>();
  const notes = { n1: { ...VIEW.notes['n1']!, level: 'room' as const }, c1: { zone: 'a', rank: 9, words: W('Of the course'), level: 'room' as const } };
  const shown: BoardConsole = { ...VIEW, notes, total: 2, ceiling: 'room' };
  render(<Desk room={{} as Room} block="b" view={shown} now={{ ...NOW, phone: W('p'), minutes: 1, privacy: 'room' }} teams={TEAMS} people={{}} ask={vi.fn<KindConsoleProps['ask']>()} erase={erase} />);
  fireEvent.click(screen.getAllByRole('button', { name: 'More for this note' })[0]!);
  fireEvent.click(screen.getByRole('menuitem', { name: 'Erase for ever …' }));
  expect(erase.mock.calls).toEqual([['n1', 'People leave']]);
  fireEvent.click(screen.getAllByRole('button', { name: 'More for this note' })[1]!);
  expect(screen.queryByRole('menuitem', { name: 'Erase for ever …' })).toBeNull();
});

test('erased words leave a quiet mark on the wall and in the list', () => {
  const erased = { n1: { zone: 'a', rank: 0, text: '', erased: true as const } };
  expect(wall({ stage: { id: 'pick', type: 'gather' }, notes: erased }).querySelector('.note-erased .note-text')?.textContent).toBe('(erased)');
  expect(wordsOf({ ...VIEW, notes: {}, total: 0, ceiling: 'room' }, 'n1')).toBeUndefined();
});

test('a tie is broken by choosing which comes first', () => {
  const ask = desk({ vote: { id: 'vote', state: 'closed', voters: 4 }, results: { vote: RESULT } });
  fireEvent.click(screen.getByRole('button', { name: 'No goals' }));
  fireEvent.click(screen.getByRole('button', { name: 'Let people vote again' }));
  expect(ask.mock.calls).toEqual([
    ['board/break_tie', { stage: 'vote', note: 'n3' }],
    ['board/reopen_vote', { stage: 'vote' }],
  ]);
});

test('a note for a team without a phone needs a team, a column and a text that fits', () => {
  const ask = desk({ stage: { id: 'write', type: 'write' } });
  const put = screen.getByRole('button', { name: 'Put up', hidden: true });
  fireEvent.input(screen.getByLabelText('The note'), { target: { value: '写'.repeat(41) } });
  fireEvent.change(screen.getByLabelText('For whom'), { target: { value: 'team t2' } });
  fireEvent.change(screen.getByLabelText('Column'), { target: { value: 'b' } });
  fireEvent.click(put);
  expect(ask.mock.calls).toEqual([]);
  fireEvent.input(screen.getByLabelText('The note'), { target: { value: '一张纸上写的' } });
  fireEvent.click(put);
  expect(ask.mock.calls).toEqual([['board/enter_note', { text: '一张纸上写的', zone: 'b', team: 't2' }]]);
});

test('the Next key names what it does to the board', () => {
  expect(ahead({ type: 'board/close_vote' })).toBe('Close the vote and show the dots');
});
