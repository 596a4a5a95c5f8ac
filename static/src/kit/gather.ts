/** Things that come together: whatever moved on the wall glides to its new place instead of jumping there. */

import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const GATHER_MS = 250;

/** Inside the box every `[data-gather]` glides from where the thing of that name was seen last. */
export function useGather(box: RefObject<HTMLElement | null>): void {
  const seenRef = useRef(new Map<string, DOMRect>());
  useLayoutEffect(() => {
    const root = box.current;
    if (!root || typeof MutationObserver === 'undefined') return undefined;
    const look = () => {
      seenRef.current = glide(root, seenRef.current);
    };
    look();
    const watch = new MutationObserver(look);
    watch.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['style'] });
    return () => watch.disconnect();
  }, [box]);
}

function glide(root: HTMLElement, seen: ReadonlyMap<string, DOMRect>): Map<string, DOMRect> {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const now = new Map<string, DOMRect>();
  for (const thing of Array.from(root.querySelectorAll<HTMLElement>('.sheets-body [data-gather]'))) {
    const name = thing.dataset['gather'] ?? '';
    const at = thing.getBoundingClientRect();
    const was = seen.get(name);
    now.set(name, at);
    if (!was || still || typeof thing.animate !== 'function') continue;
    const [x, y] = [was.left - at.left, was.top - at.top];
    if (Math.abs(x) + Math.abs(y) < 2) continue;
    thing.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], { duration: GATHER_MS, easing: 'ease-out' });
  }
  return now;
}
