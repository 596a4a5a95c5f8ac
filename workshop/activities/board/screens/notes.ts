/** Small facts about notes that the wall and the console both need. */

import { type Listed, noteColour, type NoteColour, ranked, shownText } from '@kit';
import { type BoardFrame, type BoardNote, type BoardView, type ById, pick } from '@wire';
import { clusterName, withoutName } from '../phone/Mark';

export function noteText(note: Pick<BoardNote, 'text' | 'words' | 'erased'>): string {
  return note.words ? pick(note.words) : shownText(note);
}

/** What stands on the thing that was voted on: a note, a cluster with what lies in it, a zone. */
export function targetText(view: Pick<BoardFrame, 'zones'> & Pick<BoardView, 'clusters' | 'places'> & { readonly notes: ById<BoardNote> }, id: string): string {
  const note = view.notes[id];
  if (note) return noteText(note);
  const cluster = view.clusters?.[id];
  if (!cluster) return pick(view.zones[id]?.title ?? { zh: '', en: '' });
  if (cluster.name) return clusterName(cluster);
  const inside = ranked(view.notes).filter(({ id: one }) => view.places?.[one] === id);
  return withoutName(cluster, inside.slice(0, 3).map(noteText));
}

/** What a vote was on, drawn as notes: clusters tell what lies in them, zones their titles. */
export function voted(view: BoardView, of: 'cluster' | 'zone' | undefined): ById<BoardNote> {
  if (of === undefined) return view.notes;
  const targets = of === 'cluster' ? ranked(view.clusters) : ranked(view.zones);
  return Object.fromEntries(targets.map(({ id, rank }) => [id, { zone: of === 'zone' ? id : '', rank, text: targetText(view, id) }]));
}

/** A column gives its notes their colour. */
export function zoneColours(view: Pick<BoardFrame, 'zones'>): ReadonlyMap<string, NoteColour> {
  return new Map(ranked(view.zones).map(({ id }, n) => [id, noteColour(n)]));
}

export function notesIn<T extends BoardNote>(notes: readonly Listed<T>[], zone: string): Listed<T>[] {
  return notes.filter((note) => note.zone === zone);
}
