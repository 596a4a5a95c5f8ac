/** The keys of the console. A presenter clicker sends PageDown and PageUp. */

import { isTyping, useKeys } from '@kit';
import { useEffect, useRef } from '@wire';

export type Deed = 'next' | 'back' | 'blank' | 'lock' | 'pause' | 'timer' | 'qr' | 'say' | 'end_in_time' | 'words' | 'help' | 'close';

const KEYS: Readonly<Record<string, Deed>> = {
  arrowright: 'next',
  pagedown: 'next',
  ' ': 'next',
  n: 'next',
  arrowleft: 'back',
  pageup: 'back',
  b: 'blank',
  l: 'lock',
  p: 'pause',
  t: 'timer',
  q: 'qr',
  m: 'say',
  e: 'end_in_time',
  w: 'words',
  '?': 'help',
  escape: 'close',
};

/** What a key does; Space on a button or a link belongs to that control, and a held key counts once. */
export function deedOf(press: Pick<KeyboardEvent, 'key' | 'repeat' | 'target'>): Deed | undefined {
  if (press.repeat) return undefined;
  const at = press.target;
  if (press.key === ' ' && at instanceof HTMLElement && at.closest('button, a, summary')) return undefined;
  return KEYS[press.key.toLowerCase()];
}

export function useConsoleKeys(does: (deed: Deed) => void): void {
  useKeys((_, press) => {
    const deed = deedOf(press);
    if (deed) does(deed);
    return deed !== undefined;
  });
}

/** Ctrl or Cmd with Z takes the last deed back; with Shift, or with Y, it is done again. While somebody types it is theirs. */
export function undoKeyOf(press: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'>): 'undo' | 'redo' | undefined {
  if (press.repeat || press.altKey || !(press.ctrlKey || press.metaKey)) return undefined;
  const key = press.key.toLowerCase();
  if (key === 'z') return press.shiftKey ? 'redo' : 'undo';
  return key === 'y' ? 'redo' : undefined;
}

export function useUndoKeys(does: (key: 'undo' | 'redo') => void): void {
  const doesRef = useRef(does);
  useEffect(() => {
    doesRef.current = does;
  });
  useEffect(() => {
    const pressed = (press: KeyboardEvent) => {
      const key = press.defaultPrevented || isTyping(press) ? undefined : undoKeyOf(press);
      if (!key) return;
      press.preventDefault();
      doesRef.current(key);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}
