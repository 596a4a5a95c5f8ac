/** The boards of the teams at a glance: how much is on each, zone by zone; and the empty layout before anybody writes. */

import { byNumber, noteColour, TeamMark, usePages, PageMark } from '@kit';
import { type BoardView, type ById, pick, type Team, tn } from '@wire';
import { Axes, Backdrop } from './Backdrop';
import { across, drawnZones } from './layouts';

const MOST = 8;

interface BoardsProps {
  readonly view: BoardView;
  readonly teams: ById<Team>;
}

export function Boards({ view, teams }: BoardsProps) {
  const all = byNumber(teams).filter((team) => view.boards?.[team.id]);
  const pages = Math.max(1, Math.ceil(all.length / MOST));
  const page = usePages(pages, view.stage?.id);
  const here = all.slice(page * MOST, (page + 1) * MOST);
  return (
    <>
      <ul class={`boards boards-${here.length > 4 ? 8 : Math.max(1, here.length)}`}>
        {here.map((team) => (
          <li key={team.id} class="boards-one">
            <p class="boards-team">
              <TeamMark team={team} named />
              <strong class="figures">{tn(view.boards?.[team.id]?.n ?? 0, '{n} note', '{n} notes')}</strong>
            </p>
            <Small view={view} counts={view.boards?.[team.id]?.zones ?? {}} />
          </li>
        ))}
      </ul>
      <PageMark page={page} of={pages} />
    </>
  );
}

/** A board in small: each zone with its number. */
function Small({ view, counts }: { readonly view: BoardView; readonly counts: ById<number> }) {
  const zones = drawnZones(view);
  const side = zones.length > 4 ? Math.ceil(zones.length / 2) : Math.min(2, zones.length);
  return (
    <ol class={side > 2 ? 'boards-zones boards-narrow' : 'boards-zones'} style={{ '--across': side }}>
      {zones.map(({ id, title }, n) => (
        <li key={id} class={`boards-zone note-${noteColour(n)}${counts[id] ? ' boards-some' : ''}`}>
          <span>{pick(title)}</span>
          <strong class="figures">{counts[id] ?? 0}</strong>
        </li>
      ))}
    </ol>
  );
}

/** The layout without notes: what people are about to fill. */
export function EmptyLayout({ view }: { readonly view: BoardView }) {
  const zones = drawnZones(view);
  return (
    <div class={`layout layout-${view.layout}`}>
      <Axes view={view} />
      <Backdrop view={view} />
      <ul class="layout-empty" style={{ '--across': across(view) }}>
        {zones.map(({ id, title }, n) => (
          <li key={id} class={`layout-zone note-${noteColour(n)}`}>
            <span>{pick(title)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
