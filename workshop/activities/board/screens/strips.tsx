/** One line above the wall: how many have voted, which teams have handed in. */

import { byNumber, Icon, IconDone, TeamMark } from '@kit';
import { type ById, t, type Team } from '@wire';

/** While a vote is open only the number of voters is shown. */
export function Voters({ voters, people }: { readonly voters: number; readonly people: number }) {
  const of = Math.max(people, voters);
  return (
    <div class="strip">
      <p class="strip-words figures">{t('{n} of {of} have voted', { n: voters, of })}</p>
      <span class="strip-track" aria-hidden="true">
        <span class="strip-fill" style={{ width: `${of ? (100 * voters) / of : 0}%` }} />
      </span>
    </div>
  );
}

interface HandedInProps {
  readonly handedIn?: ById<number>;
  readonly teams: ById<Team>;
}

export function HandedIn({ handedIn = {}, teams }: HandedInProps) {
  const all = byNumber(teams);
  if (all.length === 0) return null;
  return (
    <ul class="strip">
      {all.map((team) => (
        <li key={team.id} class={handedIn[team.id] ? 'strip-team strip-done' : 'strip-team'}>
          <TeamMark team={team} named />
          {handedIn[team.id] ? <Icon of={IconDone} /> : null}
          <span class="unseen">{handedIn[team.id] ? t('handed in') : t('not handed in yet')}</span>
        </li>
      ))}
    </ul>
  );
}
