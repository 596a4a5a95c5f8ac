/** The notes as a list under their columns, with what can be done to each. */

import {
  Beside,
  Button,
  type Choice,
  Icon,
  IconDone,
  IconErase,
  IconHide,
  IconMore,
  IconMove,
  IconReturn,
  IconUp,
  IconShow,
  IconSpotlight,
  type KindConsoleProps,
  type Listed,
  Menu,
  NoteCard,
  type NoteColour,
  ranked,
  shownText,
  TeamMark,
  useDragging,
} from '@kit';
import { type BoardConsole, type ConsoleNote, pick, sorted, t, tn, useRef, useState } from '@wire';
import { BoardPicker } from './BoardPicker';
import { ballots, type NamedResult } from './ballots';
import { notesIn, noteText, zoneColours } from './notes';

type Props = KindConsoleProps<BoardConsole>;
type Note = Listed<ConsoleNote>;

export function ConsoleNotes(props: Props) {
  const { view, ask } = props;
  const box = useRef<HTMLElement>(null);
  const [held, hold] = useState<string>();
  const [board, setBoard] = useState<string>();
  const all = ranked(view.notes);
  const notes = byDots(view, board === undefined ? all : all.filter((note) => note.board === board));
  const colours = zoneColours(view);
  const unseen = view.total - all.length;
  const zones = ranked(view.zones);
  const move = (note: string, zone: string) => {
    hold(undefined);
    if (view.notes[note]?.zone !== zone) void ask('board/move_note', { note, zone });
  };
  useDragging(box, move, { on: zones.length > 1 });
  return (
    <section ref={box} class="desk-notes">
      {view.boards && <BoardPicker {...props} board={board} onPick={setBoard} />}
      {held !== undefined && <p class="desk-held">{t('Tap the zone it belongs to.')}</p>}
      <div class={`desk-zones desk-${view.layout}`}>
        {zones.map(({ id, title, limit }) => (
          <div key={id} class="desk-zone" data-drop={id}>
            <h3 class="desk-zone-title">
              {held === undefined ? (
                <span>{pick(title)}</span>
              ) : (
                <Button look="quiet" icon={IconMove} onPress={() => move(held, id)}>
                  {pick(title)}
                </Button>
              )}
              <span class="figures">
                {notesIn(notes, id).length}
                {limit === undefined ? '' : ` / ${limit}`}
              </span>
            </h3>
            <ul>
              {notesIn(notes, id).map((note) => (
                <Line key={note.id} {...props} note={note} colour={colours.get(id)} held={held === note.id} onHold={() => hold(held === note.id ? undefined : note.id)} />
              ))}
            </ul>
          </div>
        ))}
      </div>
      {unseen > 0 && <p class="desk-unseen">{tn(unseen, '{n} more note is not shown to you yet.', '{n} more notes are not shown to you yet.')}</p>}
    </section>
  );
}

/** What everybody sees first, while the room talks about it; once dots can be seen the most dots first. */
function byDots(view: BoardConsole, notes: Note[]): Note[] {
  const dotted = seen(view).length === 0 ? notes : sorted(notes, ({ id }) => -dotsOf(view, id));
  return view.stage?.type === 'discuss' ? sorted(dotted, (note) => (onWall(view, note) ? 0 : 1)) : dotted;
}

/** The votes whose dots stand on the notes: the one that is held now, else all of them. */
function seen(view: BoardConsole): NamedResult[] {
  return ballots(view, view.stage?.type === 'vote' ? view.stage.id : undefined);
}

function dotsOf(view: BoardConsole, note: string): number {
  return seen(view).reduce((sum, { result }) => sum + (result.notes[note]?.dots ?? 0), 0);
}

interface LineProps extends Props {
  readonly note: Note;
  readonly colour?: NoteColour;
  /** It is in the hand and goes to the zone that is tapped next. */
  readonly held: boolean;
  readonly onHold: () => void;
}

