/** The columns of a board, as the phone offers and colours them. */

import { noteColour } from '@kit/NoteCard';
import { ranked } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { type BoardNote, type BoardPhones, pick } from '@wire';

/** From here on a note is drawn smaller on the wall. */
export const FITS_THE_WALL = 30;

/** The columns that may be written into now. */
export function zonesOf(shared: BoardPhones) {
  return ranked(shared.zones)
    .filter((zone) => !shared.write || shared.write.zones[zone.id])
    .map((zone) => ({ id: zone.id, text: pick(zone.title), colour: noteColour(zone.rank) }));
}

export function colourOf(shared: BoardPhones, zone: string | undefined) {
  return noteColour(shared.zones[zone ?? '']?.rank ?? ranked(shared.zones)[0]?.rank ?? 0);
}

/** What stands on a note: somebody's words, or the course's in the reader's language. */
export function textOf(note: BoardNote): string {
  return note.words ? pick(note.words) : shownText(note);
}
