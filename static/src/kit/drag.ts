/**
 * Dragging things into places: by mouse, by finger, by keyboard. The library is fetched when a screen first needs it, on
 * phones when the things are first touched (`useTouched`). Whatever can be dragged can be moved by a menu, too.
 *
 * Things carry `data-drag="<id>"` with a handle `data-handle` inside, places carry `data-drop="<id>"`.
 */

import './drag.css';
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../words';

/** A press on a handle that is tapped, too, becomes a drag once the pointer has gone this far. */
const AWAY_PX = 6;

const SIGNS = ['touchstart', 'pointerover', 'focusin'] as const;

/** What the library leaves in the place of a thing that is being dragged. */
const PLACEHOLDER = '[data-dnd-placeholder]';

type Library = typeof import('@dnd-kit/dom');
type Manager = InstanceType<Library['DragDropManager']>;
type Dropped = (thing: string, place: string) => void;

interface Dragging {
  /** Whether things may be dragged now. */
  readonly on?: boolean;
  /** Handles are tapped, too: a press is a tap until the pointer has gone some way, and keys are left to the screen. */
  readonly tapped?: boolean;
}

/** Makes everything in the box that is marked so draggable, and whatever comes into it later. */
export function useDragging(box: RefObject<HTMLElement | null>, onDrop: Dropped, { on = true, tapped = false }: Dragging = {}): void {
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
        if (wanted && box.current) stop = attached(library, box.current, tapped, (thing, place) => dropped.current(thing, place));
      },
      () => undefined, // without it there is still the menu
    );
    return () => {
      wanted = false;
      stop?.();
    };
  }, [box, on, tapped]);
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

function attached(library: Library, box: HTMLElement, tapped: boolean, dropped: Dropped): () => void {
  const { Draggable, Droppable } = library;
  const manager = managed(library, tapped);
  const marked = new Map<HTMLElement, { destroy(): void }>();
  manager.monitor.addEventListener('dragover', ({ operation }) => mark(box, bare(operation.target?.id)));
  manager.monitor.addEventListener('dragend', ({ operation, canceled }) => {
    mark(box, undefined);
    const [thing, place] = [bare(operation.source?.id), bare(operation.target?.id)];
    if (!canceled && thing !== undefined && place !== undefined) dropped(thing, place);
  });
  const fit = () => {
    for (const [element, one] of marked) {
      if (box.contains(element)) continue;
      one.destroy();
      marked.delete(element);
    }
    for (const element of within(box, 'drag')) {
      const handle = element.querySelector('[data-handle]');
      if (handle && !marked.has(element)) marked.set(element, new Draggable({ id: `thing ${element.dataset['drag']}`, element, handle }, manager));
    }
    for (const element of within(box, 'drop')) {
      if (!marked.has(element)) marked.set(element, new Droppable({ id: `place ${element.dataset['drop']}`, element }, manager));
    }
  };
  fit();
  const watch = new MutationObserver(fit);
  watch.observe(box, { childList: true, subtree: true });
  return () => {
    watch.disconnect();
    for (const one of marked.values()) one.destroy();
    manager.destroy();
  };
}

/** What the library would write into the page as styles stands in `drag.css`: the page lets no script add any. */
function managed(library: Library, tapped: boolean): Manager {
  const { Accessibility, AutoScroller, DragDropManager, Feedback, KeyboardSensor, PointerActivationConstraints, PointerSensor, PreventSelection, StyleInjector } = library;
  const told = Accessibility.configure({
    screenReaderInstructions: { draggable: t('To move it press Enter, then the arrow keys, then Enter again; Escape leaves it where it was.') },
    announcements: { dragstart: () => undefined, dragend: () => undefined },
  });
  const far = PointerSensor.configure({ activationConstraints: [new PointerActivationConstraints.Distance({ value: AWAY_PX })] });
  const manager = new DragDropManager({
    plugins: tapped ? [AutoScroller, PreventSelection] : [told, AutoScroller, PreventSelection],
    sensors: tapped ? [far] : [PointerSensor, KeyboardSensor],
  });
  manager.registry.plugins.unregister(StyleInjector);
  manager.registry.plugins.register(Feedback);
  return manager;
}

function within(box: HTMLElement, mark: 'drag' | 'drop'): HTMLElement[] {
  return Array.from(box.querySelectorAll<HTMLElement>(`[data-${mark}]:not(${PLACEHOLDER}, ${PLACEHOLDER} *)`));
}

function mark(box: HTMLElement, place: string | undefined): void {
  for (const element of within(box, 'drop')) element.classList.toggle('drop-here', element.dataset['drop'] === place);
}

function bare(id: string | number | undefined): string | undefined {
  return id === undefined ? undefined : String(id).split(' ').slice(1).join(' ');
}
