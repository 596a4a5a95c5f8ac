/** What was decided, on the phone: my hand for it, and the fields of my team's conclusion or my own. */

import { ranked } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { type BoardField, type BoardHands, type BoardPhones, type Level, pick, sorted, t, tn } from '@wire';
import { clusterName, Mark } from './Mark';
import type { BoardProps } from './board';
import { refusedHere } from './Gather';
import { onTheWay, said } from './overlay';
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
        label={closed ? t('How the room goes along') : t('How far do you go along?')}
        options={options}
        chosen={mine === undefined ? undefined : String(mine)}
        disabled={locked || closed}
        onChoose={(value) => void room.ask('board/agree', { value: Number(value) }, { block: block.id })}
      />
      {closed ? (
        <ul class="board-lines figures">
          {options.map(({ id, text }) => (
            <li key={id}>
              {text}: {tn(hands.counts?.[id] ?? 0, 'one person', '{n} people')}
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

type Resolving = NonNullable<BoardPhones['resolving']>;

/** Mine, or my team's: the scribe writes, the others watch. */
export function Fields(props: BoardProps & { readonly resolving: Resolving }) {
  const { block, team, me, parts, resolving } = props;
  if (resolving.by === 'room') return null;
  const ofTeam = resolving.by === 'team';
  if (ofTeam && !team) return <p class="soft">{t('You are in no team yet.')}</p>;
  const writes = !ofTeam || team?.scribe === undefined || team.scribe === me.id;
  const answers = (ofTeam ? block.team?.answers : block.mine?.answers)?.[resolving.stage] ?? {};
  return (
    <section>
      {ofTeam && <parts.Scribe />}
      {ranked(resolving.fields).map((field) =>
        writes ? (
          <Field key={field.id} {...props} id={field.id} field={field} answer={answers[field.id]} />
        ) : (
          <div key={field.id} class="board-field">
            <p class="composer-label">{pick(field.label)}</p>
            <p>
              <bdi>{answers[field.id] ? shownValue(field, answers[field.id]) : '…'}</bdi>
            </p>
          </div>
        ),
      )}
      <p class="soft">{reachWords(resolving.reach, ofTeam)}</p>
    </section>
  );
}

interface FieldProps extends BoardProps {
  readonly id: string;
  readonly field: BoardField;
  readonly answer: { readonly text: string; readonly revision: number } | undefined;
}

function Field(props: FieldProps) {
  const { room, block, parts, locked, id, field, answer } = props;
  const fill = (text: string) =>
    void room.ask('board/fill_field', { field: id, text, ...(answer ? { seen: answer.revision } : {}) }, { block: block.id });
  const onItsWay = onTheWay(room.outbox.value, block.id).filter((item) => item.wish.type === 'board/fill_field' && item.wish['field'] === id);
  const last = onItsWay[onItsWay.length - 1];
  const value = last ? (said(last, 'text') ?? '') : (answer?.text ?? '');
  const label = field.required ? t('{label} (required)', { label: pick(field.label) }) : pick(field.label);
  switch (field.type) {
    case 'choice':
      return (
        <parts.Chips
          label={label}
          options={ranked(field.options).map((option) => ({ id: option.id, text: pick(option.title) }))}
          chosen={value || undefined}
          disabled={locked}
          onChoose={fill}
        />
      );
    case 'date':
      return (
        <label class="board-field">
          <span class="composer-label">{label}</span>
          <input class="field" type="date" value={value} disabled={locked} onChange={({ currentTarget }) => currentTarget.value && fill(currentTarget.value)} />
        </label>
      );
    default:
      return (
        <parts.Composer
          field={`field-${id}`}
          label={label}
          send={answer ? t('Save the change') : t('Save')}
          begin={{ text: value }}
          longest={field.longest}
          shortest={field.shortest}
          rows={field.longest > 40 ? 3 : 2}
          stays
          {...(locked ? { closed: t('The input is stopped for now.') } : {})}
          onSend={fill}
        />
      );
  }
}

export function shownValue(field: BoardField, answer: { readonly text: string; readonly erased?: true } | undefined): string {
  if (!answer) return '';
  const option = field.options?.[answer.text];
  return option ? pick(option.title) : shownText(answer);
}

function reachWords(reach: Level, ofTeam: boolean): string {
  if (reach === 'room') return t('Everybody in the room can read it.');
  if (reach === 'team') return ofTeam ? t('Your team and the facilitator can read it; the room when your team presents.') : t('Your team and the facilitator can read it.');
  return t('Only you can read it. It is stored as plain text.');
}

/** What the room goes by, and what the other teams concluded where everybody may read it. */
export function Concluded({ block, teams }: Pick<BoardProps, 'block' | 'teams'>) {
  const { conclusions, asked } = block.shared;
  const found = Object.entries(conclusions ?? {});
  if (found.length === 0) return null;
  const fields = ranked(asked);
  return (
    <section>
      <h2 class="section-title">{t('Conclusions')}</h2>
      {found.map(([unit, one]) => (
        <div key={unit} class={one.pinned ? 'panel board-conclusion board-pinned' : 'panel board-conclusion'}>
          {one.pinned && <p class="board-pin">{t('What the room goes by')}</p>}
          {one.team && teams[one.team] && <p class="soft">{teamLabel(teams, one.team)}</p>}
          <dl>
            {fields
              .filter(({ id }) => one.fields[id])
              .map((field) => (
                <div key={field.id}>
                  <dt>{pick(field.label)}</dt>
                  <dd>
                    <bdi>{shownValue(field, one.fields[field.id])}</bdi>
                  </dd>
                </div>
              ))}
            {one.owner && (
              <div>
                <dt>{one.fields['owner']?.text === one.owner ? t('Due') : t('Owner')}</dt>
                <dd>
                  {one.fields['owner']?.text !== one.owner && <bdi>{one.owner}</bdi>} {one.due && <span class="figures">{one.due}</span>}
                </dd>
              </div>
            )}
          </dl>
        </div>
      ))}
    </section>
  );
}

function teamLabel(teams: BoardProps['teams'], id: string): string {
  const team = teams[id];
  return team ? (team.name ?? t('Team {n}', { n: team.number })) : '';
}
