import type { KindConsoleProps, KindProjectorProps } from '@kit';
import axe from 'axe-core';
import { fireEvent, render, screen } from '@testing-library/preact';
import { type BoardConsole, type BoardView, type Room, setWords } from '@wire';
import { beforeAll, expect, test, vi } from 'vitest';
import Desk, { ahead } from '../console';
import Wall from '../projector';

const W = (text: string) => ({ zh: text, en: text });
const ZONES = { wall: { rank: 0, title: W('Wall') } };
const NOTES = Object.fromEntries(
  ['带新人', '过三关', '排班', '休息角', '交接单'].map((text, n) => [`n${n}`, { zone: 'wall', rank: n, text, level: 'room' as const }]),
);
const CLUSTERING: BoardView = {
  layout: 'wall', zones: ZONES, identity: 'team', stage: { id: 'cluster', type: 'cluster' }, notes: NOTES,
  clustering: { pairs: false, least: 2, most: 4, by: 'everyone' },
  clusters: { c1: { mark: 0, rank: 0 }, c2: { mark: 1, rank: 1 } },
  places: { n0: 'c1', n1: 'c1', n2: 'c2', n3: '-' },
};
const NOW = { block: 'b', kind: 'board', title: W('Board'), step: { id: 's', phase: 's', name: W('Step'), n: 1, of: 1 }, ask: W('Do it') };
const TEAMS = { t1: { number: 1 }, t2: { number: 2 } };

beforeAll(() => {
  setWords('en', {});
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
});

function desk(view: Partial<BoardConsole>) {
  const ask = vi.fn<KindConsoleProps['ask']>(() => Promise.resolve(true));
  const shown = { ...CLUSTERING, total: 5, ceiling: 'room', ...view } as BoardConsole;
  const people = { ann: { name: 'Ann', rank: 0 } } as unknown as KindConsoleProps['people'];
  const { container } = render(
    <Desk room={{ now: () => 0 } as Room} block="b" view={shown} now={{ ...NOW, phone: W('p'), minutes: 1, privacy: 'room' }} teams={TEAMS} people={people} ask={ask} erase={vi.fn<KindConsoleProps['erase']>()} />,
  );
  return { ask, container };
}

function wall(view: Partial<BoardView>): HTMLElement {
  const props: KindProjectorProps<BoardView> = { room: { now: () => 0 } as Room, block: 'b', view: { ...CLUSTERING, ...view }, now: NOW, teams: TEAMS, people: 6 };
  return render(<Wall {...props} />).container as HTMLElement;
}

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

test('notes are tapped, then the symbol they belong to', () => {
  const { ask } = desk({});
  tap('交接单');
  tap(/^Sun/);
  expect(ask.mock.calls).toEqual([['board/group_notes', { notes: ['n4'], cluster: 'c1' }]]);
});

test('two tapped notes become a cluster; some of one cluster become one of their own', () => {
  const { ask } = desk({});
  tap('交接单');
  tap('休息角');
  fireEvent.keyDown(document.body, { key: '0' });
  tap('过三关');
  tap('带新人');
  fireEvent.keyDown(document.body, { key: 'g' });
  expect(ask.mock.calls).toEqual([
    ['board/group_notes', { notes: ['n4', 'n3'] }],
    ['board/split_cluster', { cluster: 'c1', notes: ['n1', 'n0'] }],
  ]);
});

test('keys put what is picked under a symbol, aside, or let it go', () => {
  const { ask } = desk({});
  tap('交接单');
  fireEvent.keyDown(document.body, { key: '2' });
  tap('带新人');
  fireEvent.keyDown(document.body, { key: 'a' });
  tap('带新人');
  fireEvent.keyDown(document.body, { key: 'x' });
  fireEvent.keyDown(document.body, { key: '1' });
  expect(ask.mock.calls).toEqual([
    ['board/group_notes', { notes: ['n4'], cluster: 'c2' }],
    ['board/set_aside', { notes: ['n0'] }],
  ]);
});

test('the menu of a note moves it wherever a drag could', () => {
  const { ask } = desk({});
  fireEvent.click(screen.getAllByRole('button', { name: 'More for this note' })[0]!);
  expect(screen.getAllByRole('menuitemradio').map((item) => item.textContent)).toEqual(['Sun', 'Heart', 'In no cluster', 'Set aside']);
  fireEvent.click(screen.getByRole('menuitemradio', { name: 'Heart' }));
  expect(ask.mock.calls).toEqual([['board/group_notes', { notes: ['n0'], cluster: 'c2' }]]);
});

test('clusters are merged and taken apart from their menus', () => {
  const { ask } = desk({});
  fireEvent.click(screen.getByRole('button', { name: 'More for Sun' }));
  fireEvent.click(screen.getByRole('menuitem', { name: 'Heart' }));
  fireEvent.click(screen.getByRole('button', { name: 'More for Sun' }));
  fireEvent.click(screen.getByRole('menuitem', { name: 'Take apart' }));
  expect(ask.mock.calls).toEqual([
    ['board/merge_clusters', { cluster: 'c1', into: 'c2' }],
    ['board/loosen_notes', { notes: ['n0', 'n1'] }],
  ]);
});

test('suggestions are accepted or not', () => {
  const { ask } = desk({ suggestions: { s1: { rank: 0, notes: { n3: 0, n4: 1 }, people: 3, words: false } }, may_suggest: true });
  expect(screen.getByText('休息角 + 交接单')).toBeTruthy();
  tap('Put them together');
  tap('Dismiss');
  tap('Look for the same words');
  expect(ask.mock.calls.map(([type]) => type)).toEqual(['board/accept_suggestion', 'board/dismiss_suggestion', 'board/suggest_clusters']);
});

