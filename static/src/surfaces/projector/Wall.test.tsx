import { act, fireEvent, render, screen } from '@testing-library/preact';
import { type Link, type Page, type ReadonlySignal, type Room, type RoomProjector, setWords, signal } from '@wire';
import { beforeAll, expect, test } from 'vitest';
import { Wall } from './Wall';

const PAGE: Page = {
  room: 'r1', as: 'projector', lang: 'en', base: '/r/r1/', code: '12345678',
  join_url: 'http://w/j/x', short_url: 'w.example/12345678', qr: '/r/r1/qr.svg',
};
const NOW = {
  block: 'b', kind: 'nothing', title: { zh: '现状', en: 'Where we are' }, ask: { zh: '写', en: 'One thing on each note' },
  step: { id: 'write', phase: 'write', name: { zh: '写', en: 'Write' }, n: 2, of: 5 },
};
const ROOM: RoomProjector = {
  title: 'Thursday class', course: { zh: '课程', en: 'A course' }, state: 'running', code: '12345678',
  teams: { t1: { number: 1 }, t2: { number: 2, name: '星火' } }, counts: { people: 24, done: 18, of: 24 }, now: NOW,
};

beforeAll(() => setWords('en', {}));

function wall(view: RoomProjector | undefined) {
  const [shown, link] = [signal(view), signal<Link>('live')];
  const room = { view: () => shown as ReadonlySignal<unknown>, link, now: () => 0 } as unknown as Room;
  return { ...render(<Wall page={PAGE} room={room} />), shown, link };
}

test('the frame says the question, the way in, and how many are in and done', () => {
  const { container } = wall(ROOM);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('One thing on each note');
  expect(container.querySelector('.foot-way')?.textContent).toBe('1234 5678w.example');
  expect(Array.from(container.querySelectorAll('.foot-count'), (count) => count.textContent)).toEqual(['24 in', '18 of 24 done']);
  expect(screen.getByText('Step 2 of 5: Write')).toBeTruthy();
});

test('a blank wall shows nothing at all, not even the way in', () => {
  const { container } = wall({ ...ROOM, blank: true, timer: { length_ms: 1, ends_at: 1 } });
  expect(container.textContent).toBe('');
  expect(container.querySelector('img')).toBeNull();
});

test('the lobby shows the code and the names with their teams', () => {
  const lobby = { p1: { name: 'Ben', rank: 1, team: 't2' }, p0: { name: 'Ann', rank: 0 } };
  const { container } = wall({ ...ROOM, state: 'lobby', now: undefined, lobby });
  expect(container.querySelector('.way-code')?.textContent).toBe('1234 5678');
  expect(Array.from(container.querySelectorAll('.guest'), (guest) => guest.textContent)).toEqual(['Ann', 'Ben']);
  expect(screen.getByRole('img', { name: '星火' })).toBeTruthy();
});

test('names are written nowhere but in the lobby and the lists of teams', async () => {
  const lobby = { p0: { name: 'Ann', rank: 0, team: 't1' } };
  const { container, shown } = wall({ ...ROOM, lobby, show_teams: true });
  expect(container.querySelector('.group-members')?.textContent).toBe('Ann');
  shown.value = { ...ROOM, lobby };
  await screen.findByText('We go on in a moment.');
  expect(container.querySelector('.frame')?.textContent?.includes('Ann')).toBe(false);
});

test('what the facilitator says stands below the work, also in the lobby, and only while it is said', () => {
  const messages = { old: { text: 'Old', at: 1 }, new: { text: 'Back at ten', at: 2 } };
  const { container, shown } = wall({ ...ROOM, messages, timer: { length_ms: 60_000, ends_at: 60_000 } });
  const said = () => container.querySelector('.wall-message')?.textContent;
  expect(said()).toBe('Back at ten');
  expect([container.querySelector('h1')?.textContent, container.querySelector('.timer-figures')?.textContent]).toEqual(['One thing on each note', '1:00']);
  act(() => {
    shown.value = { ...ROOM, state: 'lobby', now: undefined, messages };
  });
  expect(said()).toBe('Back at ten');
  act(() => {
    shown.value = { ...ROOM, messages: { new: { text: '', at: 2, erased: true } } };
  });
  expect(said()).toBeUndefined();
  act(() => {
    shown.value = { ...ROOM, messages, blank: true };
  });
  expect(said()).toBeUndefined();
});

test('Q fills the wall with the QR and takes it away again', () => {
  const { container } = wall(ROOM);
  fireEvent.keyDown(document.body, { key: 'q' });
  expect(container.querySelectorAll('.qr-screen')).toHaveLength(1);
  fireEvent.keyDown(document.body, { key: 'q' });
  expect(container.querySelector('.qr-screen')).toBeNull();
});

test('when the network goes the picture stays and a small mark says so', async () => {
  const { container, shown, link } = wall(ROOM);
  expect(container.querySelector('.quiet-mark')).toBeNull();
  link.value = 'offline';
  shown.value = undefined;
  await screen.findByText('No connection. This is the last picture.');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('One thing on each note');
});
