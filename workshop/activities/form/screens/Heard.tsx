/** What colleagues found in my sheet: their lines first, then what they saw. */

import { ranked } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { type ById, pick, t } from '@wire';
import type { FormProps, LookView, Option } from './form';

export function Heard(props: FormProps) {
  const { block } = props;
  const looks = Object.entries((block.shared.scope === 'team' ? block.team?.heard : block.mine?.heard) ?? {});
  if (looks.length === 0) return null;
  return (
    <section class="panel sheet-heard">
      <h2>{t('What was found in your sheet')}</h2>
      {looks.map(([from, look]) => (
        <Found key={from} {...props} from={from} look={look} />
      ))}
    </section>
  );
}

function Found({ block, teams, from, look }: FormProps & { readonly from: string; readonly look: LookView }) {
  const { card, items, asked } = block.shared;
  const team = teams[from];
  const name = team ? (team.name ?? t('Team {n}', { n: team.number })) : block.circle?.members[from]?.name;
  const labels = Object.fromEntries(ranked(asked?.fields).flatMap(({ id, label }) => (label ? [[id, pick(label)]] : [])));
  return (
    <article>
      {name && (
        <p class="soft">
          <bdi>{name}</bdi>
        </p>
      )}
      {Object.entries(look.lines ?? {}).map(([field, line]) => (
        <p key={field} class="sheet-quote">
          {labels[field] !== undefined && <span class="soft">{labels[field]} </span>}
          <bdi>{shownText(line)}</bdi>
        </p>
      ))}
      <ul>
        {card
          ? ranked(card.items).map(({ id, text }) => (
              <li key={id}>
                {pick(text)} <strong>{markWords(card.scale, look.marks?.[id])}</strong>
              </li>
            ))
          : ranked(items).map(({ id, text }) => <li key={id}>{look.ticks?.[id] ? t('✓ {point}', { point: text }) : t('– {point}', { point: text })}</li>)}
      </ul>
    </article>
  );
}

function markWords(scale: ById<Option>, mark: number | undefined): string {
  const words = mark === undefined ? undefined : scale[String(mark)];
  return words ? pick(words.text) : '';
}
