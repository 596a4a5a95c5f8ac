/** Notes in the zones of their layout: at most 24 a page, larger where there are few. */

import { Beside, drawnBeside, Icon, IconDone, type Listed, NoteCard, type NoteColour, ranked, type SheetGroup, Sheets } from '@kit';
import { type BoardField, type BoardNote, type BoardView, type ById, lang, listed, pick, sorted, t, type Team, tn } from '@wire';
import { Axes, Backdrop } from './Backdrop';
import { ballots, type NamedResult, standings } from './ballots';
import { across, drawnZones } from './layouts';
import { notesIn, noteText, zoneColours } from './notes';

const SIZES = [54, 44, 36];
const MOST = 24;
/** A line of a note holds at least so many Chinese characters. */
const LEAST_LINE = 9;
/** In boxes below one another so many notes have room for what was written beside their text. */
const ROOM_BESIDE = 2;

interface NoteWallProps {
  readonly view: BoardView;
  readonly teams: ById<Team>;
  readonly fresh: ReadonlySet<string>;
}

export function NoteWall({ view, teams, fresh }: NoteWallProps) {
  const zones = drawnZones(view);
  const colours = zoneColours(view);
  const hidden = hiddenFields(view);
  const shown = { view, teams, fresh, hidden };
  const groups: SheetGroup[] = zones.map(({ id, title }) => ({
    id,
    heading: zones.length > 1 ? <Heading title={pick(title)} colour={colours.get(id)} n={inBoxes(view) ? notesIn(ranked(view.notes), id).length : 0} /> : undefined,
    items: [...examples(view, id, colours.get(id)), ...notes(shown, id, colours.get(id))],
  }));
  return (
    <div class={`layout layout-${view.layout}`}>
      <Axes view={view} />
      <Backdrop view={view} />
      <div class="layout-sheets">
        <Sheets groups={groups} sizes={SIZES} columns={columns} most={MOST} when={drawn(view)} from={`${view.stage?.id} ${view.shown}`} across={across(view)} />
      </div>
      {hidden.length > 0 && <p class="layout-told">{t('Not shown here: {fields}', { fields: listed(hidden.map(({ label }) => pick(label))) })}</p>}
    </div>
  );
}

/** In a box below others nobody sees how many pages it has: its heading says how many notes are in it. */
function Heading({ title, colour, n }: { readonly title: string; readonly colour: NoteColour | undefined; readonly n: number }) {
  return (
    <span class={`zone note-${colour}`}>
      {title}
      {n > 0 && <small class="figures"> {tn(n, '{n} note', '{n} notes')}</small>}
    </span>
  );
}

function inBoxes(view: BoardView): boolean {
  return across(view) < drawnZones(view).length;
}

/** Where boxes are full a wall shows the notes without what was written beside their text: else one note filled a box. */
function hiddenFields(view: BoardView): Listed<BoardField>[] {
  const written = ranked(view.fields).filter(({ id, type }) => type !== 'choice' && Object.values(view.notes).some(({ fields }) => fields?.[id]));
  const full = inBoxes(view) && drawnZones(view).some(({ id }) => notesIn(ranked(view.notes), id).length > ROOM_BESIDE);
  return full ? written : [];
}

function besideOf(view: BoardView, hidden: readonly Listed<BoardField>[]): ById<BoardField> {
  return Object.fromEntries(Object.entries(view.fields ?? {}).filter(([id]) => !hidden.some((field) => field.id === id)));
}

function columns(width: number, size: number): number {
  return Math.floor((width + 24) / (size * LEAST_LINE + 24));
}

interface Shown extends NoteWallProps {
  readonly hidden: readonly Listed<BoardField>[];
}

function notes({ view, teams, fresh, hidden }: Shown, zone: string, colour?: NoteColour): SheetGroup['items'] {
  return notesIn(inOrder(view), zone).map((note) => ({
    id: note.id,
    draw: (
      <NoteCard
        text={noteText(note)}
        erased={note.erased}
        colour={colour}
        by={note.by}
        team={note.team === undefined || view.shown !== undefined ? undefined : teams[note.team]}
        fresh={fresh.has(note.id)}
        class={view.archived?.[note.id] ? 'lands note-archived' : 'lands'}
      >
        <Beside note={note} frame={{ zones: view.zones, fields: besideOf(view, hidden) }} bases={view.refs} notes={view.notes} />
        {dots(view, note.id)}
        {view.archived?.[note.id] && <Talked />}
      </NoteCard>
    ),
  }));
}

/** It was talked about: checked off, and paler than the others. */
function Talked() {
  return (
    <p class="note-talked">
      <Icon of={IconDone} /> {t('talked about')}
    </p>
  );
}

function examples(view: BoardView, zone: string, colour?: NoteColour): SheetGroup['items'] {
  return ranked(view.examples)
    .filter((example) => example.zone === zone)
    .map(({ id, text }) => ({ id: `example-${id}`, draw: <NoteCard text={pick(text)} colour={colour} example /> }));
}

/** The votes whose dots stand on the notes: while people vote none of an earlier one, which would tell them how to. */
function countsOn(view: BoardView): NamedResult[] {
  return view.vote && view.vote.state !== 'closed' ? ballots(view, view.vote.id) : ballots(view);
}

/** By their dots where these may be seen and the layout stays while they are, else as they came. */
function inOrder(view: BoardView): Listed<BoardNote>[] {
  const votes = countsOn(view);
  const { arrived } = view;
  // cards that were called for stand as they came up
  if (arrived) return sorted(ranked(view.notes), ({ id, rank }) => arrived[id] ?? rank);
  return votes.length > 0 ? standings(view, votes) : ranked(view.notes);
}

function dots(view: BoardView, note: string) {
  const found = countsOn(view).reduce((sum, { result }) => sum + (result.notes[note]?.dots ?? 0), 0);
  return found > 0 ? <p class="note-dots figures">{tn(found, 'one dot', '{n} dots')}</p> : null;
}

/** A text that changes whenever a note would be drawn in another height. */
function drawn(view: BoardView): string {
  const notes = Object.entries(view.notes).map(([id, note]) => [id, note.zone, note.rank, noteText(note), note.by, note.team, drawnBeside(note, view.refs)]);
  return JSON.stringify([lang.value, notes, Object.keys(view.examples ?? {}), Object.keys(view.zones), view.results, view.vote?.state, view.layout, view.arrived, view.archived]);
}
