/** The stages after the writing on the wall: clusters under symbols, a name for each, what was decided. */

import { byNumber, fitAgain, type KindProjectorProps, type Listed, NoteCard, noteColour, ranked, type SheetGroup, Sheets, shownText, TeamMark, useFit, useGather } from '@kit';
import { PresentWall } from '@kit/present/PresentWall';
import { type BoardCluster, type BoardNote, type BoardView, lang, pick, sorted, t, tn, useEffect, useRef } from '@wire';
import { Answers, shownValue } from '../phone/answers';
import { clusterName, Mark, markName } from '../phone/Mark';
import { handOptions } from '../phone/Resolve';
import { NoteWall } from './NoteWall';
import { noteText, zoneColours } from './notes';

type Props = KindProjectorProps<BoardView>;

const ASIDE = '-';
const SIZES = [44, 36, 30];
const MOST = 14;
/** A line of a note in a cluster holds at least so many Chinese characters. */
const LEAST_LINE = 11;

/** Every cluster a box under its symbol, then the notes that are in none, unless the vote is on; what was set aside is counted. */
export function ClusterWall({ view, teams }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useGather(box);
  const notes = ranked(view.notes);
  const votes = view.stage?.type === 'vote';
  const loose = votes ? [] : notes.filter(({ id }) => view.places?.[id] === undefined);
  const aside = notes.filter(({ id }) => view.places?.[id] === ASIDE).length;
  const clusters = ranked(view.clusters);
  const group: SheetGroup = {
    id: 'clusters',
    items: [
      ...clusters.map((cluster) => ({ id: cluster.id, draw: <Box cluster={cluster} notes={notes.filter(({ id }) => view.places?.[id] === cluster.id)} view={view} /> })),
      ...loose.map((note) => ({ id: note.id, draw: <Loose note={note} view={view} teams={teams} /> })),
    ],
  };
  return (
    <div ref={box} class="clusters">
      {!votes && <p class="clusters-told figures">{told(view, clusters.length, loose.length, aside)}</p>}
      <Sheets
        groups={[group]}
        sizes={SIZES}
        columns={(width, size) => Math.floor((width + 24) / (size * LEAST_LINE + 60))}
        most={clusters.length > 0 ? MOST : 24}
        when={JSON.stringify([lang.value, clusters, view.places, view.same, notes.map(noteText)])}
        from={view.stage?.id}
      />
    </div>
  );
}

function told({ clustering }: BoardView, clusters: number, loose: number, aside: number): string {
  return [
    clustering?.pairs ? tn(clusters, 'One pair', '{n} pairs') : tn(clusters, 'One cluster', '{n} clusters'),
    loose > 0 && t('{n} loose', { n: loose }),
    aside > 0 && t('{n} set aside', { n: aside }),
  ].filter(Boolean).join(' · ');
}

interface BoxProps {
  readonly cluster: Listed<BoardCluster>;
  readonly notes: readonly Listed<BoardNote>[];
  readonly view: BoardView;
}

