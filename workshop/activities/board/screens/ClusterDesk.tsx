/**
 * Clustering for the facilitator: tap notes, then where they go. Dragging does the same, and so does the menu of each
 * note; every symbol has a number key. What people and words suggest stands on top and is accepted or not.
 */

import { Button, type Choice, Icon, IconClose, IconDone, IconIdea, IconMore, IconMove, type KindConsoleProps, type Listed, Menu, noteColour, ranked, useKeys } from '@kit';
import { useDragging } from '@kit/drag';
import { type BoardCluster, type BoardConsole, type BoardSuggestion, type ConsoleNote, sorted, t, tn, useRef, useState } from '@wire';
import { clusterName, Mark, markName } from '../phone/Mark';
import { noteText } from './notes';

type Props = KindConsoleProps<BoardConsole>;

export const LOOSE = '';
export const ASIDE = '-';
const NEW = 'new';
/** A place without a name of its own. */
const IN_NONE = 'loose';

interface Table extends Props {
  readonly picked: ReadonlySet<string>;
  /** Picks a note or lets it go. */
  readonly onTap: (note: string) => void;
  /** What is picked goes there; or this note alone. */
  readonly put: (to: string, note?: string) => void;
  readonly clusters: readonly Listed<BoardCluster>[];
}

export function ClusterDesk(props: Props) {
  const { view } = props;
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const box = useRef<HTMLDivElement>(null);
  const clusters = ranked(view.clusters);
  const here = [...picked].filter((note) => view.notes[note]);
  const onTheWall = Object.values(view.notes).filter(({ level, hidden }) => level === 'room' && !hidden).length;
  const put = (to: string, note?: string) => {
    const notes = note !== undefined && !picked.has(note) ? [note] : here;
    if (notes.length === 0) return;
    setPicked(new Set());
    void move(props, notes, to);
  };
  const table: Table = {
    ...props, picked, clusters, put,
    onTap: (note) => setPicked((before) => (before.has(note) ? new Set([...before].filter((one) => one !== note)) : new Set([...before, note]))),
  };
  useDragging(box, (note, to) => put(to === IN_NONE ? LOOSE : to, note), { tapped: true });
  useKeys((key) => keyed(key, table, () => setPicked(new Set())));
  return (
    <div ref={box} class="table">
      <Head {...table} n={here.length} onDrop={() => setPicked(new Set())} />
      <Suggestions {...table} />
      <div class="table-clusters">
        {clusters.map((cluster, n) => (
          <Box key={cluster.id} {...table} cluster={cluster} nth={n} />
        ))}
        <NewBox {...table} n={here.length} />
      </div>
      {onTheWall === 0 ? (
        <p class="soft">{t('No note is on the wall. Go back a step and have some handed in.')}</p>
      ) : (
        <>
          <Rest {...table} place={LOOSE} title={t('In no cluster yet')} empty={t('Every note is in a cluster or set aside. Drag one here to take it out.')} />
          <Rest {...table} place={ASIDE} title={t('Set aside')} empty={t('Drag a note here that fits nowhere.')} />
        </>
      )}
    </div>
  );
}

function move({ ask, view }: Props, notes: readonly string[], to: string): Promise<boolean> {
  if (to === LOOSE) return ask('board/loosen_notes', { notes });
  if (to === ASIDE) return ask('board/set_aside', { notes });
  if (to !== NEW) return ask('board/group_notes', { notes, cluster: to });
  const from = new Set(notes.map((note) => view.places?.[note] ?? LOOSE));
  const [only = LOOSE] = from;
  // some notes of one cluster become a cluster of their own
  if (from.size === 1 && only !== LOOSE && only !== ASIDE) return ask('board/split_cluster', { cluster: only, notes });
  return ask('board/group_notes', { notes });
}

/** 1 to 9 put what is picked under the nth symbol, 0 and G make a new cluster, A sets aside, X lets go. */
function keyed(key: string, { put, clusters, picked }: Table, drop: () => void): boolean {
  if (picked.size === 0) return false;
  if (key === 'x') drop();
  else if (key === '0' || key === 'g') put(NEW);
  else if (key === 'a') put(ASIDE);
  else {
    const to = /^[1-9]$/.test(key) ? clusters[Number(key) - 1] : undefined;
    if (!to) return false;
    put(to.id);
  }
  return true;
}

