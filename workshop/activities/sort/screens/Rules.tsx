/** Before the game: how many cards, how long, with whom; the bins, and what a card looks like. */

import { type KindProjectorProps, ranked, useFit } from '@kit';
import { pick, t, tn, useRef } from '@wire';
import { binsOf } from '../phone/cards';
import { duration } from '../phone/duration';
import type { SortView } from '../views';

const SIZES = [54, 46, 40, 36, 32, 28];

export function Rules({ view }: KindProjectorProps<SortView>) {
  const box = useRef<HTMLDivElement>(null);
  useFit(box, SIZES, view.cards_n, view.example?.text.zh);
  const decks = ranked(view.decks);
  return (
    <div ref={box} class="sort-rules">
      <p class="sort-facts figures">
        <strong>{tn(view.cards_n, 'One card', '{n} cards')}</strong>
        {view.seconds !== undefined && <strong>{duration(view.seconds)}</strong>}
        <span>{withWhom(view.play)}</span>
      </p>
      {view.example && (
        <div class="sort-example">
          <p class="sort-paper">{pick(view.example.text)}</p>
          <p class="sort-ask">{view.decks[view.example.deck]?.mode === 'order' ? t('Where in the order?') : t('Where does it belong?')}</p>
        </div>
      )}
      {decks.map((deck) => (
        <div key={deck.id} class="sort-deck">
          {decks.length > 1 && <p class="sort-deck-title">{pick(deck.title)}</p>}
          {deck.mode === 'order' ? (
            <p>{t('Tap the cards in the right order.')}</p>
          ) : (
            <ul class="sort-tray">
              {binsOf(deck).map(({ id, name }) => (
                <li key={id} class="sort-slot">
                  {name}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </div>
  );
}

function withWhom(play: SortView['play']): string {
  return { individual: t('everybody alone'), pair: t('in pairs'), team: t('with your team') }[play];
}
