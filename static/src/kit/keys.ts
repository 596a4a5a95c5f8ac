/** Keys that work anywhere on a page, but never while somebody types or composes Chinese. */

import { useLayoutEffect } from 'preact/hooks';

export function isTyping(key: Pick<KeyboardEvent, 'isComposing' | 'keyCode' | 'target'>): boolean {
  if (key.isComposing || key.keyCode === 229) return true;
  const at = key.target;
  return at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
}

/** Calls `onKey` with the key's name in lower case; what it handles goes no further. A key means what is on the screen when it is pressed. */
export function useKeys(onKey: (key: string, press: KeyboardEvent) => boolean): void {
  useLayoutEffect(() => {
    const pressed = (press: KeyboardEvent) => {
      if (press.defaultPrevented || press.ctrlKey || press.metaKey || press.altKey || isTyping(press)) return;
      if (onKey(press.key.toLowerCase(), press)) press.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  });
}
