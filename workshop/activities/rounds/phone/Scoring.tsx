/** The scorecard with one thumb: what was seen, in words to tap; one quote; what to keep and what to try. */

import { Button } from '@kit/Button';
import { Icon } from '@kit/Icon';
import { IconDone } from '@kit/icons';
import { ranked } from '@kit/ranked';
import { pick, t, tn } from '@wire';
import type { Scorecard } from '../views';
import { ask, castOf, lastWish, type RoundsProps } from './rounds';
import { SelfRating } from './SelfRating';

export function Scoring(props: RoundsProps) {
  const { mine } = props.block;
  if (!mine?.scorecard) return null;
  return (
    <>
      {mine.self && <SelfRating {...props} card={mine.scorecard} />}
      {mine.card && <Filling {...props} card={mine.scorecard} />}
    </>
  );
}

export type CardProps = RoundsProps & { readonly card: Scorecard };

function Filling(props: CardProps) {
  const { card, block } = props;
  const { me } = castOf(props);
  const alone = block.mine?.card?.about === me?.id;
  const items = ranked(card.items);
  const rated = items.filter(({ id }) => valueOf(props, id) !== undefined).length;
  const plays = block.shared.phase === 'play';
  const lines = alone || plays ? [] : ranked(card.fields);
  const missing = items.length - rated + lines.filter(({ id, required }) => required && !block.mine?.lines?.[id]).length;
  const sent = lastWish(props, 'rounds/send_card') !== undefined || block.mine?.card?.sent === true;
  return (
    <section class="rounds-scoring">
      <output class="rounds-progress">
        <span class="rounds-track" aria-hidden="true">
          <span style={{ width: `${(100 * rated) / Math.max(1, items.length)}%` }} />
        </span>
        <strong class="figures">
          {rated} / {items.length}
        </strong>
      </output>
      <ol class="rounds-items">
        {items.map(({ id, text }) => (
          <li key={id}>
            <p>{pick(text)}</p>
            <Anchors {...props} label={pick(text)} value={valueOf(props, id)} onRate={(value) => ask(props, 'rounds/rate_item', { item: id, value })} />
          </li>
        ))}
      </ol>
      {lines.map((line) => (
        <CardLine key={line.id} {...props} line={line} />
      ))}
      {!plays && <Send missing={missing} sent={sent} alone={alone} locked={props.locked} onSend={() => ask(props, 'rounds/send_card')} />}
    </section>
  );
}

function valueOf(props: CardProps, item: string): number | undefined {
  const last = lastWish(props, 'rounds/rate_item', { item })?.wish['value'];
  return typeof last === 'number' ? last : props.block.mine?.card?.items[item];
}

interface AnchorsProps extends CardProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly onRate: (value: number) => void;
}

/** The steps of the scale in words, across the whole width. */
export function Anchors({ card, label, value, locked, onRate }: AnchorsProps) {
  return (
    <fieldset class="rounds-anchors">
      <legend class="unseen">{label}</legend>
      {ranked(card.anchors).map((anchor) => (
        <button
          key={anchor.id}
          type="button"
          class={anchor.value === value ? 'rounds-anchor rounds-anchor-on' : 'rounds-anchor'}
          aria-pressed={anchor.value === value}
          aria-disabled={locked ? 'true' : undefined}
          onClick={() => !locked && onRate(anchor.value)}
        >
          {pick(anchor.text)}
        </button>
      ))}
    </fieldset>
  );
}

type Line = { readonly id: string; readonly label: { zh: string; en: string }; readonly longest: number; readonly required?: true };

function CardLine(props: CardProps & { readonly line: Line }) {
  const { line, block, parts } = props;
  const kept = block.mine?.lines?.[line.id]?.text;
  return (
    <div class="rounds-line">
      {!kept && <Suggestions {...props} />}
      <parts.Composer
        key={`${block.shared.round}.${line.id}`}
        field={`${line.id}.${block.shared.round}`}
        label={line.required ? pick(line.label) : t('{label} (if you like)', { label: line.label })}
        send={t('Keep')}
        longest={line.longest}
        rows={1}
        stays
        mayBeEmpty={!line.required}
        {...(kept === undefined ? {} : { begin: { text: kept } })}
        {...(props.locked ? { closed: t('The input is stopped for now.') } : {})}
        onSend={(text) => ask(props, 'rounds/write', { field: line.id, text: text === '' ? null : text })}
      />
      {line.id === 'card.quote' && <MayShow {...props} field={line.id} />}
    </div>
  );
}

/** To keep: what I rated highest; to try: what I rated lowest. One tap takes it over. */
function Suggestions(props: CardProps & { readonly line: Line }) {
  const { card, line } = props;
  const wants = line.id === 'card.keep' ? 'most' : line.id === 'card.try' ? 'least' : undefined;
  if (!wants) return null;
  const most = Math.max(...ranked(card.anchors).map(({ value }) => value));
  const fits = ranked(card.items).filter(({ id }) => {
    const value = valueOf(props, id);
    return value !== undefined && (wants === 'most' ? value === most : value < most);
  });
  if (fits.length === 0) return null;
  return (
    <>
      <p class="soft">{t('{label}: take one over, or write your own', { label: line.label })}</p>
      <ul class="rounds-suggested">
        {fits.map(({ id, text }) => (
          <li key={id}>
            <button type="button" class="chip" onClick={() => ask(props, 'rounds/write', { field: line.id, text: pick(text) })}>
              {pick(text)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The course asks whether the room may read a line without names; unticked it stays in the group. */
export function MayShow(props: RoundsProps & { readonly field: string; readonly permitted?: boolean }) {
  const { field, block } = props;
  const line = block.mine?.lines?.[field];
  const tick = Object.values(block.shared.fields).find(({ type }) => type === 'tick');
  if (!line || !tick) return null;
  const last = lastWish(props, 'rounds/permit', { field });
  const on = last ? last.wish['on'] !== false : line.permitted === true;
  return (
    <label class="rounds-tick">
      <input type="checkbox" checked={on} disabled={props.locked} onChange={() => ask(props, 'rounds/permit', { field, on: !on })} />
      <span>{tick.label ? pick(tick.label) : t('May be shown to the room, without names')}</span>
    </label>
  );
}

interface SendProps {
  readonly missing: number;
  readonly sent: boolean;
  readonly alone: boolean;
  readonly locked: boolean;
  readonly onSend: () => void;
}

function Send({ missing, sent, alone, locked, onSend }: SendProps) {
  if (sent) {
    return (
      <p class="rounds-sent">
        <Icon of={IconDone} /> {alone ? t('Kept for yourself.') : t('Handed over. It is read in the feedback.')}
      </p>
    );
  }
  return (
    <Button look="primary" class="button-wide" disabled={locked || missing > 0} onPress={onSend}>
      {missing > 0 ? tn(missing, 'One thing is missing', '{n} things are missing') : alone ? t('Done') : t('Hand over the card')}
    </Button>
  );
}
