/** Small facts about notes that the wall and the console both need. */

import { type Listed, noteColour, type NoteColour, ranked, shownText } from '@kit';
import { type BoardFrame, type BoardNote, pick } from '@wire';

export function noteText(note: Pick<BoardNote, 'text' | 'words' | 'erased'>): string {
  return note.words ? pick(note.words) : shownText(note);
}

/** A column gives its notes their colour. */
export function zoneColours(view: Pick<BoardFrame, 'zones'>): ReadonlyMap<string, NoteColour> {
  return new Map(ranked(view.zones).map(({ id }, n) => [id, noteColour(n)]));
}

export function notesIn<T extends BoardNote>(notes: readonly Listed<T>[], zone: string): Listed<T>[] {
  return notes.filter((note) => note.zone === zone);
}
