/** What was answered in the fields of a conclusion, as every screen shows it. */

import { dayOf } from '@kit/Beside';
import type { Listed } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { type BoardField, type BoardView, pick, t } from '@wire';

type Conclusion = NonNullable<BoardView['conclusions']>[string];

export function shownValue(field: BoardField, answer: { readonly text: string; readonly erased?: true } | undefined): string {
  if (!answer) return '';
  const option = field.options?.[answer.text];
  if (option) return pick(option.title);
  return field.type === 'date' && !answer.erased ? dayOf(answer.text) : shownText(answer);
}

/** The answers of one conclusion in the order in which they were asked; then whose it is, and until when. */
export function Answers({ fields, one }: { readonly fields: readonly Listed<BoardField>[]; readonly one: Conclusion }) {
  return (
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
            {one.fields['owner']?.text !== one.owner && <bdi>{one.owner}</bdi>} {one.due && <span class="figures">{dayOf(one.due)}</span>}
          </dd>
        </div>
      )}
    </dl>
  );
}
