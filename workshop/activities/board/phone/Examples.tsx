/** Examples of the course, while the facilitator shows them. */

import { NoteCard, noteColour } from '@kit/NoteCard';
import { ranked } from '@kit/ranked';
import { pick } from '@wire';
import type { BoardProps } from './board';

export function Examples({ block }: Pick<BoardProps, 'block'>) {
  const { examples, zones } = block.shared;
  if (!examples) return null;
  return (
    <div class="board-notes">
      {ranked(examples).map((one) => (
        <NoteCard key={one.id} example text={pick(one.text)} colour={noteColour(zones[one.zone]?.rank ?? 0)} />
      ))}
    </div>
  );
}
