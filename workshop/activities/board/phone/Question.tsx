/** The focus question, and what to do about it on the phone. */

import { pick } from '@wire';
import type { BoardProps } from './board';

export function Question({ block, now }: Pick<BoardProps, 'block' | 'now'>) {
  const { focus } = block.shared;
  const same = focus && pick(focus) === pick(now.ask);
  return (
    <div>
      <h1 class="question">{pick(focus ?? now.ask)}</h1>
      {focus && !same && <p class="ask">{pick(now.ask)}</p>}
    </div>
  );
}
