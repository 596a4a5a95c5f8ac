/** What a layout draws behind its notes: the arcs of rings, the line of a day, the two axes of a matrix. */

import type { BoardFrame } from '@wire';
import { drawnZones, ends } from './layouts';

type Frame = Pick<BoardFrame, 'layout' | 'zones' | 'axes'>;

export function Backdrop({ view }: { readonly view: Frame }) {
  const n = drawnZones(view).length;
  if (view.layout === 'rings') return <Rings n={n} />;
  if (view.layout === 'timeline') return <Day n={n} />;
  return null;
}

/** Rings seen from their centre: the innermost on the left, each bounded by an arc. */
function Rings({ n }: { readonly n: number }) {
  const width = 1200;
  const bow = 46;
  return (
    <svg class="backdrop" viewBox={`0 0 ${width} 600`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {Array.from({ length: n }, (_, at) => n - at).map((ring) => {
        const x = (width * ring) / n;
        return <path key={ring} class={`ring ring-${ring % 2}`} d={`M0 0H${x - bow}Q${x + bow} 300 ${x - bow} 600H0Z`} />;
      })}
    </svg>
  );
}

/** The day runs from left to right, with a mark where each stretch begins. */
function Day({ n }: { readonly n: number }) {
  return (
    <div class="day" aria-hidden="true">
      {Array.from({ length: n }, (_, at) => (
        <span key={at} class="day-mark" />
      ))}
    </div>
  );
}

/** What runs across and down; the words stand at both ends. */
export function Axes({ view }: { readonly view: Frame }) {
  const x = ends(view.axes?.x);
  const y = ends(view.axes?.y);
  if (view.layout !== 'matrix' || x.length + y.length === 0) return null;
  return (
    <>
      <p class="axis axis-x">
        {x.map((end) => (
          <span key={end}>{end}</span>
        ))}
      </p>
      <p class="axis axis-y">
        {y.map((end) => (
          <span key={end}>{end}</span>
        ))}
      </p>
    </>
  );
}
