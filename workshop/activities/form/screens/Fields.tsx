/** The fields of a sheet to fill in: each is stored when it is left, and waits on this phone while the network is gone. */

import { Button } from '@kit/Button';
import { ranked } from '@kit/ranked';
import { useTicks } from '@kit/ticks';
import { pick, t, useEffect, useState } from '@wire';
import { cellOf, type ColumnView, type FieldView, type FormProps, type Hint, ownSheet, rowsOf } from './form';

const LONGEST = { text: 60, longtext: 120, number: 12, date: 10, list: 40 } as const;

type Listed<T> = T & { readonly id: string };

export function Field(props: FormProps & { readonly field: Listed<FieldView> }) {
  const { field } = props;
  if (field.type === 'table' || field.type === 'list') return <Rows {...props} />;
  return (
    <div class="sheet-field">
      <Entry {...props} name={field.id} of={field} label={pick(field.label)} />
      {field.private && <p class="soft">{t('Only you can read this field.')}</p>}
      <Offer {...props} field={field.id} />
    </div>
  );
}

/** What I said earlier on this course and might want to say here. */
function Offer(props: FormProps & { readonly field: string }) {
  const { room, block, locked, field } = props;
  const offer = block.mine?.offers?.[field];
  if (!offer) return null;
  const text = pick(offer.text);
  if (offer.hint) return <p class="soft">{t('To think about: {text}', { text })}</p>;
  const cell = cellOf(props, field);
  if (cell.text) return null;
  return (
    <p class="sheet-offer">
      <bdi>{text}</bdi>{' '}
      <Button
        disabled={locked}
        onPress={() => void room.ask('form/write_field', { field, text, revision: cell.revision ?? 0 }, { block: block.id })}
      >
        {t('Use this')}
      </Button>
    </p>
  );
}

interface EntryProps {
  /** The field's id, or `table.row.column`. */
  readonly name: string;
  readonly of: FieldView | ColumnView;
  readonly label: string;
}

function Entry(props: FormProps & EntryProps) {
  const hint = ownSheet(props)?.hints?.[props.name];
  return (
    <>
      <Control {...props} />
      {hint && <Hinted hint={hint} />}
    </>
  );
}

function Control(props: FormProps & EntryProps) {
  switch (props.of.type) {
    case 'choice':
      return <One {...props} />;
    case 'multi':
      return <Several {...props} />;
    case 'person':
      return <Person {...props} />;
    case 'date':
      return <Day {...props} />;
    default:
      return <Written {...props} />;
  }
}

function Hinted({ hint }: { readonly hint: Hint }) {
  return <p class={hint.level === 'block' ? 'sheet-hint sheet-hint-block' : 'sheet-hint'}>{hint.message ? pick(hint.message) : wordsOf(hint.code)}</p>;
}

function wordsOf(code: string): string {
  switch (code) {
    case 'number':
      return t('A number belongs here.');
    case 'date':
      return t('A date belongs here.');
    case 'too_few':
      return t('Choose a few more.');
    default:
      return t('Write a little more.');
  }
}

function Written(props: FormProps & EntryProps) {
  const holdMs = props.block.shared.hold_ms;
  return holdMs ? <Together {...props} holdMs={holdMs} /> : <Alone {...props} />;
}

/** A field that others of my team may be writing into: it says who does, and tells them that I do. */
function Together({ holdMs, ...props }: FormProps & EntryProps & { readonly holdMs: number }) {
  const { room, block, me, name } = props;
  const [inside, enter] = useState(false);
  const held = ownSheet(props)?.held?.[name];
  const other = held && held.person !== me.id && room.now() - held.at < holdMs ? held : undefined;
  useTicks(2_000, held !== undefined && held.person !== me.id);
  const taken = other !== undefined;
  useEffect(() => {
    if (!inside || taken) return undefined;
    const say = (on: boolean) => void room.ask('form/hold_field', { field: name, on }, { block: block.id, keep: false });
    say(true);
    const again = setInterval(() => say(true), holdMs / 2);
    return () => {
      clearInterval(again);
      say(false);
    };
  }, [room, block.id, name, inside, taken, holdMs]);
  return (
    <div onFocusIn={() => enter(true)} onFocusOut={() => enter(false)}>
      <Alone {...props} {...(other ? { closed: t('{name} is writing here.', { name: other.name }) } : {})} />
    </div>
  );
}

function Alone(props: FormProps & EntryProps & { readonly closed?: string }) {
  const { room, block, parts, locked, name, of, label } = props;
  const closed = locked ? t('The input is stopped for now.') : props.closed;
  const cell = cellOf(props, name);
  const kind = of.type in LONGEST ? (of.type as keyof typeof LONGEST) : 'text';
  const bounded = of.type === 'text' || of.type === 'longtext' || of.type === 'list';
  return (
    <parts.Composer
      field={name}
      label={needed(label, of.required)}
      send={t('Keep')}
      begin={{ text: cell.text ?? '' }}
      longest={(bounded ? of.max : undefined) ?? LONGEST[kind]}
      rows={of.type === 'longtext' ? 3 : 1}
      mayBeEmpty
      stays
      whenLeft
      {...(cell.waits ? { hint: <parts.Says state="waiting" /> } : {})}
      {...(closed ? { closed } : {})}
      onSend={(text) => void room.ask('form/write_field', { field: name, text, revision: cell.revision ?? 0 }, { block: block.id })}
    />
  );
}

