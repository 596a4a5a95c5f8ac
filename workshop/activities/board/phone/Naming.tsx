/** Naming a cluster on the phone: its notes, what teams propose, and my own team's name for it. */

import { ranked } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { TeamMark } from '@kit/TeamMark';
import { type BoardNaming, pick, t } from '@wire';
import { clusterName, Mark } from './Mark';
import type { BoardProps } from './board';
import { Note } from './Note';
import { refusedHere } from './overlay';
import { Question } from './Question';

export function Naming(props: BoardProps) {
  const { room, block, parts } = props;
  const { naming } = block.shared;
  const cluster = naming?.cluster === undefined ? undefined : block.shared.clusters?.[naming.cluster];
  return (
    <>
      <Question {...props} />
      <parts.Refusals items={refusedHere(room.outbox.value, block.id)} />
      {naming && cluster ? <One {...props} naming={naming} /> : <p class="soft">{Object.keys(block.shared.clusters ?? {}).length > 0 ? t('Every cluster has a name.') : t('There is no cluster to name.')}</p>}
      <Named {...props} />
    </>
  );
}

function One(props: BoardProps & { readonly naming: BoardNaming }) {
  const { block, team, teams, me, locked, parts, naming } = props;
  const { shared } = block;
  const id = naming.cluster ?? '';
  const cluster = shared.clusters?.[id];
  if (!cluster) return null;
  const notes = ranked(shared.notes).filter((note) => shared.places?.[note.id] === id);
  const writes = naming.by !== 'facilitator' && (naming.by === 'everyone' || team?.scribe === undefined || team.scribe === me.id);
  const proposals = ranked(naming.proposals);
  return (
    <>
      <section class="board-cluster">
        <h2 class="section-title">
          <Mark mark={cluster.mark} /> {clusterName(cluster)}
        </h2>
        {naming.stem && <p class="board-stem">{pick(naming.stem)}</p>}
        {naming.by === 'team' && <parts.Scribe />}
        {writes && (
          <parts.Composer
            field={`name-${id}`}
            label={naming.by === 'team' && team ? t('Our name for it') : t('My name for it')}
            send={t('Propose')}
            longest={naming.longest}
            rows={2}
            hint={<p>{lengthWords(naming)}</p>}
            {...(locked ? { closed: t('The input is stopped for now.') } : {})}
            onSend={(text) => void props.room.ask('board/propose_name', { text }, { block: block.id })}
          />
        )}
        <div class="board-notes">
          {notes.map((note) => (
            <Note key={note.id} note={note} shared={shared} teams={teams} />
          ))}
        </div>
      </section>
      {proposals.length > 0 && (
        <section>
          <h2 class="section-title">
            {t('Proposals')} <span class="figures">{proposals.length}</span>
          </h2>
          <ul class="board-lines">
            {proposals.map((one) => {
              const from = teams[one.team ?? ''];
              return (
                <li key={one.id}>
                  {from && <TeamMark team={from} />} <bdi class={one.erased && 'erased'}>{shownText(one)}</bdi>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </>
  );
}

export function lengthWords({ characters, words }: BoardNaming): string {
  if (!characters || !words) return t('It answers the question; no slogan.');
  return t('{least}–{most} Chinese characters, or {fewest}–{many} English words. It answers the question; no slogan.', {
    least: characters.least, most: characters.most, fewest: words.least, many: words.most,
  });
}

/** The names so far, in the order in which they are given. */
function Named({ block }: BoardProps) {
  const named = ranked(block.shared.clusters).filter(({ name }) => name !== undefined);
  if (named.length === 0) return null;
  return (
    <section class="panel">
      <h2 class="section-title">{t('Named')}</h2>
      <ul class="board-lines">
        {named.map((cluster) => (
          <li key={cluster.id}>
            <Mark mark={cluster.mark} /> <bdi>{clusterName(cluster)}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
