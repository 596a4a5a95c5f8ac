import { fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { announce, Announcer } from './Announcer';
import { Button } from './Button';
import { Confirm } from './Confirm';
import { isTyping, useKeys } from './keys';
import { Menu } from './Menu';

afterEach(() => document.body.replaceChildren());

const key = (name: string) => fireEvent.keyDown(document.activeElement!, { key: name });
const told = () => screen.getByRole('status').textContent;

function Keys({ onKey }: { readonly onKey: (key: string) => boolean }) {
  useKeys(onKey);
  return <input aria-label="field" />;
}

test('a menu is walked with the arrows, closed with Escape, and gives the focus back', () => {
  const picked = vi.fn<(n: number) => void>();
  const choices = ['高流失', '质量不稳', '其他'].map((label, n) => ({ id: label, label, onPick: () => picked(n) }));
  render(<Menu name="Move to" choices={choices} />);
  const button = screen.getByRole('button', { name: 'Move to' });
  fireEvent.click(button);
  expect(document.activeElement?.textContent).toBe('高流失');
  key('ArrowDown');
  expect(document.activeElement?.textContent).toBe('质量不稳');
  key('End');
  key('ArrowDown');
  expect(document.activeElement?.textContent).toBe('高流失');
  key('Escape');
  expect(screen.queryByRole('menu')).toBeNull();
  expect(document.activeElement).toBe(button);
});

test('a press outside closes a menu and picks nothing', () => {
  const picked = vi.fn<() => void>();
  render(<Menu name="Move to" choices={[{ id: 'a', label: 'A', onPick: picked }]} />);
  fireEvent.click(screen.getByRole('button'));
  fireEvent.pointerDown(document.body);
  expect(screen.queryByRole('menu')).toBeNull();
  expect(picked.mock.calls).toEqual([]);
});

test('a question offers the safe answer first and takes Escape for it', () => {
  const [yes, no] = [vi.fn<() => void>(), vi.fn<() => void>()];
  render(<Confirm question="End?" lost="Nothing." does="End it" onYes={yes} onNo={no} />);
  expect(document.activeElement?.textContent).toBe('Leave it as it is');
  fireEvent.keyDown(document.activeElement!, { key: 'Tab' });
  expect(document.activeElement?.textContent).toBe('End it');
  fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
  expect(no).toHaveBeenCalledOnce();
  expect(yes.mock.calls).toEqual([]);
});

test('a button that is off can be reached but does nothing', () => {
  const press = vi.fn<() => void>();
  render(<Button disabled onPress={press}>Next</Button>);
  fireEvent.click(screen.getByRole('button'));
  expect(press.mock.calls).toEqual([]);
});

test('keys are heard on the page, not in a field and not while Chinese is composed', () => {
  const heard = vi.fn<(key: string) => boolean>(() => true);
  render(<Keys onKey={heard} />);
  fireEvent.keyDown(screen.getByLabelText('field'), { key: 'n' });
  fireEvent.keyDown(document.body, { key: 'n', ctrlKey: true });
  expect(heard.mock.calls).toEqual([]);
  expect(isTyping({ isComposing: true, keyCode: 78, target: document.body })).toBe(true);
  fireEvent.keyDown(document.body, { key: 'N' });
  expect(heard.mock.calls.map(([name]) => name)).toEqual(['n']);
});

test('the same sentence twice is told twice', async () => {
  render(<Announcer />);
  announce('Two notes');
  await vi.waitFor(() => expect(told()).toBe('Two notes'));
  announce('Two notes');
  await vi.waitFor(() => expect(told()).toBe('Two notes\u00a0'));
});
