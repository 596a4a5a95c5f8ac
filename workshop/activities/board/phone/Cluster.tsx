/** Clusters on the phone: see what lies together, and suggest two notes that belong together. */

import { Button } from '@kit/Button';
import { ranked } from '@kit/ranked';
import { sorted, t, tn, useState } from '@wire';
import { clusterName, Mark } from './Mark';
import type { BoardProps } from './board';
import { Note } from './Note';
import { onTheWay, refusedHere } from './overlay';
import { Question } from './Question';
import { textOf } from './zones';

const ASIDE = '-';

export function Cluster(props: BoardProps) {
  const { room, block, parts } = props;
  const { clustering } = block.shared;
  const suggests = clustering !== undefined && clustering.by !== 'facilitator';
  return (
    <>
      <Question {...props} />
      <parts.Refusals items={refusedHere(room.outbox.value, block.id)} />
      {suggests ? <Suggest {...props} /> : <Clusters {...props} />}
    </>
  );
}

/** Tap two notes: that is one suggestion. It shows as mine until the facilitator has put them together or not. */
function Suggest(props: BoardProps) {
  const { room, block, locked, parts } = props;
  const [first, setFirst] = useState<string>();
  const mine = suggested(props);
  const tap = (note: string) => {
    if (first === undefined) setFirst(note);
    else {
      setFirst(undefined);
      if (first !== note) void room.ask('board/suggest_pair', { notes: [first, note], on: true }, { block: block.id });
    }
  };
  const { notes } = block.shared;
  const waiting = onTheWay(room.outbox.value, block.id).some((item) => item.wish.type === 'board/suggest_pair' && item.state === 'waiting');
  return (
    <>
      <output class="soft">
        {first === undefined ? t('Tap two notes that point the same way.') : t('Now the one it belongs to: “{note}”', { note: textOf(notes[first] ?? { zone: '', rank: 0, text: '' }) })}
      </output>
      {mine.length > 0 && (
        <section>
          <h2 class="section-title">
            {t('My suggestions')} <span class="figures">{mine.length}</span> {waiting && <parts.Says state="waiting" />}
          </h2>
          <ul class="board-pairs">
            {mine.map((pair) => (
              <li key={pair.join('-')}>
                <bdi>{pair.map((note) => textOf(notes[note] ?? { zone: '', rank: 0, text: '' })).join(' + ')}</bdi>
                <Button
                  look="quiet"
                  disabled={locked}
                  onPress={() => void room.ask('board/suggest_pair', { notes: pair, on: false }, { block: block.id })}
                >
                  {t('Take back')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Clusters {...props} {...(locked ? {} : { picked: first, onTap: tap })} />
    </>
  );
}

/** The pairs I found that are still apart, those on their way among them. */
function suggested({ room, block }: BoardProps): string[][] {
  const pairs = new Set(Object.keys(block.mine?.suggested ?? {}));
  for (const { wish } of onTheWay(room.outbox.value, block.id)) {
    if (wish.type !== 'board/suggest_pair' || !Array.isArray(wish['notes'])) continue;
    const key = sorted(wish['notes'] as string[], (note) => note).join('-');
    if (wish['on'] === false) pairs.delete(key);
    else pairs.add(key);
  }
  const { places = {}, notes } = block.shared;
  return [...pairs]
    .map((key) => key.split('-'))
    .filter((pair) => pair.every((note) => notes[note]))
    .filter(([one = '', other = '']) => places[one] === undefined || places[one] !== places[other]);
}

interface ClustersProps extends BoardProps {
  readonly picked?: string | undefined;
  readonly onTap?: (note: string) => void;
}

/** What is loose first: that is where something can be done. */
export function Clusters(props: ClustersProps) {
  const { shared } = props.block;
  const { places = {}, clusters } = shared;
  const notes = ranked(shared.notes);
  const loose = notes.filter(({ id }) => places[id] === undefined);
  const aside = notes.filter(({ id }) => places[id] === ASIDE);
  return (
    <>
      {loose.length > 0 && (
        <section>
          <h2 class="section-title">
            {t('In no cluster yet')} <span class="figures">{loose.length}</span>
          </h2>
          <Notes {...props} ids={loose.map(({ id }) => id)} />
        </section>
      )}
      {ranked(clusters).map((cluster) => {
        const inside = notes.filter(({ id }) => places[id] === cluster.id);
        return (
          <section key={cluster.id} class="board-cluster">
            <h2 class="section-title">
              <Mark mark={cluster.mark} /> {clusterName(cluster)} <span class="figures">{tn(inside.length, 'one note', '{n} notes')}</span>
            </h2>
            <Notes {...props} ids={inside.map(({ id }) => id)} />
          </section>
        );
      })}
      {aside.length > 0 && (
        <section>
          <h2 class="section-title">
            {t('Set aside')} <span class="figures">{aside.length}</span>
          </h2>
          <Notes {...props} ids={aside.map(({ id }) => id)} />
        </section>
      )}
    </>
  );
}

function Notes({ block, teams, ids, picked, onTap }: ClustersProps & { readonly ids: readonly string[] }) {
  const { shared } = block;
  return (
    <div class="board-notes">
      {ids.map((id) => {
        const note = shared.notes[id];
        if (!note) return null;
        if (!onTap) return <Note key={id} note={note} shared={shared} teams={teams} />;
        return (
          <button key={id} type="button" class={picked === id ? 'board-tap board-tapped' : 'board-tap'} aria-pressed={picked === id} onClick={() => onTap(id)}>
            <Note note={note} shared={shared} teams={teams} />
          </button>
        );
      })}
    </div>
  );
}
