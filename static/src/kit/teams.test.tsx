import { render, screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { NoteCard, noteColour } from './NoteCard';
import { ranked } from './ranked';
import { TeamMark } from './TeamMark';
import { byNumber, SHAPES, teamLook } from './teams';

test('eight teams have eight shapes; the ninth begins again and is numbered', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8].map((n) => teamLook(n).shape)).toEqual([...SHAPES]);
  expect(teamLook(8)).toEqual({ shape: 'moon', colour: 8 });
  expect(teamLook(9)).toEqual({ shape: 'circle', colour: 1, number: 9 });
});

test('a mark alone still has a name', () => {
  render(<TeamMark team={{ number: 2 }} />);
  expect(screen.getByRole('img', { name: 'Team 2' })).toBeTruthy();
});

test('a named mark says its name once', () => {
  const { container } = render(<TeamMark team={{ number: 10, name: '星火' }} named />);
  expect(container.textContent).toBe('10星火');
  expect(screen.queryByRole('img')).toBeNull();
});

test('things stand in the order of their rank, teams in that of their number', () => {
  const things = { b: { rank: 1 }, a: { rank: 1 }, c: { rank: 0 } };
  expect(ranked(things).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  expect(ranked(undefined)).toEqual([]);
  expect(byNumber({ x: { number: 2 }, y: { number: 1 } }).map(({ id }) => id)).toEqual(['y', 'x']);
});

test('a note shows what was written as text, whatever it looks like', () => {
  const { container } = render(<NoteCard text={'<b>高流失</b>'} by="陈静" team={{ number: 1 }} fresh />);
  expect(container.querySelector('b')).toBeNull();
  expect(container.querySelector('.note-text')?.textContent).toBe('<b>高流失</b>');
  expect(container.querySelector('.note-flag')?.textContent).toBe('New');
});

test('columns take the six colours in turn', () => {
  expect([0, 5, 6, 13].map(noteColour)).toEqual([1, 6, 1, 2]);
});
