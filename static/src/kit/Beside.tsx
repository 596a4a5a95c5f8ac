/** What stands on a note beside its text: its fields, and the notes it rests on. */

import type { BoardBasis, BoardField, BoardFrame, BoardNote, ById } from '@wire';
import { byRank } from '../wire/order';
import { lang, pick, t } from '../words';

interface BesideProps {
  readonly note: Pick<BoardNote, 'fields' | 'refs'>;
  readonly frame: Pick<BoardFrame, 'fields' | 'zones'>;
  /** The notes that notes may rest on, from earlier activities and from this board. */
  readonly bases?: ById<BoardBasis> | undefined;
  readonly notes?: ById<BoardNote> | undefined;
}

export function Beside({ note, frame, bases, notes }: BesideProps) {
  const filled = byRank(frame.fields).filter(([id]) => note.fields?.[id]);
  const refs = Object.keys(note.refs ?? {});
  if (filled.length + refs.length === 0) return null;
  return (
    <dl class="beside">
      {filled.map(([id, field]) => (
        <div key={id} class={field.type === 'choice' ? 'beside-line beside-choice' : 'beside-line'}>
          <dt>{pick(field.label)}</dt>
          <dd>
            <bdi>{valueOf(field, note.fields?.[id] ?? '')}</bdi>
          </dd>
        </div>
      ))}
      {refs.length > 0 && (
        <div class="beside-line beside-refs">
          <dt>{t('Rests on')}</dt>
          <dd>
            {refs.map((ref) => (
              <Ref key={ref} basis={bases?.[ref] ?? notes?.[ref]} zones={frame.zones} />
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

type Found = BoardBasis | BoardNote | undefined;

function Ref({ basis, zones }: { readonly basis: Found; readonly zones: BoardFrame['zones'] }) {
  const change = basis && 'change' in basis ? basis.change : basis ? undefined : 'gone';
  const zone = basis && zones[basis.zone];
  return (
    <span class={change ? 'ref ref-changed' : 'ref'}>
      {basis && !zone && <b class="ref-zone">{basis.zone}</b>}
      <bdi>{basis ? basisText(basis) : '…'}</bdi>
      {change && <em class="ref-change">{change === 'gone' ? t('taken away') : t('changed since')}</em>}
    </span>
  );
}

export function basisText(basis: BoardBasis | BoardNote): string {
  if ('words' in basis && basis.words) return pick(basis.words);
  return basis.erased ? t('(erased)') : (basis.text ?? '');
}

/** A field's value as it is read: the words of a choice, a day as one says it. */
export function valueOf(field: BoardField, value: string): string {
  if (field.type === 'choice') {
    const option = field.options?.[value];
    return option ? pick(option.title) : value;
  }
  return field.type === 'date' ? dayOf(value) : value;
}

/** A date as people here say it. */
export function dayOf(value: string): string {
  const [year, month, day] = value.split('-').map(Number);
  if (!year || !month || !day) return value;
  return lang.value === 'zh' ? `${month} 月 ${day} 日` : `${day}/${month}`;
}

/** A text that changes whenever what stands beside a note would be drawn differently. */
export function drawnBeside(note: Pick<BoardNote, 'fields' | 'refs'>, bases: ById<BoardBasis> | undefined): unknown {
  return [note.fields, Object.keys(note.refs ?? {}).map((ref) => [ref, bases?.[ref]?.text, bases?.[ref]?.change])];
}
