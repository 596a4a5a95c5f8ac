import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchTyping } from './keyboard';

const typing = () => document.documentElement.dataset['typing'];
const fire = (name: string) => document.body.dispatchEvent(new Event(name, { bubbles: true }));

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<textarea></textarea><button>Send</button>';
  watchTyping();
  document.querySelector('textarea')?.focus();
});
afterEach(() => vi.useRealTimers());

test('while a text is typed the last line of the page makes room', () => expect(typing()).toBe('true'));

test('it comes back after the press on Send, never under the finger', () => {
  fire('pointerdown');
  document.querySelector('button')?.focus();
  vi.advanceTimersByTime(3_000);
  expect(typing()).toBe('true');
  fire('pointerup');
  expect(typing()).toBe('true');
  vi.advanceTimersByTime(500);
  expect(typing()).toBe('false');
});
