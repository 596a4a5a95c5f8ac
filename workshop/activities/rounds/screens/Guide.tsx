/** The steps of the conversation beside the clock; where one should be by now is marked. */

import { leftOf, ranked, useTicks } from '@kit';
import { type ById, pick, type Words } from '@wire';
import { stepAt } from '../guide';
import type { WallProps } from './wall';
import { minutesText } from './Timetable';

type GuideProps = WallProps & { readonly script: ById<{ readonly rank: number; readonly name: Words; readonly minutes: number }> };

export function Guide({ script, timer, room }: GuideProps) {
  useTicks(1_000, timer !== undefined);
  const steps = ranked(script);
  const now = timer && stepAt(steps, Math.max(0, timer.length_ms - leftOf(timer, room.now())));
  return (
    <ol class="rounds-guide">
      {steps.map(({ id, name, minutes }) => (
        <li key={id} class={id === now ? 'rounds-guide-now' : undefined}>
          <span>{pick(name)}</span>
          <b class="figures">{minutesText(minutes)}</b>
        </li>
      ))}
    </ol>
  );
}