function needed(label: string, required: boolean): string {
  return required ? t('{label} (needed)', { label }) : label;
}

function choose(props: FormProps & EntryProps, options: readonly string[]) {
  const { room, block, name } = props;
  void room.ask('form/choose', { field: name, options, revision: cellOf(props, name).revision ?? 0 }, { block: block.id });
}

function One(props: FormProps & EntryProps) {
  const { parts, locked, name, of, label } = props;
  return (
    <parts.Chips
      label={needed(label, of.required)}
      options={ranked(of.options).map(({ id, text }) => ({ id, text: pick(text) }))}
      chosen={Object.keys(cellOf(props, name).options ?? {})[0]}
      disabled={locked}
      onChoose={(id) => choose(props, [id])}
    />
  );
}

function Several(props: FormProps & EntryProps) {
  const { locked, name, of, label } = props;
  const chosen = cellOf(props, name).options ?? {};
  const most = 'max_items' in of ? of.max_items : undefined;
  const full = most !== undefined && Object.keys(chosen).length >= most;
  return (
    <fieldset class="chips sheet-several" disabled={locked}>
      <legend>{needed(label, of.required)}</legend>
      {ranked(of.options).map(({ id, text }) => {
        const on = chosen[id] === true;
        return (
          <label key={id} class={on ? 'chip chip-chosen' : 'chip'}>
            <input
              type="checkbox"
              checked={on}
              disabled={full && !on}
              onChange={() => choose(props, on ? Object.keys(chosen).filter((one) => one !== id) : [...Object.keys(chosen), id])}
            />
            <span>{pick(text)}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** Somebody of my team, or of the whole room: then my team comes first. */
function Person(props: FormProps & EntryProps) {
  const { team, block, me, locked, name, of, label } = props;
  const chosen = Object.keys(cellOf(props, name).options ?? {})[0] ?? '';
  const ofRoom = 'scope' in of && of.scope === 'room';
  const everybody = ofRoom ? ranked(block.shared.people).filter(({ id }) => !team?.members[id]) : [];
  const others = [...ranked(team?.members), ...everybody].filter(({ id }) => id !== me.id);
  return (
    <label class="sheet-person">
      <span class="composer-label">{needed(label, of.required)}</span>
      <select value={chosen} disabled={locked} onChange={(event) => choose(props, event.currentTarget.value ? [event.currentTarget.value] : [])}>
        <option value="">{ofRoom ? t('Choose somebody') : t('Choose somebody of your team')}</option>
        {others.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Day(props: FormProps & EntryProps) {
  const { room, block, locked, name, of, label } = props;
  const cell = cellOf(props, name);
  return (
    <label class="sheet-day">
      <span class="composer-label">{needed(label, of.required)}</span>
      <input
        type="date"
        value={cell.text ?? ''}
        disabled={locked}
        onChange={(event) =>
          void room.ask('form/write_field', { field: name, text: event.currentTarget.value, revision: cell.revision ?? 0 }, { block: block.id })
        }
      />
    </label>
  );
}

/** A table as a card for each line: on a phone nobody reads columns. */
function Rows(props: FormProps & { readonly field: Listed<FieldView> }) {
  const { room, block, locked, field } = props;
  const rows = rowsOf(ownSheet(props), field.id);
  const { min = 0, max = 10 } = field.rows ?? {};
  const hint = ownSheet(props)?.hints?.[field.id];
  return (
    <fieldset class="sheet-rows">
      <legend class="composer-label">{needed(pick(field.label), field.required)}</legend>
      {rows.map((row, n) => (
        <div key={row} class="sheet-row">
          {field.type === 'list' ? (
            <Entry {...props} name={`${field.id}.${row}`} of={field} label={t('Line {n}', { n: n + 1 })} />
          ) : (
            ranked(field.columns).map((column) => (
              <Entry key={column.id} {...props} name={`${field.id}.${row}.${column.id}`} of={column} label={pick(column.label)} />
            ))
          )}
          {rows.length > Math.max(1, min) && (
            <Button look="quiet" disabled={locked} onPress={() => void room.ask('form/remove_row', { table: field.id, row }, { block: block.id })}>
              {t('Remove line {n}', { n: n + 1 })}
            </Button>
          )}
        </div>
      ))}
      {hint && <Hinted hint={hint} />}
      {rows.length < max && (
        <Button disabled={locked} onPress={() => void room.ask('form/add_row', { table: field.id }, { block: block.id })}>
          {t('One more line')}
        </Button>
      )}
    </fieldset>
  );
}
