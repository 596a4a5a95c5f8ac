/** Notes that can be dragged onto boxes, by mouse, pen or finger. Whatever is dragged can also be moved by its menu. */

import { DragDropManager, Draggable, Droppable, PointerActivationConstraints, PointerSensor } from '@dnd-kit/dom';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A press becomes a drag once the pointer has gone this far; before that it is a tap. */
const AWAY_PX = 6;

/** Inside the box every `[data-drag]` can be dropped onto every `[data-drop]`; `loose` stands for no place. */
export function useDragging(box: RefObject<HTMLElement | null>, onDrop: (dragged: string, to: string) => void): void {
  const dropRef = useRef(onDrop);
  useEffect(() => {
    dropRef.current = onDrop;
  });
  useEffect(() => {
    const root = box.current;
    if (!root) return undefined;
    const sensor = PointerSensor.configure({ activationConstraints: [new PointerActivationConstraints.Distance({ value: AWAY_PX })] });
    const manager = new DragDropManager({ sensors: [sensor] });
    const stop = manager.monitor.addEventListener('dragend', ({ operation, canceled }) => {
      const { source, target } = operation;
      if (canceled || !source || !target) return;
      const to = String(target.id).slice(3);
      dropRef.current(String(source.id), to === 'loose' ? '' : to);
    });
    const things = new Map<Element, { destroy(): void }>();
    const fit = () => {
      for (const [element, thing] of things) {
        if (root.contains(element)) continue;
        thing.destroy();
        things.delete(element);
      }
      for (const element of Array.from(root.querySelectorAll<HTMLElement>('[data-drag]'))) {
        if (!things.has(element)) things.set(element, new Draggable({ id: element.dataset['drag'] ?? '', element, plugins: [] }, manager));
      }
      for (const element of Array.from(root.querySelectorAll<HTMLElement>('[data-drop]'))) {
        if (!things.has(element)) things.set(element, new Droppable({ id: `to-${element.dataset['drop'] ?? ''}`, element }, manager));
      }
    };
    fit();
    const watch = new MutationObserver(fit);
    watch.observe(root, { childList: true, subtree: true });
    return () => {
      watch.disconnect();
      stop();
      for (const thing of things.values()) thing.destroy();
      manager.destroy();
    };
  }, [box]);
}
