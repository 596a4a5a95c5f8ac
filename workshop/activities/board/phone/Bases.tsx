/** The notes that the one I am writing rests on: a list to tick, zone by zone, those it needs first. */

import { basisText } from '@kit/Beside';
import { ranked } from '@kit/ranked';
import { type BoardBasis, type BoardNote, type ById, pick, t } from '@wire';
import type { BoardProps } from './board';
import { boardNotes } from './zones';

type Basis = (BoardBasis | BoardNote) & { readonly id: string };

interface BasesProps extends BoardProps {
  /** The zone that was chosen for the note. */
  readonly zone: string | undefined;
  readonly on: ReadonlySet<string>;
  readonly onChange: (on: ReadonlySet<string>) => void;
}

export function Bases({ block, zone, on, onChange }: BasesProps) {
  const rests = block.shared.write?.rests;
  if (!rests) return null;
  const needed = Object.keys(rests.needs?.[zone ?? ''] ?? {});
  const all = bases(block).filter((basis) => needed.length === 0 || needed.includes(basis.zone));
  const zones = needed.length > 0 ? needed : [...new Set(all.map((basis) => basis.zone))];
  const full = rests.most !== undefined && on.size >= rests.most;
  const tick = (id: string) => onChange(new Set(on.has(id) ? [...on].filter((other) => other !== id) : [...on, id]));
  return (
    <fieldset class="board-bases">
      <legend>{t('What it rests on')}</legend>
      {all.length === 0 && <p class="soft">{t('There is nothing to rest on yet.')}</p>}
      {zones.map((from) => (
        <div key={from}>
          <p class="board-zone-title">{titleOf(block, from)}</p>
          {all
            .filter((basis) => basis.zone === from)
            .map((basis) => (
              <label key={basis.id} class={on.has(basis.id) ? 'board-basis board-basis-on' : 'board-basis'}>
                <input type="checkbox" checked={on.has(basis.id)} disabled={full && !on.has(basis.id)} onChange={() => tick(basis.id)} />
                <bdi>{basisText(basis)}</bdi>
                {'change' in basis && basis.change && <em>{basis.change === 'gone' ? t('taken away') : t('changed since')}</em>}
              </label>
            ))}
        </div>
      ))}
    </fieldset>
  );
}

function bases(block: BoardProps['block']): Basis[] {
  const writes = block.shared.write?.zones ?? {};
  const here = ranked(boardNotes(block) as ById<BoardNote>).filter((note) => !writes[note.zone]);
  return [...ranked(block.team?.refs), ...here];
}

function titleOf({ shared }: BoardProps['block'], zone: string): string {
  const title = shared.write?.rests?.titles?.[zone] ?? shared.zones[zone]?.title;
  return title ? pick(title) : zone;
}

/** What is still to be ticked, in words; undefined when nothing is. */
export function stillToTick(block: BoardProps['block'], zone: string | undefined, on: ReadonlySet<string>): string | undefined {
  const rests = block.shared.write?.rests;
  if (!rests) return undefined;
  const chosen = bases(block).filter((basis) => on.has(basis.id));
  for (const [from, least] of Object.entries(rests.needs?.[zone ?? ''] ?? {})) {
    if (chosen.filter((basis) => basis.zone === from).length < least) return t('Tick a note from “{zone}” as well.', { zone: titleOf(block, from) });
  }
  return chosen.length < rests.least ? t('Tick the note that this rests on.') : undefined;
}