function Head({ view, ask, n, onDrop, put, clusters }: Table & { readonly n: number; readonly onDrop: () => void }) {
  const { clustering } = view;
  const loose = notesAt(view, LOOSE).length;
  const pairs = clustering?.pairs ?? false;
  return (
    <div class="table-head">
      <p class="table-round">
        <strong>{pairs ? t('Pairs first') : t('Clusters')}</strong>{' '}
        <span class="figures">
          {tn(clusters.length, 'one under a symbol', '{n} under symbols')} · {t('{n} loose', { n: loose })}
          {clustering && !pairs && ` · ${t('{least} to {most} are wanted', { least: clustering.least, most: clustering.most })}`}
        </span>
      </p>
      <div class="desk-row">
        {n > 0 ? (
          <>
            <output class="table-picked figures">
              {tn(n, 'One note picked', '{n} notes picked')}
            </output>
            <Button look="primary" onPress={() => put(NEW)} disabled={n < 2} shortcut="0">
              {pairs ? t('A pair') : t('A new cluster')}
            </Button>
            <Button onPress={() => put(ASIDE)} shortcut="A">
              {t('Set aside')}
            </Button>
            <Button look="quiet" onPress={onDrop} shortcut="X">
              {t('Let go')}
            </Button>
          </>
        ) : (
          <>
            <Button pressed={!pairs} onPress={() => void ask('board/set_clustering', { to: pairs ? 'clusters' : 'pairs' })}>
              {pairs ? t('On to clusters') : t('Back to pairs')}
            </Button>
            {view.may_suggest && (
              <Button icon={IconIdea} onPress={() => void ask('board/suggest_clusters')}>
                {t('Look for the same words')}
              </Button>
            )}
            {loose > 0 && clusters.length > 0 && <Button onPress={() => void ask('board/mark_rest')}>{t('Set the rest aside')}</Button>}
          </>
        )}
      </div>
    </div>
  );
}

function notesAt(view: BoardConsole, place: string): Listed<ConsoleNote>[] {
  return ranked(view.notes).filter(
    (note) => note.level === 'room' && !note.hidden && view.merged?.[note.id] === undefined && (view.places?.[note.id] ?? LOOSE) === place,
  );
}

function Box(props: Table & { readonly cluster: Listed<BoardCluster>; readonly nth: number }) {
  const { cluster, nth, picked, put, clusters, ask, view } = props;
  const notes = notesAt(props.view, cluster.id);
  const others: Choice[] = clusters
    .filter(({ id }) => id !== cluster.id)
    .map(({ id, mark }) => ({ id, label: markName(mark), under: t('Merge into'), onPick: () => void ask('board/merge_clusters', { cluster: cluster.id, into: id }) }));
  const apart: Choice = { id: 'apart', label: t('Take apart'), onPick: () => void ask('board/loosen_notes', { notes: notes.map(({ id }) => id) }) };
  return (
    <section class={`table-box note-${noteColour(cluster.mark)}`} data-drop={cluster.id}>
      <header class="table-box-head">
        <button type="button" class="table-to" disabled={picked.size === 0} onClick={() => put(cluster.id)}>
          <Mark mark={cluster.mark} named />
          {nth < 9 && <kbd class="button-key">{nth + 1}</kbd>}
          <span class="figures">{notes.length}</span>
          {picked.size > 0 && <span class="table-here">{t('put here')}</span>}
        </button>
        <Menu name={t('More for {cluster}', { cluster: clusterName(cluster) })} icon={IconMore} choices={[apart, ...(view.clustering?.pairs ? [] : others)]} />
      </header>
      <Chips {...props} notes={notes} />
    </section>
  );
}

function NewBox({ put, n }: Table & { readonly n: number }) {
  return (
    <button type="button" class="table-box table-new" data-drop={NEW} disabled={n < 2} onClick={() => put(NEW)}>
      {n === 1 ? t('Pick one more note') : t('A new cluster')}
    </button>
  );
}

interface RestProps extends Table {
  readonly place: string;
  readonly title: string;
  /** What is said while nothing lies here. */
  readonly empty: string;
}

