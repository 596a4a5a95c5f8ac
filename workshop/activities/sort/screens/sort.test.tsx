import type { KindConsoleProps, KindProjectorProps } from '@kit';
import { fireEvent, render, screen } from '@testing-library/preact';
import { type Room, setWords } from '@wire';
import { beforeAll, expect, test, vi } from 'vitest';
import Desk, { ahead, wordsOf } from '../console';
import Wall from '../projector';
import type { SortConsole, SortView } from '../views';

const W = (en: string) => ({ zh: en, en });
const DECK = { rank: 0, title: W('Lights'), mode: 'bins' as const, cards_n: 2, bins: { r: { rank: 0, text: W('Red') }, g: { rank: 1, text: W('Green') } } };
const VIEW: SortView = { phase: 'play', play: 'individual', tries: 1, cards_n: 2, seconds: 150, decks: { b: DECK }, cards: {} };
const CARD = { rank: 0, deck: 'b', text: W('Again?'), answer: { r: true as const }, why: W('Stops talk'), answered: 4, shares: { r: 3, g: 1 }, revealed: 0 };
const TALK = {
  state: 'open' as const, longest: 30, unsigned: true, takes: true, reach: 'room' as const, card: 'x', text: W('Again?'), deck: 'b', given: 1,
  sides: { r: { rank: 0, n: 2 }, g: { rank: 1, n: 1 } }, reasons: { r1: { text: 'It blames', rank: 0, side: 'r' } },
};
const NOW = { block: 'b', kind: 'sort', title: W('Sort'), step: { id: 'play', phase: 'play', name: W('Play'), n: 1, of: 1 }, ask: W('Place') };
const TEAMS = { t1: { number: 1 }, t2: { number: 2 } };

beforeAll(() => setWords('en', {}));

function wall(view: Partial<SortView>) {
  const props: KindProjectorProps<SortView> = { room: {} as Room, block: 'b', view: { ...VIEW, ...view }, now: NOW, teams: TEAMS, people: 4 };
  return render(<Wall {...props} />).container;
}

function desk(view: Partial<SortConsole>) {
  const ask = vi.fn<KindConsoleProps['ask']>(() => Promise.resolve(true));
  const shown: SortConsole = { ...VIEW, ...view };
  const now = { ...NOW, phone: W('p'), minutes: 1, privacy: 'aggregate' };
  render(<Desk room={{} as Room} block="b" view={shown} now={now} teams={TEAMS} people={{}} ask={ask} erase={vi.fn<KindConsoleProps['erase']>()} />);
  return ask;
}

test('the rules say how many cards there are, how long, and where they can go', () => {
  const text = wall({ phase: 'brief', example: { deck: 'b', text: W('Again?') } }).textContent;
  expect(text).toContain('2 cards2 min 30 severybody alone');
  expect(text).toContain('RedGreen');
});

test('while people place cards the wall says how far each team is, and nothing of the cards', () => {
  const container = wall({ progress: { t1: { placed: 4, done: 2, of: 2 }, t2: { placed: 1, done: 0, of: 2 } } });
  expect(container.querySelector('.sort-progress-total')?.textContent).toBe('2 of 4 have handed in');
  expect(Array.from(container.querySelectorAll('.sort-row'), (row) => row.textContent)).toEqual(['Team 1all have handed in', 'Team 225 %']);
});

test('a revealed card shows where it belongs, how many put it where, and why', () => {
  const container = wall({ phase: 'reveal', lit: 'x', cards: { x: CARD } });
  expect(container.querySelector('.sort-tray-right')?.textContent).toBe('Redright3 · 75 %');
  expect(container.querySelector('.sort-why')?.textContent).toBe('Stops talk');
});

test('in a team game the teams stand beside the bins they chose', () => {
  const container = wall({ phase: 'reveal', lit: 'x', cards: { x: { ...CARD, teams: { t1: 'r', t2: 'g' } } } });
  expect(Array.from(container.querySelectorAll('.sort-tray-row .team')).length).toBe(2);
});

test('a corrected answer is said on the card and in the overview', () => {
  const cards = { x: { ...CARD, corrected: true as const } };
  expect(wall({ phase: 'reveal', lit: 'x', cards }).textContent).toContain('All points are counted anew');
  expect(wall({ phase: 'reveal', cards }).textContent).toContain('One answer was corrected');
});

test('the ranking stands beside the answers', () => {
  const ranking = { 0: { rank: 0, place: 1, points: 2, team: 't2' }, 1: { rank: 1, place: 2, points: 1, team: 't1' } };
  const rows = wall({ phase: 'reveal', cards: { x: CARD }, ranking }).querySelectorAll('.sort-rank');
  expect(Array.from(rows, (row) => row.textContent)).toEqual(['1Team 22 / 2', '2Team 11 / 2']);
});

test('both sides stand beside one another with their reasons', () => {
  const container = wall({ phase: 'talk', talk: TALK });
  expect(Array.from(container.querySelectorAll('.sheets-heads .sort-side'), (side) => side.textContent)).toEqual(['Red 2 people', 'Green 1 person']);
  expect(container.querySelector('.sheets-measure .note-text')?.textContent).toBe('It blames');
});

test('a reason in the light takes the wall', () => {
  expect(wall({ phase: 'talk', talk: TALK, lit: 'r1' }).querySelector('.sort-lit-reason .note-text')?.textContent).toBe('It blames');
});

test('a card is revealed, lit and corrected from the list', () => {
  const y = { ...CARD, rank: 1, text: W('What next?'), answer: { g: true as const }, order: 1 };
  const { revealed: _, ...covered } = { ...CARD, order: 0 };
  const ask = desk({ phase: 'reveal', cards: { x: covered, y } });
  fireEvent.click(screen.getByRole('button', { name: 'Reveal: Again?' }));
  fireEvent.click(screen.getByRole('button', { name: 'Put it in the middle' }));
  fireEvent.click(screen.getByRole('button', { name: 'Correct the answer: Again?' }));
  fireEvent.click(screen.getAllByRole('menuitemradio', { name: 'Green' })[0]!);
  fireEvent.click(screen.getByRole('button', { name: 'Correct the answer: What next?' }));
  fireEvent.click(screen.getAllByRole('menuitemradio', { name: 'Red' })[1]!);
  expect(ask.mock.calls).toEqual([
    ['sort/reveal_card', { card: 'x' }],
    ['sort/spotlight', { card: 'y', on: true }],
    ['sort/edit_key', { card: 'x', bins: ['g'] }],
    ['sort/edit_key', { card: 'y', bins: ['g', 'r'] }],
  ]);
});

test('the talk is opened, closed and cleared of a line', () => {
  const reasons = { r1: { text: 'It blames', rank: 0, side: 'r', card: 'x' } };
  const ask = desk({ phase: 'talk', cards: { x: CARD }, talk: { ...TALK, agenda: { x: { rank: 0 } } }, reasons });
  fireEvent.click(screen.getByRole('button', { name: 'Close the talk' }));
  fireEvent.click(screen.getByRole('button', { name: 'Hide' }));
  expect(ask.mock.calls).toEqual([['sort/close_talk'], ['sort/hide_item', { reason: 'r1' }]]);
  expect(wordsOf({ ...VIEW, reasons }, 'r1')).toBe('It blames');
});

test('the Next key names what it does to a sort', () => {
  expect(['sort/reveal_card', 'sort/reveal_all', 'sort/open_talk', 'sort/make_pairs', 'room/next'].map((type) => ahead({ type }))).toEqual([
    'Reveal the next card', 'Reveal all cards', 'Talk about the next card', 'Make pairs', undefined,
  ]);
});
