import { expect, test } from 'vitest';
import { paged } from './fit';

const wall = { columns: 3, height: 100, gap: 10, most: 24 };

test('things stand in reading order while they are of one height', () => {
  expect(paged([40, 40, 40, 40, 40, 40], wall)).toEqual([[[0, 3], [1, 4], [2, 5]]]);
});

test('a page that is full is followed by another', () => {
  expect(paged(Array.from({ length: 8 }, () => 40), wall)).toEqual([
    [[0, 3], [1, 4], [2, 5]],
    [[6], [7], []],
  ]);
});

test('a high thing lets the shorter columns fill up first', () => {
  expect(paged([90, 30, 30, 30], wall)).toEqual([[[0], [1, 3], [2]]]);
});

test('no page holds more than it may, however small things are', () => {
  const pages = paged(Array.from({ length: 60 }, () => 1), { ...wall, most: 24 });
  expect(pages.map((columns) => columns.flat().length)).toEqual([24, 24, 12]);
});

test('what is higher than a page is shown all the same, once', () => {
  expect(paged([400, 40], { ...wall, columns: 1 })).toEqual([[[0]], [[1]]]);
});

test('a ranking is read down one column and then the next', () => {
  expect(paged([40, 40, 40, 40, 40, 40, 40], { ...wall, down: true })).toEqual([
    [[0, 1], [2, 3], [4, 5]],
    [[6], [], []],
  ]);
});

test('a ranking on one page has columns of one length', () => {
  const five = [40, 40, 40, 40, 40];
  expect(paged(five, { ...wall, height: 400, columns: 2, down: true })).toEqual([[[0, 1, 2], [3, 4]]]);
  expect(paged([90, 40, 40, 40], { ...wall, height: 400, columns: 2, down: true })).toEqual([[[0, 1], [2, 3]]]);
  expect(paged(five, { ...wall, height: 400, columns: 1, down: true })).toEqual([[[0, 1, 2, 3, 4]]]);
});

test('nothing makes no page', () => expect(paged([], wall)).toEqual([]));

test('what is less high fills the page before, but never in a ranking', () => {
  expect(paged([60, 60, 60, 90, 30], wall)).toEqual([
    [[0, 4], [1], [2]],
    [[3], [], []],
  ]);
  expect(paged([60, 60, 60, 90, 30], { ...wall, down: true })).toEqual([
    [[0], [1], [2]],
    [[3], [4], []],
  ]);
});
