/** Words of the room without names: the more people wrote one, the larger it is. */

import { ranked } from '@kit/ranked';
import { type ById, t } from '@wire';

const FEW = 20;

interface CloudProps {
  /** The most common ones come first. */
  readonly words: ById<{ readonly rank: number; readonly text: string; readonly n: number }>;
  /** As many words as there is room for; of the rest the number is told. */
  readonly room?: number;
}

export function Cloud({ words, room }: CloudProps) {
  const all = ranked(words);
  const list = all.slice(0, room);
  const most = Math.max(1, ...list.map(({ n }) => n));
  return (
    <ul class="rounds-cloud">
      {list.map(({ id, text, n }) => (
        <li key={id} class={`rounds-word rounds-word-${sizeOf(n, most, list.length)}`}>
          <bdi>{text}</bdi>
          {n > 1 && <sup class="figures">{n}</sup>}
        </li>
      ))}
      {all.length > list.length && <li class="rounds-word soft figures">{t('{n} more', { n: all.length - list.length })}</li>}
    </ul>
  );
}

/** 1 for a word of one person among many, 4 for the most common ones; words that are all alone are larger while few. */
function sizeOf(n: number, most: number, words: number): number {
  if (most === 1) return words > FEW ? 1 : 2;
  return 1 + Math.round((3 * (n - 1)) / (most - 1));
}
