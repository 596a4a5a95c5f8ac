/** The columns of a board, as the phone offers and colours them. */

import { noteColour } from '@kit/NoteCard';
import { ranked } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { type BoardNote, type BoardPhones, type ById, type ComposerField, pick, t } from '@wire';
import type { BoardProps } from './board';

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

/** The notes of the board I look at: my team's, where every team has one, else the wall's. */
export function boardNotes({ shared, team }: Pick<BoardProps['block'], 'shared' | 'team'>): ById<BoardNote> {
  return shared.instances === 'team' ? (team?.notes ?? {}) : shared.notes;
}

export function resultsOf({ shared, team }: Pick<BoardProps['block'], 'shared' | 'team'>) {
  return shared.instances === 'team' ? team?.results : shared.results;
}

/** The fields of a note as the composer asks for them. */
export function fieldsOf(shared: BoardPhones): readonly ComposerField[] {
  return ranked(shared.fields).map(({ id, label, type, required, longest, shortest, options }) => ({
    id, type, required, label: pick(label),
    ...(longest === undefined ? {} : { longest }),
    ...(shortest === undefined ? {} : { shortest }),
    ...(options ? { options: ranked(options).map((option) => ({ id: option.id, text: pick(option.title) })) } : {}),
  }));
}

/** The zones to choose from; those that stand two by two stand so on the phone, too. */
export function choiceOf(shared: BoardPhones) {
  const label = shared.layout === 'columns' ? t('Choose a column') : t('Choose where it belongs');
  return { label, options: zonesOf(shared), pairs: shared.layout === 'matrix' || shared.layout === 'panes' };
}

/** What stands on a note: somebody's words, or the course's in the reader's language. */
export function textOf(note: BoardNote): string {
  return note.words ? pick(note.words) : shownText(note);
}
