import { render } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { linesOf, Radar } from './Radar';

test('a label keeps its words whole, however long they are', () => {
  expect(linesOf('Right understanding')).toEqual(['Right', 'understanding']);
  expect(linesOf('Look at results')).toEqual(['Look at', 'results']);
  expect(linesOf('Fast start')).toEqual(['Fast start']);
});

test('Chinese is cut where the line is full', () => {
  expect(linesOf('理解到位')).toEqual(['理解到位']);
  expect(linesOf('事前有计划有安排')).toEqual(['事前有计划有', '安排']);
});

test('the drawing is as wide as its words, and tells all of them', () => {
  const labels = ['Right understanding', 'Planning ahead', 'Adjusting on the way', 'Full communication'];
  const { container } = render(<Radar labels={labels} values={[1, 2, 3, 4]} most={5} />);
  const [left = 0, , width = 0] = (container.querySelector('svg')?.getAttribute('viewBox') ?? '').split(' ').map(Number);
  expect(left).toBeLessThan(-180);
  expect(width).toBe(-2 * left);
  const said = [...container.querySelectorAll('text')].map((text) => [...text.querySelectorAll('tspan')].map((line) => line.textContent).join(' '));
  expect(said).toEqual(labels);
});
