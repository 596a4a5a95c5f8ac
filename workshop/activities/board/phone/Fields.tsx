/** The fields of a conclusion: my own, or my team's. */

import { ranked } from '@kit/ranked';
import { type BoardField, type BoardPhones, type Level, pick, t } from '@wire';
import { shownValue } from './answers';
import type { BoardProps } from './board';
import { onTheWay, said } from './overlay';

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
      {resolving.publish && Object.keys(answers).length > 0 && <ShowIt {...props} stage={resolving.stage} />}
    </section>
  );
}

/** The tick with which I let the room read it, without my name where the board has none. */
function ShowIt({ room, block, locked, stage }: BoardProps & { readonly stage: string }) {
  const asked = onTheWay(room.outbox.value, block.id).filter((item) => item.wish.type === 'board/publish_conclusion');
  const last = asked[asked.length - 1];
  const on = last ? last.wish['on'] === true : block.mine?.published?.[stage] === true;
  return (
    <label class="board-publish">
      <input type="checkbox" checked={on} disabled={locked} onChange={() => void room.ask('board/publish_conclusion', { on: !on }, { block: block.id })} />
      <span>{block.shared.identity === 'named' ? t('Publish: the room may see this') : t('Publish without my name: the room may see this')}</span>
    </label>
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
          rows={rowsFor(field.longest)}
          stays
          {...(locked ? { closed: t('The input is stopped for now.') } : {})}
          onSend={fill}
        />
      );
  }
}

/** A few words stand in one line. */
function rowsFor(longest: number): number {
  if (longest <= 20) return 1;
  return longest > 40 ? 3 : 2;
}

function reachWords(reach: Level, ofTeam: boolean): string {
  if (reach === 'room') return t('Everybody in the room can read it.');
  if (reach === 'team') return ofTeam ? t('Your team and the facilitator can read it; the room when your team presents.') : t('Your team and the facilitator can read it.');
  return t('Only you can read it. It is stored as plain text.');
}
