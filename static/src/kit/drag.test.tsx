import { act, fireEvent, render, screen } from '@testing-library/preact';
import { useRef } from 'preact/hooks';
import { expect, test } from 'vitest';
import { useTouched } from './drag';

function Box() {
  const box = useRef<HTMLDivElement>(null);
  return (
    <div ref={box}>
      <button type="button">{useTouched(box) ? 'touched' : 'untouched'}</button>
    </div>
  );
}

test.each(['touchStart', 'pointerOver', 'focusIn'] as const)('a box knows when it is first reached by %s', async (sign) => {
  render(<Box />);
  await act(() => undefined);
  expect(screen.getByRole('button').textContent).toBe('untouched');
  fireEvent[sign](screen.getByRole('button'));
  expect((await screen.findByText('touched')).tagName).toBe('BUTTON');
});
