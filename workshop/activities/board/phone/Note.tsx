/** A note of the board on the phone, with a name or a team where the board shows them. */

import { NoteCard } from '@kit/NoteCard';
import type { BoardNote, BoardPhones, ById, Team } from '@wire';
import { colourOf, textOf } from './zones';

interface NoteProps {
  readonly note: BoardNote;
  readonly shared: BoardPhones;
  readonly teams: ById<Team>;
  readonly class?: string;
}

export function Note({ note, shared, teams, class: also }: NoteProps) {
  const team = teams[note.team ?? ''];
  return (
    <NoteCard
      text={textOf(note)}
      erased={note.erased}
      colour={colourOf(shared, note.zone)}
      {...(note.by === undefined ? {} : { by: note.by })}
      {...(team ? { team } : {})}
      {...(also ? { class: also } : {})}
    />
  );
}
