/** What was decided, on the phone: my hand for it, and what was concluded. */

import { ranked } from '@kit/ranked';
import { TeamMark } from '@kit/TeamMark';
import { type BoardHands, sorted, t, type Team, tn } from '@wire';
import { Answers } from './answers';
import { clusterName, Mark } from './Mark';
import type { BoardProps } from './board';
import { Fields } from './Fields';
import { onTheWay, refusedHere } from './overlay';
import { Question } from './Question';

export function Resolve(props: BoardProps) {
  const { room, block, parts } = props;
  const { hands, resolving } = block.shared;
  return (
    <>
      <Question {...props} />
      <parts.Refusals items={refusedHere(room.outbox.value, block.id)} />
      <Names {...props} />
      {hands && <Hands {...props} hands={hands} />}
      {resolving && <Fields {...props} resolving={resolving} />}
      <Concluded {...props} />
    </>
  );
}

/** The names of all clusters, to be read once more before anybody agrees. */
function Names({ block }: BoardProps) {
  const clusters = ranked(block.shared.clusters);
  if (clusters.length === 0) return null;
  return (
    <ul class="panel board-lines">
      {clusters.map((cluster) => (
        <li key={cluster.id}>
          <Mark mark={cluster.mark} /> <bdi>{clusterName(cluster)}</bdi>
        </li>
      ))}
    </ul>
  );
}

function Hands({ room, block, parts, locked, hands }: BoardProps & { readonly hands: BoardHands }) {
  const waiting = onTheWay(room.outbox.value, block.id).filter((item) => item.wish.type === 'board/agree');
  const last = waiting[waiting.length - 1];
  const mine = last ? Number(last.wish['value']) : block.mine?.hands?.[hands.stage];
  const options = handOptions(hands);
  const closed = hands.state === 'closed';
  return (
    <section>
      <parts.Chips
        label={closed ? t('How much the room agrees') : t('How much do you agree?')}
        options={options}
        chosen={mine === undefined ? undefined : String(mine)}
        disabled={locked || closed}
        onChoose={(value) => void room.ask('board/agree', { value: Number(value) }, { block: block.id })}
      />
      {closed ? (
        <ul class="board-lines figures">
          {options.map(({ id, text }) => (
            <li key={id}>
              {t('{name}: {value}', { name: text, value: tn(hands.counts?.[id] ?? 0, 'one person', '{n} people') })}
            </li>
          ))}
        </ul>
      ) : (
        <p class="soft">{block.shared.identity === 'anonymous' ? t('Nobody sees whose hand it is.') : t('The room sees only how many showed what. The facilitator sees who cannot go along yet, to hear them.')}</p>
      )}
    </section>
  );
}

export function handOptions({ kind, most }: Pick<BoardHands, 'kind' | 'most'>): { id: string; text: string }[] {
  if (kind === 'thumb') {
    return [
      { id: '3', text: t('Thumb up') },
      { id: '2', text: t('Thumb to the side') },
      { id: '1', text: t('Thumb down') },
    ];
  }
  const words = [t('1 not like this'), t('2 with doubts'), t('3 I can live with it'), t('4 good'), t('5 fully')];
  return sorted(words.slice(0, most).map((text, n) => ({ id: String(n + 1), text })), ({ id }) => -Number(id));
}

/** What the room goes by, and what the other teams concluded where everybody may read it. */
export function Concluded({ block, teams }: Pick<BoardProps, 'block' | 'teams'>) {
  const { conclusions, asked } = block.shared;
  const found = sorted(Object.entries(conclusions ?? {}), ([unit]) => teams[unit]?.number ?? 0);
  if (found.length === 0) return null;
  const fields = ranked(asked);
  return (
    <section>
      <h2 class="section-title">{t('Conclusions')}</h2>
      {found.map(([unit, one]) => (
        <div key={unit} class={one.pinned ? 'panel board-conclusion board-pinned' : 'panel board-conclusion'}>
          {one.pinned && <p class="board-pin">{t('What the room goes by')}</p>}
          <Whose team={teams[one.team ?? '']} />
          <Answers fields={fields} one={one} />
        </div>
      ))}
    </section>
  );
}

function Whose({ team }: { readonly team: Team | undefined }) {
  if (!team) return null;
  return (
    <p class="soft">
      <TeamMark team={team} named />
    </p>
  );
}
