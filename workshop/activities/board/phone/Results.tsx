/** How the room voted, as a card one wants to keep: place, note, dots, and where my own dots lie. */

import { pick, sorted, t, tn } from '@wire';
import type { BoardProps } from './board';
import { Dots } from './Dots';
import { targetName } from './SelfRating';
import { resultsOf, textOf } from './zones';

interface ResultsProps extends BoardProps {
  /** The stage whose vote it was. */
  readonly vote: string;
  readonly dots: ReadonlyMap<string, number>;
  /** Under the name of its step, where there are several. */
  readonly named?: boolean;
  /** Only the first so many places. */
  readonly first?: number;
}

export function Results({ block, vote, dots, first, named = false }: ResultsProps) {
  const result = resultsOf(block)?.[vote];
  if (!result) return <p class="soft">{t('The counts are not shown yet.')}</p>;
  const placed = Object.entries(result.notes).map(([id, place]) => ({ id, ...place, called: calledOf(block, id) }));
  const rows = sorted(placed.filter((note) => note.dots > 0 && note.place <= (first ?? note.place)), (note) => note.place);
  const most = Math.max(1, ...rows.map((note) => note.dots));
  return (
    <section class="panel board-results">
      <h2 class="section-title">
        {named && result.name ? pick(result.name) : t('Result')} <span class="figures">{tn(result.voters, 'one person voted', '{n} people voted')}</span>
      </h2>
      <ol>
        {rows.map((note) => (
          <li key={note.id} class={note.place <= 3 ? 'board-result board-result-top' : 'board-result'}>
            <span class="board-result-place figures">{note.place}</span>
            <div>
              <p>
                <bdi>{note.called}</bdi>
              </p>
              <p class="board-result-bar">
                <span class="board-bar" aria-hidden="true">
                  <span style={{ width: `${(100 * note.dots) / most}%` }} />
                </span>
                <strong class="figures">{tn(note.dots, 'one dot', '{n} dots')}</strong>
              </p>
              {(dots.get(note.id) ?? 0) > 0 && (
                <p class="soft board-result-mine">
                  {t('mine')} <Dots n={dots.get(note.id) ?? 0} of={dots.get(note.id) ?? 0} />
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
      {rows.length === 0 && <p class="soft">{t('Nobody placed a dot.')}</p>}
    </section>
  );
}

/** What stands on the thing that was voted on: a note of the wall or of my team's board, a cluster, a zone. */
function calledOf({ shared, team }: BoardProps['block'], id: string): string {
  const note = shared.notes[id] ?? team?.notes?.[id];
  if (note) return textOf(note);
  const zone = shared.zones[id];
  return zone ? pick(zone.title) : targetName(shared, id);
}
