/** The wall as the room sees it, small: the same page, drawn for 1920 x 1080 and scaled down. */

import { t, useEffect, useRef } from '@wire';
import { wallAddress } from './choices';
import type { PartProps } from './parts';

const WIDTH = 1920;

export function Preview({ page }: PartProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = frame.current;
    if (!box) return undefined;
    const scale = () => box.style.setProperty('--scale', String(box.clientWidth / WIDTH));
    const watch = new ResizeObserver(scale);
    watch.observe(box);
    scale();
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={frame} class="preview">
      {/* oxlint-disable-next-line react/iframe-missing-sandbox -- a page of our own, which needs its socket and its cookie */}
      <iframe
        class="preview-wall"
        title={t('The wall as the room sees it')}
        src={wallAddress(page, { preview: '1' })}
        tabIndex={-1}
      />
    </div>
  );
}
