import { act, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { type Page, type RoomProjector, setWords } from '@wire';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TakePicture } from './TakePicture';

const PAGE = { room: 'r1', base: '/r/r1/' } as Page;
const NOW = {
  block: 'b', kind: 'board', title: { zh: '题', en: 'T' }, ask: { zh: '写', en: 'Write' },
  step: { id: 's', phase: 'p', name: { zh: '写', en: 'Write' }, n: 1, of: 1 },
};
const WALL = { now: NOW, block: { b: { layout: 'columns' } }, teams: {} } as unknown as RoomProjector;
const asked: string[] = [];

function answers(status: number): void {
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    return Promise.resolve(new Response('picture', { status }));
  });
}

beforeEach(() => {
  setWords('en', {});
  asked.length = 0;
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }));
});
afterEach(() => vi.unstubAllGlobals());

test('nothing of it is seen until the pointer moves', () => {
  const { container } = render(<TakePicture page={PAGE} wall={WALL} />);
  expect(container.querySelectorAll('.take-hidden')).toHaveLength(1);
  fireEvent(document, new Event('pointermove'));
  expect(container.querySelectorAll('.take-hidden')).toHaveLength(0);
});

test('P takes the board that hangs there, and the one of the team that everybody looks at', async () => {
  answers(200);
  const { rerender } = render(<TakePicture page={PAGE} wall={WALL} />);
  await act(() => void fireEvent.keyDown(document.body, { key: 'p' }));
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe(''));
  rerender(<TakePicture page={PAGE} wall={{ ...WALL, block: { b: { layout: 'rings', shown: 't2' } } }} />);
  await act(() => void fireEvent.keyDown(document.body, { key: 'p' }));
  expect(asked).toEqual(['/r/r1/board/b.png', '/r/r1/board/b/of/t2.png']);
});

test('where no board hangs there is nothing to take', () => {
  const { container, rerender } = render(<TakePicture page={PAGE} wall={{ ...WALL, block: { b: {} } }} />);
  expect(container.textContent).toBe('');
  rerender(<TakePicture page={PAGE} wall={{ ...WALL, blank: true }} />);
  expect(container.textContent).toBe('');
});

test.each([[404, 'There is no board to take home yet.'], [429, 'That was too often']])('a picture that cannot be had (%i) is said so', async (status, words) => {
  answers(status);
  render(<TakePicture page={PAGE} wall={WALL} />);
  fireEvent.click(screen.getByText('SVG'));
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe(words));
});
