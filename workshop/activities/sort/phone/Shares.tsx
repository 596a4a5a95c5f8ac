/** How the room placed a card: a bar for each bin that somebody chose. */

import { Bars } from '@kit/Bars';
import { t } from '@wire';
import { binsOf } from './cards';
import type { SortCard, SortDeck } from '../views';

interface SharesProps {
  readonly card: SortCard;
  readonly deck: SortDeck | undefined;
  readonly mine: string | undefined;
}

export function Shares({ card, deck, mine }: SharesProps) {
  if (!card.shares) return null;
  const bars = binsOf(deck)
    .filter(({ id }) => card.shares?.[id] || card.answer?.[id])
    .map(({ id, name }) => ({
      id,
      n: card.shares?.[id] ?? 0,
      first: card.answer?.[id] === true,
      label: id === mine ? <strong>{t('{answer} (mine)', { answer: name })}</strong> : name,
    }));
  return (
    <div class="sort-shares">
      <p class="soft">{t('How the room placed it')}</p>
      <Bars bars={bars} most={card.answered ?? 0} />
    </div>
  );
}
