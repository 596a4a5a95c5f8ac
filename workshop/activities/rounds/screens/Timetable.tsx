/** How a round goes: its steps with their minutes, and how often it goes round. */

import { clockText, ranked } from '@kit';
import { pick, t, tn } from '@wire';
import type { Wall } from '../views';

export function Timetable({ view }: { readonly view: Wall }) {
  const steps = ranked(view.timetable);
  return (
    <section class="rounds-plan">
      <strong>{tn(view.rounds, 'One round', '{n} rounds')}</strong>
      <ol>
        {steps.map(({ id, name, minutes }) => (
          <li key={id}>
            <span>{pick(name)}</span>
            <b class="figures">{minutesText(minutes)}</b>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function minutesText(minutes: number): string {
  if (minutes % 1 === 0) return t('{n} min', { n: minutes });
  return minutes < 1 ? t('{n} s', { n: Math.round(minutes * 60) }) : clockText(minutes * 60_000);
}
