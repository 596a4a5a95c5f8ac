/** What comes: how many cards, how long, with whom, and where they can go. */

import { ranked } from '@kit/ranked';
import { pick, t, tn } from '@wire';
import { binsOf } from './cards';
import { duration } from './duration';
import type { SortPhones } from '../views';
import type { SortProps } from './sort';

export function Brief({ block, now }: SortProps) {
  const { shared } = block;
  return (
    <>
      <h1 class="question">{pick(now.ask)}</h1>
      <section class="panel sort-brief">
        <p class="sort-brief-n">
          <strong class="figures">{tn(shared.cards_n, 'One card', '{n} cards')}</strong>
          {shared.seconds !== undefined && <span class="figures">{duration(shared.seconds)}</span>}
        </p>
        <p>{howToPlay(shared)}</p>
      </section>
      {ranked(shared.decks).map((deck) => (
        <section key={deck.id}>
          <h2 class="section-title">{pick(deck.title)}</h2>
          {deck.mode === 'order' ? (
            <p class="soft">{t('Tap the cards in the right order.')}</p>
          ) : (
            <ul class="sort-bins-list">
              {binsOf(deck).map(({ id, name }) => (
                <li key={id}>{name}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </>
  );
}

function howToPlay({ play }: SortPhones): string {
  switch (play) {
    case 'team':
      return t('Your team plays together: anyone places a card, the last tap counts.');
    case 'pair':
      return t('You play in pairs: either of you places a card, the last tap counts.');
    case 'individual':
      return t('Everybody for themselves. Only you see where your cards lie; the room sees counts.');
  }
}
