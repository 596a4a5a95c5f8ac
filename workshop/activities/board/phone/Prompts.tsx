/** Questions of the course that help to write: folded away, one tap to read. */

import { ranked } from '@kit/ranked';
import { pick, t } from '@wire';
import type { BoardProps } from './board';

export function Prompts({ block }: Pick<BoardProps, 'block'>) {
  const prompts = ranked(block.shared.prompts);
  if (prompts.length === 0) return null;
  return (
    <details class="board-prompts" open={block.shared.stage?.type === 'brief'}>
      <summary>{t('Questions that help')}</summary>
      <ul>
        {prompts.map(({ id, text, tag }) => (
          <li key={id}>
            {tag && <b>{pick(tag)} </b>}
            {pick(text)}
          </li>
        ))}
      </ul>
    </details>
  );
}
