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

const COURSE = [
  ['Right understanding', 'Planning ahead', 'Fast start', 'Adjusting on the way', 'Full communication'],
  ['Ask why first', 'Change the method', 'Look at results', 'Green-light reaction'],
  ['Manage yourself', 'Manage the business', 'Manage the team'],
  ['正确认知', '前期计划', '快速行动', '过程调整', '充分沟通'],
];

test.each(COURSE.map((labels) => [labels]))('%s: all words stand in the drawing, and can be read on the smallest phone', (labels) => {
  const { container } = render(<Radar labels={labels} values={labels.map((_, n) => n)} most={5} />);
  const [, , width = 0] = (container.querySelector('svg')?.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const texts = [...container.querySelectorAll('text')];
  const said = texts.map((text) => [...text.querySelectorAll('tspan')].map((line) => line.textContent).join(/[a-z]/.test(text.textContent ?? '') ? ' ' : ''));
  expect(said).toEqual(labels);
  expect((Number(texts[0]?.getAttribute('font-size')) * 296) / width).toBeGreaterThanOrEqual(13);
});
