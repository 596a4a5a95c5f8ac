/** Words of the room without names: the more people wrote one, the larger it is. */

import { ranked } from '@kit/ranked';
import type { ById } from '@wire';

const FEW = 20;

interface CloudProps {
  readonly words: ById<{ readonly rank: number; readonly text: string; readonly n: number }>;
}

export function Cloud({ words }: CloudProps) {
  const list = ranked(words);
  const most = Math.max(1, ...list.map(({ n }) => n));
  return (
    <ul class="rounds-cloud">
      {list.map(({ id, text, n }) => (
        <li key={id} class={`rounds-word rounds-word-${sizeOf(n, most, list.length)}`}>
          <bdi>{text}</bdi>
          {n > 1 && <sup class="figures">{n}</sup>}
        </li>
      ))}
    </ul>
  );
}

/** 1 for a word of one person among many, 4 for the most common ones; words that are all alone are larger while few. */
function sizeOf(n: number, most: number, words: number): number {
  if (most === 1) return words > FEW ? 1 : 2;
  return 1 + Math.round((3 * (n - 1)) / (most - 1));
}
