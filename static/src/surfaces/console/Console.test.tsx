import { fireEvent, render, screen } from '@testing-library/preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { setWords } from '@wire';
import { Console } from './Console';
import { fakeRoom, PAGE, WRITING } from './fake';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('ResizeObserver', class { observe() {} disconnect() {} });
  // the miniature would fetch a page
  Object.defineProperty(HTMLIFrameElement.prototype, 'src', { configurable: true, value: '', writable: true });
  setWords('en', {});
});

const key = (name: string) => fireEvent.keyDown(document.body, { key: name });

test('a clicker turns the step, and a typed letter does not', () => {
  const room = fakeRoom();
  render(<Console page={PAGE} room={room} />);
  fireEvent.keyDown(screen.getByLabelText('Minutes'), { key: 'n' });
  expect(room.asked).toEqual([]);
  key('PageDown');
  expect(room.asked).toEqual([{ type: 'room/next', fields: { block: 'b', step: 'write' } }]);
});

test('the switches do what their keys do', () => {
  const room = fakeRoom();
  render(<Console page={PAGE} room={room} />);
  key('b');
  key('l');
  key('p');
  expect(room.asked.map(({ type, fields }) => [type, fields])).toEqual([
    ['room/blank', { on: true }],
    ['room/lock', { on: true }],
    ['room/pause', {}],
  ]);
});

test('the timer takes minutes as people type them', () => {
  const room = fakeRoom();
  render(<Console page={PAGE} room={room} />);
  const field = screen.getByLabelText('Minutes');
  fireEvent.input(field, { target: { value: '1:30' } });
  fireEvent.submit(field.closest('form')!);
  expect(room.asked).toEqual([{ type: 'room/start_timer', fields: { minutes: 1.5 } }]);
});

test('an activity that is not available yet says why and cannot be opened', () => {
  render(<Console page={PAGE} room={fakeRoom()} />);
  expect(screen.getByText('not available yet: sorting cards')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'More for Cards' })).toBeNull();
  expect(screen.getByRole('button', { name: 'More for Welcome' })).toBeTruthy();
});

test('removing somebody asks once and says what is lost', () => {
  const room = fakeRoom();
  render(<Console page={PAGE} room={room} />);
  fireEvent.click(screen.getByRole('button', { name: 'More for Ben' }));
  fireEvent.click(screen.getByRole('menuitem', { name: 'Remove from the room' }));
  expect(room.asked).toEqual([]);
  expect(screen.getByRole('alertdialog').textContent).toContain('What was written stays, and you can let them back in.');
  fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
  expect(room.asked).toEqual([{ type: 'room/remove_person', fields: { person: 'ben' } }]);
});

test('while a question is open no key reaches the room', () => {
  const room = fakeRoom({ ...WRITING, next: { does: 'end' } });
  render(<Console page={PAGE} room={room} />);
  key('n');
  key('b');
  expect(room.asked).toEqual([]);
});

test('the teams are dealt anew only after a question', () => {
  const room = fakeRoom();
  render(<Console page={PAGE} room={room} />);
  fireEvent.click(screen.getByRole('button', { name: 'Draw again' }));
  expect(room.asked).toEqual([]);
  const [, again] = screen.getAllByRole('button', { name: 'Draw again' });
  fireEvent.click(again!);
  expect(room.asked).toEqual([{ type: 'room/draw_teams', fields: { count: 1 } }]);
});
