/** While notes are still private the wall shows how many there are: a small sheet of paper for each. */

import { byNumber, TeamMark, useFit } from '@kit';
import { type ById, lang, t, type Team, tn, useRef } from '@wire';

/** People without a team are counted here. */
const NO_TEAM = '-';
const MOST_SHEETS = 40;
/** From so many sheets in one team they are drawn small. */
const MANY = 16;
const SIZES = [54, 48, 42, 36, 30];

interface CountsProps {
  readonly written: ById<number>;
  readonly teams: ById<Team>;
}

export function Counts({ written, teams }: CountsProps) {
  const box = useRef<HTMLDivElement>(null);
  const total = Object.values(written).reduce((sum, n) => sum + n, 0);
  const all = byNumber(teams);
  useFit(box, SIZES, total, all.length, lang.value);
  const alone = written[NO_TEAM] ?? 0;
  const many = Math.max(0, ...Object.values(written)) >= MANY;
  return (
    <div ref={box} class={many ? 'counts counts-many' : 'counts'}>
      <p class="counts-total figures">{tn(total, '{n} note is written', '{n} notes are written')}</p>
      {all.length === 0 ? (
        <Papers n={total} />
      ) : (
        <ul class={all.length > 4 ? 'counts-teams counts-two' : 'counts-teams'}>
          {all.map((team) => (
            <li key={team.id} class="counts-team">
              <TeamMark team={team} named />
              <Papers n={written[team.id] ?? 0} />
            </li>
          ))}
          {alone > 0 && (
            <li class="counts-team">
              <span>{t('Not in a team yet')}</span>
              <Papers n={alone} />
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

function Papers({ n }: { readonly n: number }) {
  return (
    <span class="papers">
      <strong class="papers-n figures">{n}</strong>
      <span class="papers-row" aria-hidden="true">
        {Array.from({ length: Math.min(n, MOST_SHEETS) }, (_, at) => (
          <span key={at} class="paper" />
        ))}
      </span>
    </span>
  );
}
