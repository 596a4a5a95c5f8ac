/** The fields below the text that is being written: lines with a counter, choices, a day. */

import type { ComposerField } from '@wire';
import { lang, t } from '../../../words';
import { keepInSight } from '../keyboard';
import { type Measure, measure, tidy } from '../measure';
import { Chips } from './Chips';
import type { Typing } from './typing';

interface BesideProps {
  readonly name: string;
  readonly fields: readonly ComposerField[];
  readonly typing: Typing;
}

export function Beside({ name, fields, typing }: BesideProps) {
  const values = typing.draft.value.fields ?? {};
  return (
    <>
      {fields.map((field) => (
        <One key={field.id} id={`${name}/${field.id}`} field={field} value={values[field.id] ?? ''} onFill={(value) => typing.fill(field.id, value)} />
      ))}
    </>
  );
}

interface OneProps {
  readonly id: string;
  readonly field: ComposerField;
  readonly value: string;
  readonly onFill: (value: string) => void;
}

function One({ id, field, value, onFill }: OneProps) {
  const label = field.required ? field.label : t('{field} (if you like)', { field: field.label });
  if (field.type === 'choice') return <Chips label={label} options={field.options ?? []} chosen={value || undefined} onChoose={onFill} />;
  const size = field.type === 'date' ? undefined : sizeOf(field, value);
  const rest = {
    id,
    class: 'composer-field',
    value,
    'aria-invalid': size?.over,
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => onFill(event.currentTarget.value),
    onFocus: (event: { readonly currentTarget: HTMLElement }) => keepInSight(event.currentTarget),
  } as const;
  return (
    <div class="composer-beside">
      <label class="composer-label" for={id}>
        {label}
      </label>
      {field.type === 'date' ? <input {...rest} type="date" /> : <input {...rest} type="text" autocomplete="off" />}
      {size && (
        <p class={size.over ? 'counter counter-over figures' : 'counter figures'}>
          {size.n} / {size.of}
        </p>
      )}
    </div>
  );
}

function sizeOf(field: ComposerField, value: string): Measure {
  const shortest = field.shortest === undefined ? {} : { shortest: field.shortest };
  return measure(value, { longest: field.longest ?? 40, ...shortest }, lang.value);
}

/** Why a field keeps the whole from being sent, in words. */
export function fieldMissing(fields: readonly ComposerField[] | undefined, values: Readonly<Record<string, string>>): string | undefined {
  for (const field of fields ?? []) {
    const value = tidy(values[field.id] ?? '');
    if (value === '' && field.required) return t('“{field}” is not filled in yet.', { field: field.label });
    if (value === '' || field.type === 'choice' || field.type === 'date') continue;
    const size = sizeOf(field, value);
    if (size.over) return t('“{field}” is too long. Nothing is lost.', { field: field.label });
    if (size.under) return t('“{field}” needs at least {n} characters.', { field: field.label, n: lang.value === 'zh' ? (field.shortest ?? 0) : 2 * (field.shortest ?? 0) });
  }
  return undefined;
}

/** What was filled in, without what was left empty. */
export function filledIn(values: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const filled = Object.entries(values ?? {}).map(([id, value]): [string, string] => [id, tidy(value)]);
  return Object.fromEntries(filled.filter(([, value]) => value !== ''));
}
