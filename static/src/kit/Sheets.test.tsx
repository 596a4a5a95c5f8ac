import { render } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Sheets } from './Sheets';

const WIDE = 1000;

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(WIDE);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
});

afterEach(() => vi.restoreAllMocks());

function measuredAt(style: string): string | undefined {
  const group = { id: 'one', items: [{ id: 'a', draw: <p>a note</p> }] };
  const { container } = render(
    <>
      <style>{style}</style>
      <Sheets groups={[group]} sizes={[36]} columns={() => 1} most={24} when="once" />
    </>,
  );
  return container.querySelector<HTMLElement>('.sheets-measure')?.style.width;
}

test('things are measured at the width that they will have', () => {
  expect(measuredAt('')).toBe('1000px');
});

test('what a group leaves free beside its things is not theirs', () => {
  expect(measuredAt('.sheets-group { padding-right: 48px; }')).toBe('952px');
});
