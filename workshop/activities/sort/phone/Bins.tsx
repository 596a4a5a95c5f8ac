/** One card, and the bins it may go into: one tap places it. */

import { pick, t } from '@wire';
import { binsOf } from './cards';
import type { SortDeck } from '../views';
import type { Answer, Card, SortProps } from './sort';

interface BinsProps extends SortProps {
  readonly card: Card;
  readonly deck: SortDeck;
  readonly answer: Answer;
  readonly done: () => void;
}

/** Names up to so many Chinese characters stand two in a row. */
const SHORT = 6;

export function Bins({ room, block, card, deck, answer, locked, done }: BinsProps) {
  const bins = binsOf(deck);
  const where = answer.placed.get(card.id);
  const still = locked || card.answer !== undefined;
  const beside = bins.length % 2 === 0 && bins.every(({ name }) => name.length <= (/[a-z]/i.test(name) ? 2 * SHORT : SHORT));
  const place = (bin: string) => {
    if (still) return;
    void room.ask('sort/place', { card: card.id, bin }, { block: block.id });
    done();
  };
  return (
    <>
      <p class="sort-card" aria-live="polite">
        {pick(card.text)}
      </p>
      <fieldset class={beside ? 'sort-bins sort-bins-two' : 'sort-bins'}>
        <legend class="unseen">{t('Where does it belong?')}</legend>
        {bins.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            class="sort-bin"
            aria-pressed={id === where}
            aria-disabled={still ? 'true' : undefined}
            onClick={() => place(id)}
          >
            {name}
          </button>
        ))}
      </fieldset>
      {answer.by[card.id] && <p class="soft">{t('Placed by {name}', { name: answer.by[card.id] ?? '' })}</p>}
      {card.answer && <p class="soft">{t('This card has been revealed.')}</p>}
    </>
  );
}
