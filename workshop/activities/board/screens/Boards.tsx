/** The boards of the teams at a glance: how much is on each, zone by zone; and the empty layout before anybody writes. */

import { byNumber, noteColour, PageMark, TeamMark, usePages } from '@kit';
import { weightedLength } from '@kit/length';
import { type BoardView, type ById, pick, type Team, tn } from '@wire';
import { Axes, Backdrop } from './Backdrop';
import { across, drawnZones } from './layouts';

const MOST = 8;
/** When eight boards hang on a page: how long a word may be with two zones side by side, and with three. */
const LONGEST = 6;
const LONGEST_OF_THREE = 4;

interface BoardsProps {
  readonly view: BoardView;
  readonly teams: ById<Team>;
}

export function Boards({ view, teams }: BoardsProps) {
  const all = byNumber(teams).filter((team) => view.boards?.[team.id]);
  const most = hasNarrowZones(view) ? MOST / 2 : MOST;
  const pages = Math.max(1, Math.ceil(all.length / most));
  const page = usePages(pages, view.stage?.id);
  const here = all.slice(page * most, (page + 1) * most);
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

/** Whether a word would reach over the edge of its zone in the small board of one of eight teams. */
function hasNarrowZones(view: BoardView): boolean {
  const zones = drawnZones(view);
  const longest = zones.length > 4 ? LONGEST_OF_THREE : LONGEST;
  return zones.some(({ title }) => pick(title).split(/[\s-]/).some((word) => weightedLength(word) > longest));
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
