/** While people place cards: how far each team is. Nothing says where a card lies, or whether it lies right. */

import { byNumber, Icon, IconDone, type KindProjectorProps, type Listed, TeamMark, useFit } from '@kit';
import { type ById, t, type Team, tn, useRef } from '@wire';
import type { SortProgress, SortView } from '../views';

const NO_TEAM = '-';
const SIZES = [54, 48, 42, 36, 30];

export function Progress({ view, teams }: KindProjectorProps<SortView>) {
  const box = useRef<HTMLDivElement>(null);
  const rows = rowsOf(view, teams);
  const done = rows.reduce((sum, row) => sum + row.done, 0);
  const of = rows.reduce((sum, row) => sum + row.of, 0);
  useFit(box, SIZES, rows.length, done);
  return (
    <div ref={box} class="sort-progress">
      <p class="sort-progress-total figures">{total(view.play, done, of)}</p>
      <ul class={rows.length > 6 ? 'sort-rows sort-rows-two' : 'sort-rows'}>
        {rows.map((row) => (
          <Row key={row.id} row={row} cards={view.cards_n} alone={rows.length === 1} />
        ))}
      </ul>
    </div>
  );
}

function total(play: SortView['play'], n: number, of: number): string {
  return play === 'team' ? t('{n} of {of} teams have handed in', { n, of }) : t('{n} of {of} have handed in', { n, of });
}

type Row = Listed<SortProgress[string]> & { readonly team?: Team };

function rowsOf({ progress = {} }: SortView, teams: ById<Team>): Row[] {
  const inTeams = byNumber(teams).flatMap((team) => {
    const row = progress[team.id];
    return row ? [{ ...row, id: team.id, team }] : [];
  });
  const alone = progress[NO_TEAM];
  return alone ? [...inTeams, { ...alone, id: NO_TEAM }] : inTeams;
}

function Row({ row, cards, alone }: { readonly row: Row; readonly cards: number; readonly alone: boolean }) {
  // in a team game a team has one set of cards, else each of its people has one
  const all = cards * row.of;
  const share = all ? Math.min(100, (100 * row.placed) / all) : 0;
  return (
    <li class="sort-row">
      <span class="sort-row-name">{row.team ? <TeamMark team={row.team} named /> : alone ? t('Everybody') : t('Not in a team yet')}</span>
      <span class="sort-row-track" aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </span>
      <span class="sort-row-n figures">
        {row.done === row.of ? (
          <>
            <Icon of={IconDone} />
            <span class="unseen">{tn(row.of, 'handed in', 'all have handed in')}</span>
          </>
        ) : (
          t('{n} %', { n: Math.floor(share) })
        )}
      </span>
    </li>
  );
}
