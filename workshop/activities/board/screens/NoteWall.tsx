/** Notes in their columns, or on one wall: at most 24 a page, larger where there are few. */

import { NoteCard, type NoteColour, ranked, type SheetGroup, Sheets } from '@kit';
import { type BoardView, type ById, lang, pick, t, type Team } from '@wire';
import { notesIn, noteText, zoneColours } from './notes';

const SIZES = [54, 44, 36];
const MOST = 24;
/** A line of a note holds at least so many Chinese characters. */
const LEAST_LINE = 9;

interface NoteWallProps {
  readonly view: BoardView;
  readonly teams: ById<Team>;
  readonly fresh: ReadonlySet<string>;
}

export function NoteWall({ view, teams, fresh }: NoteWallProps) {
  const zones = ranked(view.zones);
  const colours = zoneColours(view);
  const shown = { view, teams, fresh };
  const groups: SheetGroup[] = zones.map(({ id, title }) => ({
    id,
    heading: zones.length > 1 ? <span class={`zone note-${colours.get(id)}`}>{pick(title)}</span> : undefined,
    items: [...examples(view, id, colours.get(id)), ...notes(shown, id, colours.get(id))],
  }));
  return <Sheets groups={groups} sizes={SIZES} columns={columns} most={MOST} when={drawn(view)} from={view.stage?.id} />;
}

function columns(width: number, size: number): number {
  return Math.floor((width + 24) / (size * LEAST_LINE + 24));
}

function notes({ view, teams, fresh }: NoteWallProps, zone: string, colour?: NoteColour): SheetGroup['items'] {
  return notesIn(ranked(view.notes), zone).map((note) => ({
    id: note.id,
    draw: (
      <NoteCard
        text={noteText(note)}
        erased={note.erased}
        colour={colour}
        by={note.by}
        team={note.team === undefined ? undefined : teams[note.team]}
        fresh={fresh.has(note.id)}
        class="lands"
      >
        {dots(view, note.id)}
      </NoteCard>
    ),
  }));
}

function examples(view: BoardView, zone: string, colour?: NoteColour): SheetGroup['items'] {
  return ranked(view.examples)
    .filter((example) => example.zone === zone)
    .map(({ id, text }) => ({ id: `example-${id}`, draw: <NoteCard text={pick(text)} colour={colour} example /> }));
}

/** Dots while an open vote is not secret. */
function dots(view: BoardView, note: string) {
  const found = view.vote && view.results?.[view.vote.id]?.notes[note]?.dots;
  if (!found) return null;
  return <p class="note-dots figures">{t('{n} dots', { n: found })}</p>;
}

/** A text that changes whenever a note would be drawn in another height. */
function drawn(view: BoardView): string {
  const notes = Object.entries(view.notes).map(([id, note]) => [id, note.zone, note.rank, noteText(note), note.by, note.team]);
  return JSON.stringify([lang.value, notes, Object.keys(view.examples ?? {}), Object.keys(view.zones), view.results, view.vote?.state]);
}