function Rest(props: RestProps) {
  const { place, title, picked, put, empty } = props;
  const notes = notesAt(props.view, place);
  return (
    <section class="table-rest" data-drop={place === LOOSE ? IN_NONE : place}>
      <header class="table-box-head">
        <button type="button" class="table-to" disabled={picked.size === 0} onClick={() => put(place)}>
          {title} <span class="figures">{notes.length}</span>
          {picked.size > 0 && <span class="table-here">{t('put here')}</span>}
        </button>
      </header>
      {notes.length === 0 && <p class="soft">{empty}</p>}
      <Chips {...props} notes={notes} />
    </section>
  );
}

function Chips(props: Table & { readonly notes: readonly Listed<ConsoleNote>[] }) {
  return (
    <ul class="table-notes">
      {props.notes.map((note) => (
        <Chip key={note.id} {...props} note={note} />
      ))}
    </ul>
  );
}

function Chip(props: Table & { readonly note: Listed<ConsoleNote> }) {
  const { note, picked, onTap, view } = props;
  const on = picked.has(note.id);
  const same = view.same?.[note.id] ?? 1;
  return (
    <li class={on ? 'table-note table-on' : 'table-note'} data-drag={note.id}>
      <button type="button" data-handle aria-pressed={on} onClick={() => onTap(note.id)}>
        <bdi>{noteText(note)}</bdi>
        {same > 1 && <span class="figures"> ×{same}</span>}
      </button>
      <Menu name={t('More for this note')} icon={IconMove} choices={choicesOf(props)} />
    </li>
  );
}

/** "Move to": whatever dragging and tapping can do. */
function choicesOf({ note, clusters, put, picked, view, ask }: Table & { readonly note: Listed<ConsoleNote> }): Choice[] {
  const place = view.places?.[note.id] ?? LOOSE;
  const moves: Choice[] = clusters.map(({ id, mark }) => ({ id, label: markName(mark), under: t('Move to'), on: place === id, onPick: () => put(id, note.id) }));
  const out: Choice[] = place === LOOSE ? [] : [{ id: 'loose', label: t('In no cluster'), under: t('Move to'), on: false, onPick: () => put(LOOSE, note.id) }];
  const aside: Choice = { id: 'aside', label: t('Set aside'), under: t('Move to'), on: place === ASIDE, onPick: () => put(ASIDE, note.id) };
  const [other] = [...picked].filter((one) => one !== note.id);
  const same: Choice[] = picked.size === 1 && other !== undefined
    ? [{ id: 'same', label: t('Says the same as the picked one: make them one'), onPick: () => void ask('board/merge_notes', { note: other, into: note.id }) }]
    : [];
  const apart: Choice[] = Object.entries(view.merged ?? {})
    .filter(([, into]) => into === note.id)
    .map(([one]) => ({ id: `apart-${one}`, label: t('Take out again: {note}', { note: noteText(view.notes[one] ?? { text: '' }) }), onPick: () => void ask('board/separate_note', { note: one }) }));
  return [...moves, ...out, aside, ...same, ...apart];
}

function Suggestions(props: Table) {
  const { view, ask } = props;
  const found = ranked(view.suggestions);
  const [all, showAll] = useState(false);
  if (found.length === 0) return null;
  const shown = all ? found : found.slice(0, SHOWN);
  return (
    <section class="table-suggestions" aria-label={t('Suggestions')}>
      {shown.map((one) => (
        <div key={one.id} class="table-suggestion">
          <p>
            <Icon of={IconIdea} /> <span class="desk-note-state">{one.words ? t('the same words') : tn(one.people, 'one person', '{n} people')}</span>{' '}
            <bdi>{wordsOf(one, view)}</bdi>
          </p>
          <Button look="quiet" icon={IconDone} name={t('Put them together')} onPress={() => void ask('board/accept_suggestion', { suggestion: one.id })} />
          <Button look="quiet" icon={IconClose} name={t('Dismiss')} onPress={() => void ask('board/dismiss_suggestion', { suggestion: one.id })} />
        </div>
      ))}
      {found.length > SHOWN && (
        <Button look="quiet" onPress={() => showAll(!all)}>
          {all ? t('Show fewer') : t('{n} more', { n: found.length - SHOWN })}
        </Button>
      )}
    </section>
  );
}

const SHOWN = 3;

function wordsOf(one: BoardSuggestion, view: BoardConsole): string {
  return sorted(Object.keys(one.notes), (note) => one.notes[note] ?? 0)
    .map((note) => noteText(view.notes[note] ?? { text: '' }))
    .join(' + ');
}