function Line(props: LineProps) {
  const { view, teams, note, colour, ask, held, onHold } = props;
  const many = Object.keys(view.zones).length > 1;
  const lit = view.spotlit === note.id;
  const talked = view.archived?.[note.id] === true;
  return (
    <li data-drag={note.id}>
      <NoteCard
        text={noteText(note)}
        erased={note.erased}
        colour={colour}
        by={note.by}
        team={note.team === undefined ? undefined : teams[note.team]}
        class={[note.hidden && 'desk-hidden', held && 'desk-in-hand'].filter(Boolean).join(' ')}
      >
        <Beside note={note} frame={view} bases={view.refs} notes={view.notes} />
        <div class="desk-note-foot">
          <span class="desk-note-state figures">{stateWords(view, note)}</span>
          {many && <Grip name={t('Move: {note}', { note: noteText(note) })} pressed={held} onPress={onHold} />}
          {onWall(view, note) && (
            <Button
              look="quiet"
              icon={IconSpotlight}
              name={lit ? t('Put it back') : t('Put it in the middle')}
              pressed={lit}
              onPress={() => void ask('board/spotlight', { note: note.id, on: !lit })}
            />
          )}
          {view.stage?.type === 'discuss' && onWall(view, note) && (
            <Button
              look="quiet"
              icon={IconDone}
              name={talked ? t('Open it again') : t('Talked about')}
              pressed={talked}
              onPress={() => void ask('board/archive', { note: note.id, on: !talked })}
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

/** A handle: to drag, to hold with the keyboard, or to tap and then tap a zone. */
function Grip({ name, pressed, onPress }: { readonly name: string; readonly pressed: boolean; readonly onPress: () => void }) {
  return (
    <button type="button" class="button button-quiet button-icon desk-grip" data-handle aria-label={name} title={name} aria-pressed={pressed} onClick={onPress}>
      <Icon of={IconMove} />
    </button>
  );
}

/** A note that everybody sees now, so that it can be put in the middle. */
function onWall(view: BoardConsole, note: Note): boolean {
  return !note.hidden && (view.instances === 'team' ? note.board !== undefined && note.board === view.shown : note.level === 'room');
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
  const up: Choice = { id: 'up', label: t('Hand it in for them'), icon: IconUp, onPick: () => void ask('board/put_up', { note: note.id }) };
  const gone: Choice = {
    id: 'erase',
    label: t('Erase for ever …'),
    icon: IconErase,
    danger: true,
    onPick: () => erase(note.id, noteText(note)),
  };
  // the notes of the course are nobody's words
  const mayGoUp = view.stage?.type === 'gather' && note.level === 'team' && !note.handed_in && !note.hidden;
  const erasable = !note.words && !note.erased;
  const choices = [...(note.handed_in ? [back] : []), ...(mayGoUp ? [up] : []), ...(erasable ? [gone] : []), ...(zones.length > 1 ? moves : [])];
  if (choices.length === 0) return null;
  return <Menu name={t('More for this note')} icon={IconMore} choices={choices} />;
}

/** Two votes are told apart: their dots together are what the room sees nowhere. */
function dotWords(view: BoardConsole, note: string): string {
  const votes = seen(view).map(({ name, result }) => ({ name, n: result.notes[note]?.dots ?? 0 }));
  return votes
    .filter(({ n }) => n > 0)
    .map(({ name, n }) => (votes.length > 1 ? tn(n, '{name}: one dot', '{name}: {n} dots', { name }) : tn(n, 'one dot', '{n} dots')))
    .join(' · ');
}

function stateWords(view: BoardConsole, note: Note): string {
  const words = [
    dotWords(view, note.id),
    note.hidden && t('hidden'),
    note.level === 'team' && !note.hidden && view.instances !== 'team' && t('only its team'),
    note.brought && t('brought along'),
    note.ticked && !note.handed_in && t('ticked'),
    note.entered && t('entered by you'),
  ];
  return words.filter(Boolean).join(' · ');
}

/** What people added while the room talks, the newest first. */
export function ConsoleComments({ view, teams, erase }: Props) {
  const comments = sorted(ranked(view.comments), ({ rank }) => -rank);
  if (comments.length === 0) return null;
  return (
    <details class="desk-part" open={view.stage?.type === 'discuss'}>
      <summary class="panel-title figures">{t('Added from the room ({n})', { n: comments.length })}</summary>
      <ul class="desk-comments">
        {comments.map(({ id, text, erased, by, team }) => (
          <li key={id} class="desk-comment">
            <p>
              <bdi class={erased && 'erased'}>{shownText({ text, erased })}</bdi>
              {team && teams[team] && <TeamMark team={teams[team]} named={!by} />}
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
