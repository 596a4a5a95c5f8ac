/** Somebody without a group: they sit out, or the groups are being dealt. */

import { pick, t } from '@wire';
import type { RoundsProps } from './rounds';
import { Summary } from './Summary';

export function Waiting(props: RoundsProps) {
  const { block, now } = props;
  return (
    <>
      <h1 class="question">{pick(now.ask)}</h1>
      <p class="panel">
        {block.mine?.absent
          ? t('You sit this one out. Tell the facilitator when you want to join a group.')
          : t('Your group comes in a moment.')}
      </p>
      {block.shared.phase === 'summary' && <Summary {...props} />}
    </>
  );
}
