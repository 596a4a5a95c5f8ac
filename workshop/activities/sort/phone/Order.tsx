/** A whole deck put in order: tap one card after the other; move them up and down with buttons. */

import { Button } from '@kit/Button';
import { IconDown, IconRemove, IconUp } from '@kit/icons';
import { pick, sorted, t } from '@wire';
import { type Answer, type Card, cardsIn, type SortProps } from './sort';

interface OrderProps extends SortProps {
  readonly deck: string;
  readonly answer: Answer;
  readonly done: () => void;
  /** This deck stays on the screen although it is done. */
  readonly stay: () => void;
}

export function Order(props: OrderProps) {
  const { room, block, deck, answer, locked, done, stay } = props;
  const cards = cardsIn(block.shared, deck);
  const lying = sorted(
    cards.filter(({ id }) => answer.placed.has(id)),
    ({ id }) => Number(answer.placed.get(id)),
  );
  const left = cards.filter(({ id }) => !answer.placed.has(id));
  const still = locked || cards.some(({ answer: right }) => right !== undefined);
  const put = (order: readonly Card[]) => {
    stay();
    void room.ask('sort/put_in_order', { deck, cards: order.map(({ id }) => id) }, { block: block.id });
  };
  const move = (from: number, to: number) => {
    const order = [...lying];
    const [card] = order.splice(from, 1);
    if (card) order.splice(to, 0, card);
    put(order);
  };
  return (
    <>
      {left.length > 0 && (
        <section class="sort-left">
          <h2 class="section-title">{lying.length === 0 ? t('Which comes first?') : t('Which comes next?')}</h2>
          {left.map((card) => (
            <button
              key={card.id}
              type="button"
              class="sort-bin sort-next"
              aria-disabled={still ? 'true' : undefined}
              onClick={() => !still && put([...lying, card])}
            >
              {pick(card.text)}
            </button>
          ))}
        </section>
      )}
      {lying.length > 0 && (
        <section>
          <h2 class="section-title">{t('My order so far')}</h2>
          <ol class="sort-order">
            {lying.map((card, n) => (
              <li key={card.id}>
                <span class="sort-place figures">{n + 1}</span>
                <span class="sort-words">{pick(card.text)}</span>
                <span class="sort-moves">
                  <Button icon={IconUp} name={t('Up: {card}', { card: pick(card.text) })} disabled={still || n === 0} onPress={() => move(n, n - 1)} />
                  <Button
                    icon={IconDown}
                    name={t('Down: {card}', { card: pick(card.text) })}
                    disabled={still || n === lying.length - 1}
                    onPress={() => move(n, n + 1)}
                  />
                  <Button
                    look="quiet"
                    icon={IconRemove}
                    name={t('Take out: {card}', { card: pick(card.text) })}
                    disabled={still}
                    onPress={() => put(lying.filter(({ id }) => id !== card.id))}
                  />
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
      {left.length === 0 && (
        <Button look="primary" class="button-wide" onPress={done}>
          {t('This is my order')}
        </Button>
      )}
    </>
  );
}
