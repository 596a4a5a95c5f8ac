/** Whoever practised looks at one item before anybody says anything. */

import { ranked } from '@kit/ranked';
import { pick, t, useState } from '@wire';
import { ask, lastWish } from './rounds';
import { Anchors, type CardProps } from './Scoring';

export function SelfRating(props: CardProps) {
  const { card, block, parts } = props;
  const last = lastWish(props, 'rounds/rate_self')?.wish;
  const known = block.mine?.self;
  const rated = last ? { item: String(last['item']), value: Number(last['value']) } : known;
  const [picked, pickItem] = useState<string>();
  const item = picked ?? rated?.item;
  return (
    <section class="panel">
      <parts.Chips
        wide
        label={t('Which item do you want to look at?')}
        options={ranked(card.items).map(({ id, text }) => ({ id, text: pick(text) }))}
        chosen={item}
        disabled={props.locked}
        onChoose={pickItem}
      />
      {item !== undefined && (
        <div class="rounds-self">
          <p class="section-title">{t('How much of it did you do?')}</p>
          <Anchors
            {...props}
            label={t('How much of it did you do?')}
            value={rated?.item === item ? rated.value : undefined}
            onRate={(value) => ask(props, 'rounds/rate_self', { item, value })}
          />
        </div>
      )}
    </section>
  );
}
