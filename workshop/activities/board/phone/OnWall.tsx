/** What is on the wall already, on the phone: what came last is first. */

import { ranked } from '@kit/ranked';
import { sorted, t } from '@wire';
import type { BoardProps } from './board';
import { Note } from './Note';

export function OnWall({ block, teams }: BoardProps) {
  const { arrived } = block.shared;
  const notes = sorted(ranked(block.shared.notes), ({ id, rank }) => -(arrived?.[id] ?? -rank));
  if (notes.length === 0) return null;
  return (
    <section>
      <h2 class="section-title">
        {t('On the wall')} <span class="figures">{notes.length}</span>
      </h2>
      <div class="board-notes">
        {notes.map((note) => (
          <Note key={note.id} note={note} shared={block.shared} teams={teams} />
        ))}
      </div>
    </section>
  );
}
