/** A chart of counts: one bar a row, grown from zero, with its number at the end. */

import type { ComponentChildren } from 'preact';

export interface Bar {
  readonly id: string;
  readonly label: ComponentChildren;
  readonly n: number;
  /** The rows that matter most are drawn in the accent. */
  readonly first?: boolean;
  /** Written at the end of the bar instead of the number alone, such as `12 · 50 %`. */
  readonly told?: string;
}

interface BarsProps {
  readonly bars: readonly Bar[];
  /** What a full bar stands for; the largest count by default. */
  readonly most?: number;
}

export function Bars({ bars, most }: BarsProps) {
  const full = Math.max(1, most ?? 0, ...bars.map((bar) => bar.n));
  return (
    <ul class="bars">
      {bars.map((bar) => (
        <li key={bar.id} class={bar.first ? 'bar bar-first' : 'bar'}>
          <span class="bar-label">{bar.label}</span>
          <span class="bar-track" aria-hidden="true">
            <span class="bar-fill" style={{ width: `${(100 * bar.n) / full}%` }} />
          </span>
          <span class="bar-n">{bar.told ?? bar.n}</span>
        </li>
      ))}
    </ul>
  );
}
