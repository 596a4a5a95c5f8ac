/** A colleague's sheet with what to look for: ticks or marks by large taps, a line or two, done. */

import { Button } from '@kit/Button';
import { ranked } from '@kit/ranked';
import { pick, t, tn } from '@wire';
import { type FormProps, type LookView, onTheWay, type ToCheck } from './form';
import { Heard } from './Heard';
import { SheetPage } from './Paper';

export function Check(props: FormProps) {
  const { block, me, now } = props;
  const sheets = ranked(block.shared.scope === 'team' ? block.team?.to_check : block.circle?.checking?.[me.id]);
  return (
    <>
      <h1 class="question">{pick(now.ask)}</h1>
      {sheets.length === 0 && <p class="panel">{t('There is no sheet for you to look at. The facilitator can give you one.')}</p>}
      {sheets.map((sheet) => (
        <One key={sheet.id} {...props} sheet={sheet} />
      ))}
      <Heard {...props} />
    </>
  );
}

type OneProps = FormProps & { readonly sheet: ToCheck & { readonly id: string } };

function One(props: OneProps) {
  const { room, block, parts, teams, locked, sheet } = props;
  const { shared } = block;
  const stored = (shared.scope === 'team' ? block.team?.looks : block.mine?.looks)?.[sheet.id] ?? {};
  const look = overlaid(props, sheet.id, stored);
  const team = teams[sheet.owner];
  const missing = unfinished(props, look);
  const done = stored.done || onTheWay(props, 'form/finish_check').some(({ wish }) => wish['unit'] === sheet.id);
  const owner = <bdi>{t('The sheet of {owner}', { owner: team ? (team.name ?? t('Team {n}', { n: team.number })) : sheet.owner })}</bdi>;
  const page = <SheetPage paper={shared.paper} content={sheet} />;
  return (
    <section class="panel">
      {done ? (
        <>
          <parts.Says state={stored.done ? 'delivered' : 'waiting'}>{t('You are done with this sheet. Its owner reads what you found.')}</parts.Says>
          <details>
            <summary>{owner}</summary>
            {page}
          </details>
        </>
      ) : (
        <>
          <h2>{owner}</h2>
          {page}
          {shared.card ? <Card {...props} look={look} /> : <Ticks {...props} look={look} />}
          <Lines {...props} look={look} />
          <Button look="primary" disabled={missing > 0 || locked} onPress={() => void room.ask('form/finish_check', { unit: sheet.id }, { block: block.id })}>
            {missing > 0 ? tn(missing, 'one thing is missing', '{n} things are missing') : t('Done, give it to them')}
          </Button>
        </>
      )}
    </section>
  );
}

/** What was tapped and is on its way, over what is stored. */
function overlaid(props: FormProps, unit: string, stored: LookView): LookView {
  const mine = (type: string) => onTheWay(props, type).filter(({ wish }) => wish['unit'] === unit);
  const ticks: Record<string, true> = { ...stored.ticks };
  for (const { wish } of mine('form/tick')) {
    if (wish['on'] === true) ticks[String(wish['item'])] = true;
    else delete ticks[String(wish['item'])];
  }
  const marks: Record<string, number> = { ...stored.marks };
  for (const { wish } of mine('form/rate')) marks[String(wish['item'])] = Number(wish['value']);
  const lines = { ...stored.lines };
  for (const { wish } of mine('form/advise')) lines[String(wish['field'])] = { text: String(wish['text']) };
  return { ...stored, ticks, marks, lines };
}

function unfinished({ block }: FormProps, look: LookView): number {
  const { card, asked } = block.shared;
  const items = Object.keys(card?.items ?? {}).filter((item) => look.marks?.[item] === undefined);
  const fields = ranked(asked?.fields).filter(({ id, required }) => required && !look.lines?.[id]?.text);
  return items.length + fields.length;
}

function Ticks({ room, block, locked, sheet, look }: OneProps & { readonly look: LookView }) {
  const { items, least_ticks: least } = block.shared;
  const found = Object.keys(look.ticks ?? {}).length;
  return (
    <fieldset class="chips sheet-several" disabled={locked}>
      <legend>{t('What do you find in it?')}</legend>
      {ranked(items).map(({ id, text }) => {
        const on = look.ticks?.[id] === true;
        return (
          <label key={id} class={on ? 'chip chip-chosen' : 'chip'}>
            <input type="checkbox" checked={on} onChange={() => void room.ask('form/tick', { unit: sheet.id, item: id, on: !on }, { block: block.id })} />
            <span>{pick(text)}</span>
          </label>
        );
      })}
      {least !== undefined && <p class="soft figures">{t('{n} of {of}', { n: found, of: least })}</p>}
    </fieldset>
  );
}

function Card({ room, block, parts, locked, sheet, look }: OneProps & { readonly look: LookView }) {
  const { card } = block.shared;
  if (!card) return null;
  return (
    <div class="sheet-card">
      {ranked(card.items).map(({ id, text }) => (
        <parts.Chips
          key={id}
          label={pick(text)}
          options={ranked(card.scale).map((mark) => ({ id: mark.id, text: pick(mark.text) }))}
          chosen={look.marks?.[id] === undefined ? undefined : String(look.marks[id])}
          disabled={locked}
          onChoose={(value) => void room.ask('form/rate', { unit: sheet.id, item: id, value: Number(value) }, { block: block.id })}
        />
      ))}
    </div>
  );
}

function Lines({ room, block, parts, locked, sheet, look }: OneProps & { readonly look: LookView }) {
  return (
    <>
      {ranked(block.shared.asked?.fields).map(({ id, label, longest }) => (
        <parts.Composer
          key={id}
          field={`look-${sheet.id}-${id}`}
          label={label ? pick(label) : t('One suggestion')}
          send={t('Keep')}
          begin={{ text: look.lines?.[id]?.text ?? '' }}
          longest={longest}
          rows={2}
          mayBeEmpty
          stays
          whenLeft
          {...(locked ? { closed: t('The input is stopped for now.') } : {})}
          onSend={(text) => void room.ask('form/advise', { unit: sheet.id, field: id, text }, { block: block.id })}
        />
      ))}
    </>
  );
}