function Box({ cluster, notes, view }: BoxProps) {
  return (
    <section class={`cluster note-${noteColour(cluster.mark)}`} data-gather={cluster.id}>
      <h2 class="cluster-head">
        <Mark mark={cluster.mark} /> <span>{cluster.name ? clusterName(cluster) : markName(cluster.mark)}</span>
      </h2>
      <ul>
        {notes.map((note) => (
          <li key={note.id} data-gather={note.id} class="cluster-note">
            <bdi class={note.erased && 'erased'}>{noteText(note)}</bdi>
            {(view.same?.[note.id] ?? 1) > 1 && <span class="figures"> ×{view.same?.[note.id]}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Loose({ note, view, teams }: { readonly note: Listed<BoardNote>; readonly view: BoardView; readonly teams: Props['teams'] }) {
  return (
    <div data-gather={note.id}>
      <NoteCard text={noteText(note)} erased={note.erased} colour={zoneColours(view).get(note.zone)} by={note.by} team={note.team === undefined ? undefined : teams[note.team]} />
    </div>
  );
}

/** One cluster large with its notes and the names that teams propose; the names so far on the right. */
export function NameWall({ view, teams }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const { naming, clusters } = view;
  const cluster = naming?.cluster === undefined ? undefined : clusters?.[naming.cluster];
  const proposals = ranked(naming?.proposals);
  const notes = ranked(view.notes).filter(({ id }) => view.places?.[id] === naming?.cluster);
  const named = sorted(ranked(clusters), ({ id }) => naming?.order[id] ?? 0);
  useFit(box, [54, 48, 44, 40, 36, 32, 28], JSON.stringify([lang.value, naming, notes.length, named]));
  return (
    <div ref={box} class="naming">
      {cluster && (
        <section class={`naming-now note-${noteColour(cluster.mark)}`}>
          <h2 class="naming-title">
            <Mark mark={cluster.mark} /> <span>{cluster.name ? shownText(cluster.name) : naming?.stem ? pick(naming.stem) : t('What do we call it?')}</span>
          </h2>
          <ul class="naming-notes">
            {notes.map((note) => (
              <li key={note.id} class="cluster-note">
                <bdi>{noteText(note)}</bdi>
              </li>
            ))}
          </ul>
          {proposals.length > 0 && (
            <ul class="naming-proposals">
              {proposals.map((one) => {
                const team = teams[one.team ?? ''];
                return (
                  <li key={one.id} class="lands">
                    {team && <TeamMark team={team} />} <bdi class={one.erased && 'erased'}>{shownText(one)}</bdi>
                  </li>
                );
              })}
            </ul>
          )}
        </section>
      )}
      <ol class="naming-list">
        {named.map((one) => (
          <li key={one.id} class={one.id === naming?.cluster ? 'naming-at' : undefined}>
            <Mark mark={one.mark} /> <span>{one.name ? shownText(one.name) : '…'}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The names read once more, the hands once they are counted, the conclusions: what the room goes by on top. */
export function ResolveWall({ view, teams, people }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const clusters = ranked(view.clusters);
  const isConcluded = Object.keys(view.conclusions ?? {}).length > 0;
  useFit(box, [54, 48, 44, 40, 36, 32, 28], JSON.stringify([lang.value, view.clusters, view.hands, isConcluded, view.concluded]));
  // what is above the conclusions takes room from them, or gives it back
  useEffect(fitAgain, [isConcluded, view.hands?.state, clusters.length]);
  return (
    <div class="resolve">
      <div ref={box} class={isConcluded ? 'resolve-top resolve-above' : 'resolve-top'}>
        {view.hands && <Hands hands={view.hands} people={people} />}
        {clusters.length > 0 && (
          <ol class="resolve-names">
            {clusters.map((cluster) => (
              <li key={cluster.id}>
                <Mark mark={cluster.mark} /> <span>{clusterName(cluster)}</span>
              </li>
            ))}
          </ol>
        )}
        {view.concluded && <Standing view={view} teams={teams} />}
        {!isConcluded && <Asked view={view} />}
      </div>
      {isConcluded && <Conclusions view={view} teams={teams} />}
    </div>
  );
}

/** How many show how many fingers; what the most and the fewest mean is said. */
function Hands({ hands, people }: { readonly hands: NonNullable<BoardView['hands']>; readonly people: number }) {
  if (hands.state === 'open') return <p class="resolve-up figures">{t('{n} of {of} hands are up', { n: hands.up, of: Math.max(people, hands.up) })}</p>;
  const options = handOptions(hands);
  const most = Math.max(1, ...Object.values(hands.counts ?? {}));
  return (
    <ul class={`hands hands-${hands.kind} figures`}>
      {options.map(({ id, text }, n) => (
        <li key={id}>
          <span class="hands-n">{hands.counts?.[id] ?? 0}</span>
          <span class="hands-track" aria-hidden="true">
            <span style={{ height: `${(100 * (hands.counts?.[id] ?? 0)) / most}%` }} />
          </span>
          <span class="hands-shown">{hands.kind === 'thumb' || n === 0 || n === options.length - 1 ? text : id}</span>
        </li>
      ))}
    </ul>
  );
}

const CONCLUSION_SIZES = [48, 44, 40, 36, 30];
/** A line of a conclusion holds at least so many Chinese characters. */
const LEAST_CONCLUSION = 10;

/** Once the room goes by one of them only that one stays up. */
function Conclusions({ view, teams }: Pick<Props, 'view' | 'teams'>) {
  const fields = ranked(view.asked);
  const all = sorted(Object.entries(view.conclusions ?? {}), ([unit]) => teams[unit]?.number ?? 0);
  const pinned = all.filter(([, one]) => one.pinned);
  const found = pinned.length > 0 ? pinned : all;
  const items = found.map(([unit, one]) => ({
    id: unit,
    draw: (
      <section class={one.pinned ? 'conclusion conclusion-pinned' : 'conclusion'}>
        <p class="conclusion-by">
          {teams[unit] ? <TeamMark team={teams[unit]} named /> : one.by}
          {one.pinned && <strong>{t('What the room goes by')}</strong>}
        </p>
        <Answers fields={fields} one={one} />
      </section>
    ),
  }));
  return (
    <div class="conclusions">
      <Sheets
        groups={[{ id: 'conclusions', items }]}
        sizes={CONCLUSION_SIZES}
        columns={(width, size) => Math.max(1, Math.min(found.length, Math.floor((width + 24) / (size * LEAST_CONCLUSION + 64))))}
        most={24}
        when={JSON.stringify([lang.value, found, fields])}
        from={view.stage?.id}
      />
    </div>
  );
}

/** What is to be filled in, before the first has been. */
function Asked({ view }: Pick<Props, 'view'>) {
  const asked = ranked(view.asked);
  if (asked.length === 0) return null;
  return (
    <ul class="invitation-zones resolve-asked">
      {asked.map(({ id, label }, n) => (
        <li key={id} class={`invitation-zone note-${noteColour(n)}`}>
          {pick(label)}
        </li>
      ))}
    </ul>
  );
}

/** What teams and people conclude for themselves is counted here, not shown. */
function Standing({ view, teams }: Pick<Props, 'view' | 'teams'>) {
  const concluded = view.concluded ?? {};
  const asked = concluded['-'] === undefined ? byNumber(teams) : [];
  if (asked.length === 0) return <p class="resolve-up figures">{tn(Object.values(concluded).reduce((sum, n) => sum + n, 0), 'One conclusion is written', '{n} conclusions are written')}</p>;
  const fields = Object.keys(view.asked ?? {}).length;
  return (
    <ul class="resolve-teams">
      {asked.map((team) => (
        <li key={team.id}>
          <TeamMark team={team} named /> <strong class="figures">{fields > 0 ? t('{n} of {of}', { n: concluded[team.id] ?? 0, of: fields }) : (concluded[team.id] ?? 0)}</strong>
        </li>
      ))}
    </ul>
  );
}

/** The page of the team that is on: its notes under their zones, and its conclusion. */
export function ShowWall({ room, view, teams }: Props) {
  const { show, page } = view;
  if (!show) return null;
  return (
    <PresentWall room={room} show={show} teams={teams}>
      {page && <Page view={view} teams={teams} page={page} />}
    </PresentWall>
  );
}

/** What it concluded above its board, which is laid out as in the work and goes over several pages where it is full. */
function Page({ view, teams, page }: Pick<Props, 'view' | 'teams'> & { readonly page: NonNullable<BoardView['page']> }) {
  const box = useRef<HTMLDListElement>(null);
  const { notes = {}, fields } = page;
  const said = JSON.stringify([lang.value, page.unit, fields]);
  useFit(box, [54, 48, 44, 40, 36, 32, 28], JSON.stringify([lang.value, page]));
  useEffect(fitAgain, [said]); // what it concluded takes room from its notes, or gives it back
  return (
    <div class="page">
      {fields && (
        <dl ref={box} class={Object.keys(notes).length > 0 ? 'page-fields page-above' : 'page-fields'}>
          {ranked(page.asked).filter(({ id }) => fields[id]).map((field) => (
            <div key={field.id}>
              <dt>{pick(field.label)}</dt>
              <dd>
                <bdi>{shownValue(field, fields[field.id])}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {Object.keys(notes).length > 0 && (
        <div class="page-notes">
          <NoteWall view={{ ...view, notes, shown: page.unit }} teams={teams} fresh={NONE} />
        </div>
      )}
    </div>
  );
}

const NONE: ReadonlySet<string> = new Set();

/** What is called for, large, above the cards that come up one by one. */
export function CallStrip({ view, teams }: Pick<Props, 'view' | 'teams'>) {
  const call = view.call && view.calls?.[view.call.id];
  if (!call) return null;
  return (
    <div class="strip">
      <p class="strip-words">{pick(call.title)}</p>
      {byNumber(teams).map((team) => {
        const given = view.call?.given[team.id] ?? 0;
        return (
          <span key={team.id} class={given >= call.per_team ? 'strip-team strip-done' : 'strip-team'}>
            <TeamMark team={team} named /> <span class="figures">{given}/{call.per_team}</span>
          </span>
        );
      })}
    </div>
  );
}
