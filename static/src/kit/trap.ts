/** What lies over a page keeps the keys: Tab stays inside, Escape closes, nothing reaches the page below. */

import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Puts the focus on the first control inside, and gives it back when the thing goes away. */
export function useTrap(box: RefObject<HTMLElement | null>, onClose: () => void): void {
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    controls(box.current)[0]?.focus();
    return () => before?.focus();
  }, [box]);
  useEffect(() => {
    const shown = box.current;
    const pressed = (key: KeyboardEvent) => onKey(key, shown, onClose);
    shown?.addEventListener('keydown', pressed);
    return () => shown?.removeEventListener('keydown', pressed);
  }, [box, onClose]);
}

function onKey(key: KeyboardEvent, box: HTMLElement | null, onClose: () => void): void {
  key.stopPropagation();
  if (key.key === 'Escape') onClose();
  if (key.key !== 'Tab') return;
  const all = controls(box);
  const at = all.indexOf(document.activeElement as HTMLElement);
  key.preventDefault();
  all[(at + (key.shiftKey ? -1 : 1) + all.length) % all.length]?.focus();
}

function controls(box: HTMLElement | null): HTMLElement[] {
  return Array.from(box?.querySelectorAll<HTMLElement>('textarea, select, button, input, a[href], summary') ?? []);
}
