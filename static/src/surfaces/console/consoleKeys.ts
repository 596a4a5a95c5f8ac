/** The keys of the console. A presenter clicker sends PageDown and PageUp. */

import { useKeys } from '@kit';

export type Deed = 'next' | 'back' | 'blank' | 'lock' | 'pause' | 'timer' | 'qr' | 'help' | 'close';

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
