/** The notes as a list under their columns, with what can be done to each. */

import {
  Button,
  type Choice,
  IconErase,
  IconHide,
  IconMore,
  IconMove,
  IconReturn,
  IconShow,
  IconSpotlight,
  type KindConsoleProps,
  type Listed,
  Menu,
  NoteCard,
  type NoteColour,
  ranked,
  shownText,
} from '@kit';
import { type BoardConsole, type ConsoleNote, pick, sorted, t, tn } from '@wire';
import { ballots } from './ballots';
import { notesIn, noteText, zoneColours } from './notes';

type Props = KindConsoleProps<BoardConsole>;
type Note = Listed<ConsoleNote>;

export function ConsoleNotes(props: Props) {
  const { view } = props;
  const notes = byDots(view, ranked(view.notes));
  const colours = zoneColours(view);
  const unseen = view.total - notes.length;
  return (
    <section class="desk-notes">
      {ranked(view.zones).map(({ id, title }) => (
        <div key={id} class="desk-zone">
          <h3 class="desk-zone-title">
            {pick(title)}
            <span class="figures">{notesIn(notes, id).length}</span>
          </h3>
          <ul>
            {notesIn(notes, id).map((note) => (
              <Line key={note.id} {...props} note={note} colour={colours.get(id)} />
            ))}
          </ul>
        </div>
      ))}
      {unseen > 0 && <p class="desk-unseen">{tn(unseen, '{n} more note is not shown to you yet.', '{n} more notes are not shown to you yet.')}</p>}
    </section>
  );
}

/** Once dots can be seen the most dots come first. */
function byDots(view: BoardConsole, notes: Note[]): Note[] {
  const shown = ballots(view);
  if (shown.length === 0) return notes;
  return sorted(notes, ({ id }) => -dotsOf(view, id));
}

function dotsOf(view: BoardConsole, note: string): number {
  return ballots(view).reduce((sum, { result }) => sum + (result.notes[note]?.dots ?? 0), 0);
}

type LineProps = Props & { readonly note: Note; readonly colour?: NoteColour };

function Line(props: LineProps) {
  const { view, teams, note, colour, ask } = props;
  const lit = view.spotlit === note.id;
  const dots = dotsOf(view, note.id);
  return (
    <li>
      <NoteCard
        text={noteText(note)}
        erased={note.erased}
        colour={colour}
        by={note.by}
        team={note.team === undefined ? undefined : teams[note.team]}
        class={note.hidden ? 'desk-hidden' : undefined}
      >
        <div class="desk-note-foot">
          <span class="desk-note-state figures">{stateWords(note, dots)}</span>
          {note.level === 'room' && !note.hidden && (
            <Button
              look="quiet"
              icon={IconSpotlight}
              name={lit ? t('Put it back') : t('Put it in the middle')}
              pressed={lit}
              onPress={() => void ask('board/spotlight', { note: note.id, on: !lit })}
            />
          )}
          <Button
            look="quiet"
            icon={note.hidden ? IconShow : IconHide}
            name={note.hidden ? t('Show again') : t('Hide')}
            onPress={() => void ask(note.hidden ? 'board/restore_item' : 'board/hide_item', { note: note.id })}
          />
          <Others {...props} />
        </div>
      </NoteCard>
    </li>
  );
}

function Others({ view, note, ask, erase }: LineProps) {
  const zones = ranked(view.zones);
  const moves: Choice[] = zones.map(({ id, title }) => ({
    id,
    label: pick(title),
    under: t('Move to'),
    icon: IconMove,
    on: id === note.zone,
    onPick: () => void ask('board/move_note', { note: note.id, zone: id }),
  }));
  const back: Choice = { id: 'return', label: t('Give it back to the team'), icon: IconReturn, onPick: () => void ask('board/return_note', { note: note.id }) };
  const gone: Choice = {
    id: 'erase',
    label: t('Erase for ever …'),
    icon: IconErase,
    danger: true,
    onPick: () => erase(note.id, noteText(note)),
  };
  // the notes of the course are nobody's words
  const erasable = !note.words && !note.erased;
  const choices = [...(note.handed_in ? [back] : []), ...(erasable ? [gone] : []), ...(zones.length > 1 ? moves : [])];
  if (choices.length === 0) return null;
  return <Menu name={t('More for this note')} icon={IconMore} choices={choices} />;
}

function stateWords(note: Note, dots: number): string {
  const words = [
    dots > 0 && t('{n} dots', { n: dots }),
    note.hidden && t('hidden'),
    note.level === 'team' && !note.hidden && t('only its team'),
    note.ticked && !note.handed_in && t('ticked'),
    note.entered && t('entered by you'),
  ];
  return words.filter(Boolean).join(' · ');
}

/** What people added while the room talks, the newest first. */
export function ConsoleComments({ view, erase }: Props) {
  const comments = sorted(ranked(view.comments), ({ rank }) => -rank);
  if (comments.length === 0) return null;
  return (
    <details class="desk-part" open={view.stage?.type === 'discuss'}>
      <summary class="panel-title figures">{t('Added from the room ({n})', { n: comments.length })}</summary>
      <ul class="desk-comments">
        {comments.map(({ id, text, erased, by }) => (
          <li key={id} class="desk-comment">
            <p>
              <bdi class={erased && 'erased'}>{shownText({ text, erased })}</bdi>
              {by && <span class="desk-by">{by}</span>}
            </p>
            {!erased && (
              <Menu
                name={t('More for this line')}
                icon={IconMore}
                choices={[{ id: 'erase', label: t('Erase for ever …'), icon: IconErase, danger: true, onPick: () => erase(id, text) }]}
              />
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
