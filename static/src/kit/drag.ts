/**
 * Dragging things into places: by mouse, by finger, by keyboard. The library is fetched when a screen first needs it, on
 * phones when the things are first touched (`useTouched`). Whatever can be dragged can be moved by a menu, too.
 *
 * Things carry `data-drag="<id>"` with a handle `data-handle` inside, places carry `data-drop="<id>"`.
 */

import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

const SIGNS = ['touchstart', 'pointerover', 'focusin'] as const;

type Dropped = (thing: string, place: string) => void;

/** Makes everything in the box that is marked so draggable; `when` changes whenever other things are in it. */
export function useDragging(box: RefObject<HTMLElement | null>, onDrop: Dropped, when: string, on = true): void {
  const dropped = useRef(onDrop);
  useEffect(() => {
    dropped.current = onDrop; // oxlint-disable-line react/immutability -- a ref is written after drawing
  }, [onDrop]);
  useEffect(() => {
    if (!on) return undefined;
    let stop: (() => void) | undefined;
    let wanted = true;
    void import('@dnd-kit/dom').then(
      (library) => {
        if (wanted && box.current) stop = attached(library, box.current, (thing, place) => dropped.current(thing, place));
      },
      () => undefined, // without it there is still the menu
    );
    return () => {
      wanted = false;
      stop?.();
    };
  }, [box, when, on]);
}

/** Whether anything in the box was ever touched, pointed at or reached by key: who only reads needs no dragging. */
export function useTouched(box: RefObject<HTMLElement | null>): boolean {
  const [touched, setTouched] = useState(false);
  useEffect(() => {
    const { current } = box;
    if (!current || touched) return undefined;
    const touch = () => setTouched(true);
    for (const sign of SIGNS) current.addEventListener(sign, touch, { passive: true });
    return () => SIGNS.forEach((sign) => current.removeEventListener(sign, touch));
  }, [box, touched]);
  return touched;
}

function attached({ DragDropManager, Draggable, Droppable }: typeof import('@dnd-kit/dom'), box: HTMLElement, dropped: Dropped): () => void {
  const manager = new DragDropManager();
  const places = within(box, 'drop').map((element) => new Droppable({ id: `place ${element.dataset['drop']}`, element }, manager));
  const things = within(box, 'drag').map((element) => {
    const handle = element.querySelector('[data-handle]') ?? undefined;
    return new Draggable({ id: `thing ${element.dataset['drag']}`, element, ...(handle ? { handle } : {}) }, manager);
  });
  manager.monitor.addEventListener('dragover', ({ operation }) => mark(box, bare(operation.target?.id)));
  manager.monitor.addEventListener('dragend', ({ operation, canceled }) => {
    mark(box, undefined);
    const [thing, place] = [bare(operation.source?.id), bare(operation.target?.id)];
    if (!canceled && thing !== undefined && place !== undefined) dropped(thing, place);
  });
  return () => {
    for (const one of [...places, ...things]) one.destroy();
    manager.destroy();
  };
}

function within(box: HTMLElement, mark: 'drag' | 'drop'): HTMLElement[] {
  return Array.from(box.querySelectorAll<HTMLElement>(`[data-${mark}]`));
}

function mark(box: HTMLElement, place: string | undefined): void {
  for (const element of within(box, 'drop')) element.classList.toggle('drop-here', element.dataset['drop'] === place);
}

function bare(id: string | number | undefined): string | undefined {
  return id === undefined ? undefined : String(id).split(' ').slice(1).join(' ');
}
