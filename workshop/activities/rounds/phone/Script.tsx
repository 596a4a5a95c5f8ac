/** The conversation step by step. The clock shows about where one is; it stops nobody. */

import { ranked } from '@kit/ranked';
import { clockText, leftOf } from '@kit/timer';
import { useTicks } from '@kit/ticks';
import { type ById, pick, type RoomPhones, t, useState } from '@wire';
import { stepAt } from '../guide';
import type { ScriptStep } from '../views';
import type { RoundsProps } from './rounds';

export function Script({ room, block, steps }: RoundsProps & { readonly steps: ById<ScriptStep> }) {
  const plays = block.shared.phase === 'play';
  const timer = room.view<RoomPhones>('phones').value?.timer;
  useTicks(5_000, plays && timer !== undefined);
  const [opened, open] = useState<string>();
  const list = ranked(steps);
  const elapsed = plays && timer ? Math.max(0, timer.length_ms - leftOf(timer, room.now())) : undefined;
  const guide = elapsed === undefined ? undefined : stepAt(list, elapsed);
  return (
    <section>
      <h2 class="section-title">{t('Step by step')}</h2>
      <ol class="rounds-script">
        {list.map(({ id, name, minutes, lines }, n) => {
          const now = id === guide;
          const shown = opened === id || (opened === undefined && (now || !plays));
          return (
            <li key={id} class={now ? 'rounds-step rounds-step-now' : 'rounds-step'}>
              <button type="button" aria-expanded={shown} onClick={() => open(shown ? '' : id)}>
                <strong>{pick(name)}</strong>
                <span class="figures soft">
                  {now && <b>{t('about now')}</b>} {minuteWords(minutes)}
                </span>
              </button>
              {shown && (
                <ul>
                  {ranked(lines).map((line) => (
                    <li key={`${n}.${line.id}`}>{pick(line.text)}</li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function minuteWords(minutes: number): string {
  if (minutes % 1 === 0) return t('{n} min', { n: minutes });
  return minutes < 1 ? t('{n} s', { n: Math.round(minutes * 60) }) : clockText(minutes * 60_000);
}
