/** What this step asks of my role: a line, a choice. Beside each stands who can read it. */

import { ranked } from '@kit/ranked';
import { pick, t } from '@wire';
import type { Field } from '../views';
import { ask, called, lastWish, myFields, readers, type RoundsProps } from './rounds';
import { MayShow } from './Scoring';

export function Fields(props: RoundsProps) {
  const fields = myFields(props).filter(({ type }) => type !== 'tick');
  return (
    <>
      {fields.map((field) => (field.type === 'choice' ? <Choice key={field.id} {...props} of={field} /> : <Line key={field.id} {...props} of={field} />))}
    </>
  );
}

type FieldProps = RoundsProps & { readonly of: Field & { readonly id: string } };

function Line(props: FieldProps) {
  const { of, block, parts, locked } = props;
  const { shared, mine } = block;
  const kept = mine?.lines?.[of.id]?.text;
  const label = of.label ? pick(of.label) : called(of.id);
  return (
    <section class="rounds-field">
      <parts.Composer
        key={`${shared.round}.${of.id}`}
        field={`${of.id}.${shared.round}`}
        label={of.required ? label : t('{label} (if you like)', { label })}
        send={kept === undefined ? t('Send') : t('Change')}
        longest={of.longest ?? 60}
        shortest={of.shortest ?? 1}
        rows={2}
        stays
        mayBeEmpty={!of.required && kept !== undefined}
        hint={<p>{readers(of, shared.size)}</p>}
        {...(kept === undefined ? {} : { begin: { text: kept } })}
        {...(locked ? { closed: t('The input is stopped for now.') } : {})}
        onSend={(text) => ask(props, 'rounds/write', { field: of.id, text: text === '' ? null : text })}
      />
      <Sent {...props} />
      <MayShow {...props} field={of.id} />
    </section>
  );
}

function Sent(props: FieldProps) {
  const { parts, block, of } = props;
  const item = lastWish(props, 'rounds/write', { field: of.id });
  if (!item && !block.mine?.lines?.[of.id]) return null;
  return <parts.Says state={item?.state === 'waiting' ? 'waiting' : 'delivered'} />;
}

function Choice(props: FieldProps) {
  const { of, block, parts, locked, now } = props;
  const last = lastWish(props, 'rounds/choose', { field: of.id })?.wish['option'];
  const chosen = typeof last === 'string' ? last : block.mine?.chosen?.[of.id];
  return (
    <section class="panel">
      <parts.Chips
        wide
        label={of.label ? pick(of.label) : of.id === 'guess' ? called('guess') : pick(now.ask)}
        options={ranked(of.options).map(({ id, text }) => ({ id, text: pick(text) }))}
        chosen={chosen}
        disabled={locked}
        onChoose={(option) => ask(props, 'rounds/choose', { field: of.id, option })}
      />
      <p class="soft">{chosen === undefined ? t('One tap answers.') : t('You can change it until this step is over.')}</p>
    </section>
  );
}