test('the table has nothing that axe finds', async () => {
  const { container } = desk({});
  const found = await axe.run(container, { rules: { region: { enabled: false }, 'color-contrast': { enabled: false } } });
  expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

test('the wall shows each cluster under its symbol, without a name before it has one', () => {
  const heads = Array.from(wall({}).querySelectorAll('.sheets-measure .cluster-head > span:last-child'), (head) => head.textContent);
  expect(heads).toEqual(['Sun', 'Heart']);
  expect(wall({}).querySelector('.clusters-told')?.textContent).toBe('2 clusters · 1 loose · 1 set aside');
});

test('the wall names the largest cluster with what teams propose', () => {
  const naming = { by: 'team' as const, cluster: 'c1', order: { c1: 0, c2: 1 }, longest: 20, stem: W('We will …'), proposals: { p1: { text: '把新人带稳', rank: 0, team: 't1' } } };
  const container = wall({ stage: { id: 'name', type: 'name' }, naming });
  expect(container.querySelector('.naming-proposals')?.textContent).toContain('把新人带稳');
  expect(Array.from(container.querySelectorAll('.naming-notes li'), (note) => note.textContent)).toEqual(['带新人', '过三关']);
});

test('a proposal is taken or written anew', () => {
  const naming = { by: 'team' as const, cluster: 'c1', order: { c1: 0, c2: 1 }, longest: 20, proposals: { p1: { text: '把新人带稳', rank: 0, team: 't1' } } };
  const { ask } = desk({ stage: { id: 'name', type: 'name' }, naming });
  tap('Take it');
  fireEvent.input(screen.getByLabelText('The name'), { target: { value: '把新人带会' } });
  tap('This is its name');
  expect(ask.mock.calls).toEqual([
    ['board/take_name', { proposal: 'p1' }],
    ['board/confirm_name', { cluster: 'c1', text: '把新人带会' }],
  ]);
});

test('the wall says what most and fewest fingers mean', () => {
  const hands = { stage: 'd', kind: 'fist5' as const, up: 3, most: 5, state: 'closed' as const, counts: { 5: 2, 3: 1 } };
  const shown = [...wall({ stage: { id: 'd', type: 'resolve' }, hands }).querySelectorAll('.hands > li')].map((one) => one.textContent);
  expect(shown).toEqual(['25 fully', '04', '13', '02', '01 not like this']);
});

test('whoever cannot go along is to be heard before the hands are counted', () => {
  const hands = { stage: 'd', kind: 'fist5' as const, up: 1, most: 5, state: 'open' as const, counts: { 2: 1 }, low: 1, hear: { ann: 2 } };
  const { ask, container } = desk({ stage: { id: 'd', type: 'resolve' }, hands });
  expect(container.querySelector('.desk-hear')?.textContent).toBe('Hear them first, before you close: Ann (2)');
  tap('Count the hands');
  expect(ask.mock.calls).toEqual([['board/close_agree', { stage: 'd' }]]);
  expect(wall({ stage: { id: 'd', type: 'resolve' }, hands: { stage: 'd', kind: 'fist5', up: 1, most: 5, state: 'open' } }).querySelector('.resolve-up')?.textContent).toBe('1 of 6 hands are up');
});

test('a turn is given, closed and shown', () => {
  const show: NonNullable<BoardView['show']> = {
    who: 'all', seconds: 60, scale: 3, criteria: { clear: { rank: 0, title: W('Clear') } }, comment_max: 20,
    queue: { t1: { rank: 0, state: 'done' }, t2: { rank: 1, state: 'waiting' } },
    given: { t1: { n: 3, means: { clear: 2.7 }, lines: { l: { text: '很清楚', rank: 0 } } } },
  };
  const { ask } = desk({ stage: { id: 'p', type: 'present' }, show });
  tap('Team 2 begins');
  expect(ask.mock.calls).toEqual([['board/next_team']]);
  const text = wall({ stage: { id: 'p', type: 'present' }, show }).textContent;
  expect(text).toContain('2.7');
  expect(text).toContain('很清楚');
});

test('the time of a turn is asked of the room', () => {
  class Clock {
    private readonly at = 1_000;
    now(): number {
      return this.at;
    }
  }
  const show: NonNullable<BoardView['show']> = {
    who: 'all', seconds: 60, scale: 3, criteria: {}, queue: { t1: { rank: 0, state: 'presenting' } },
    now: { unit: 't1', state: 'presenting', heard_from: 0, timer: { ends_at: 31_000, length_ms: 60_000 } },
  };
  const props: KindProjectorProps<BoardView> = { room: new Clock() as unknown as Room, block: 'b', view: { ...CLUSTERING, stage: { id: 'p', type: 'present' }, show }, now: NOW, teams: TEAMS, people: 6 };
  expect(render(<Wall {...props} />).container.querySelector('.timer-figures')?.textContent).toBe('0:30');
});

test('a vote on clusters ranks clusters, told by what lies in them', () => {
  const results = { v: { rank: 0, voters: 3, of: 'cluster' as const, notes: { c1: { dots: 1, place: 2 }, c2: { dots: 4, place: 1 } } } };
  const container = wall({ stage: { id: 'v', type: 'vote' }, vote: { id: 'v', state: 'closed', voters: 3 }, results });
  expect(Array.from(container.querySelectorAll('.sheets-measure .result'), (row) => row.textContent)).toEqual(['1Heart: 排班4', '2Sun: 带新人, 过三关1']);
});

test('the Next key says which of the many things it does', () => {
  expect(['board/open_call', 'board/mark_rest', 'board/next_cluster', 'board/end_turn'].map((type) => ahead({ type }))).toEqual([
    'The next call', 'Set the rest aside', 'The next cluster', 'Listeners rate now',
  ]);
});
