import { fireEvent, render, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { later } from './later';

const Note = ({ text }: { readonly text: string }) => <p>{text}</p>;

test('a part is fetched when it is first shown, and is there at once the next time', async () => {
  const load = vi.fn<() => Promise<typeof Note>>(() => Promise.resolve(Note));
  const Part = later(load);
  expect(load).toHaveBeenCalledTimes(0);
  const { unmount } = render(<Part text="here" />);
  expect(await screen.findByText('here')).toBeTruthy();
  unmount();
  render(<Part text="again" />);
  expect(screen.getByText('again')).toBeTruthy();
  expect(load).toHaveBeenCalledTimes(1);
});

test('a part that did not arrive can be asked for again', async () => {
  const load = vi.fn<() => Promise<typeof Note>>().mockRejectedValueOnce(new Error('no network')).mockResolvedValue(Note);
  const Part = later(load);
  render(<Part text="here" />);
  fireEvent.click(await screen.findByText('Try again'));
  expect(await screen.findByText('here')).toBeTruthy();
});
