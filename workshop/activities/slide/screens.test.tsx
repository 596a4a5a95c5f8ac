import type { KindConsoleProps } from '@kit';
import { fireEvent, render, screen } from '@testing-library/preact';
import { type Room, setWords, type SlideConsole, type SlideView } from '@wire';
import { beforeAll, expect, test, vi } from 'vitest';
import Desk, { ahead } from './console';
import Wall from './projector';

const W = (en: string) => ({ zh: en, en });
const step = (phase: string) => ({ id: phase, phase, name: W(phase), n: 1, of: 2 });
const NOW = { block: 's', kind: 'slide', title: W('Trends'), step: step('show'), ask: W('Watch') };
const OPTIONS = { 0: { rank: 0, text: W('Customer') }, 1: { rank: 1, text: W('Company') } };
const VIEW: SlideView = {
  page: { n: 1, of: 2 }, asks: true, keeps_notes: true,
  slide: { id: 'sl', title: W('Where service stands'), points: { 0: { rank: 0, text: W('First point') } } },
};

const q = (text: string, support: number, more = {}) => ({ text, rank: 0, support, answered: false, pinned: false, ...more });

beforeAll(() => setWords('en', {}));

function wall(view: Partial<SlideView>, phase = 'show') {
  return render(<Wall room={{} as Room} block="s" view={{ ...VIEW, ...view }} now={{ ...NOW, step: step(phase) }} teams={{}} people={4} />).container;
}

function desk(view: Partial<SlideConsole>, phase = 'show') {
  const ask = vi.fn<KindConsoleProps['ask']>(() => Promise.resolve(true));
  const points = { 0: { rank: 0, text: W('First point') }, 1: { rank: 1, text: W('Second point') } };
  const shown: SlideConsole = { page: { n: 1, of: 2 }, slide: { ...VIEW.slide, points }, shown: 1, asks: true, ...view };
  const now = { ...NOW, step: step(phase), phone: W('p'), minutes: 1, privacy: 'room' };
  const { container } = render(<Desk room={{} as Room} block="s" view={shown} now={now} teams={{}} people={{}} ask={ask} erase={vi.fn<KindConsoleProps['erase']>()} />);
  return { ask, container };
}

test('the wall shows the points that have come, and the page', () => {
  const container = wall({});
  expect(Array.from(container.querySelectorAll('.slide-point'), (point) => point.textContent)).toEqual(['First point']);
  expect(container.querySelector('.page-mark')?.textContent).toBe('1 / 2');
});

test('while the pulse is open the wall counts answers and shows no bars', () => {
  const container = wall({ pulse: { state: 'open', answered: 3, options: OPTIONS } }, 'pulse');
  expect(container.querySelector('.pulse-answered')?.textContent).toBe('3 of 4 have answered');
  expect(container.querySelector('.bars')).toBeNull();
});

test('when it is closed each option has its share, and the largest leads', () => {
  const options = { 0: { ...OPTIONS[0], n: 3 }, 1: { ...OPTIONS[1], n: 1 } };
  const container = wall({ pulse: { state: 'closed', answered: 4, options } }, 'pulse');
  expect(Array.from(container.querySelectorAll('.bar'), (bar) => bar.textContent)).toEqual(['ACustomer3 · 75 %', 'BCompany1 · 25 %']);
  expect(container.querySelector('.bar-first')?.textContent).toBe('ACustomer3 · 75 %');
});

test('back at the pages the wall shows the page, whatever the pulse does', () => {
  expect(wall({ pulse: { state: 'closed', answered: 4, options: OPTIONS } }).querySelector('.slide-title')?.textContent).toBe('Where service stands');
});

test('a pinned question stands on the wall as text', () => {
  const container = wall({ pinned: { id: 'q', text: '<i>Why?</i>', support: 2 } });
  expect(container.querySelector('.asked-text')?.textContent).toBe('<i>Why?</i>');
  expect(container.querySelector('.asked-support')?.textContent).toBe('2 people ask the same');
});

test('the console marks the points that are on the wall', () => {
  const { container } = desk({ next_title: W('Three bridges'), speaker_note: W('Use your own numbers') });
  expect(Array.from(container.querySelectorAll('.desk-point-shown'), (point) => point.textContent)).toEqual(['First pointon the wall']);
  expect(screen.getByText('Next page: Three bridges')).toBeTruthy();
  expect(screen.getByText('Use your own numbers')).toBeTruthy();
});

test('pages are turned from where the key was pressed', () => {
  const { ask } = desk({ page: { n: 2, of: 3 } });
  fireEvent.click(screen.getByRole('button', { name: 'Page before' }));
  fireEvent.click(screen.getByRole('button', { name: 'Next page' }));
  expect(ask.mock.calls).toEqual([
    ['slide/prev_slide', { slide: 1 }],
    ['slide/next_slide', { slide: 1 }],
  ]);
});

test('the question box puts the pinned one first and the answered ones last', () => {
  const { ask, container } = desk({ questions: { a: q('few', 1), b: q('done', 9, { answered: true }), c: q('many', 5), d: q('now', 0, { pinned: true }) } });
  expect(Array.from(container.querySelectorAll('.question bdi'), (text) => text.textContent)).toEqual(['now', 'many', 'few', 'done']);
  fireEvent.click(screen.getAllByRole('button', { name: 'Put on the wall' })[0]!);
  fireEvent.click(screen.getAllByRole('button', { name: 'Answered' })[3]!);
  expect(ask.mock.calls).toEqual([
    ['slide/pin_question', { question: 'c', on: true }],
    ['slide/answer_question', { question: 'b', on: false }],
  ]);
});

test('the Next key names what it does to the slide', () => {
  expect(['slide/reveal_next_point', 'slide/next_slide', 'slide/close_pulse', 'slide/other'].map((type) => ahead({ type }))).toEqual([
    'Next point',
    'Next page',
    'Show how the room answered',
    undefined,
  ]);
});
