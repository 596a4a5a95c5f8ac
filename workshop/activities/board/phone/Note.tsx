/** A note of the board on the phone, with a name or a team where the board shows them. */

import { Beside } from '@kit/Beside';
import { NoteCard } from '@kit/NoteCard';
import type { BoardBasis, BoardNote, BoardPhones, ById, Children, Team } from '@wire';
import { colourOf, textOf } from './zones';

interface NoteProps {
  /** What notes may rest on, beside the notes of this board. */
  readonly bases?: ById<BoardBasis> | undefined;
  readonly notes?: ById<BoardNote> | undefined;
  readonly children?: Children;
  readonly note: BoardNote;
  readonly shared: BoardPhones;
  readonly teams: ById<Team>;
  readonly class?: string;
}

export function Note({ note, shared, teams, bases, notes, class: also, children }: NoteProps) {
  const team = shared.instances === 'team' ? undefined : teams[note.team ?? '']; // on a team's board all are the team's
  return (
    <NoteCard
      text={textOf(note)}
      erased={note.erased}
      colour={colourOf(shared, note.zone)}
      {...(note.by === undefined ? {} : { by: note.by })}
      {...(team ? { team } : {})}
      {...(also ? { class: also } : {})}
    >
      <Beside note={note} frame={shared} bases={bases ?? shared.refs} notes={notes ?? shared.notes} />
      {children}
    </NoteCard>
  );
}
