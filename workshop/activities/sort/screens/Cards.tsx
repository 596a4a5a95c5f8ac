/** The key: every card with its right place and reason, in the order in which the cards are worth revealing. */

import { Button, type Choice, IconMore, IconShow, IconSpotlight, type KindConsoleProps, type Listed, Menu, ranked } from '@kit';
import { pick, sorted, t, tn } from '@wire';
import { binName, binsOf, rightPlace, shareRight } from '../phone/cards';
import type { SortCard, SortConsole } from '../views';

type Props = KindConsoleProps<SortConsole>;

export function Cards(props: Props) {
  const { view, ask } = props;
  const cards = sorted(ranked(view.cards), ({ order = 0 }) => order);
  const covered = cards.filter(({ revealed }) => revealed === undefined).length;
  const over = view.phase === 'reveal' || view.phase === 'talk';
  return (
    <section class="desk-part">
      <h2 class="panel-title figures">
        {over
          ? t('{n} of {of} revealed', { n: cards.length - covered, of: cards.length })
          : tn(cards.length, 'The card and its answer, for you alone', 'The {n} cards and their answers, for you alone')}
      </h2>
      {over && (
        <div class="desk-row">
          {covered > 0 && <Button onPress={() => void ask('sort/reveal_all')}>{t('Reveal all cards')}</Button>}
          {view.lit !== undefined && view.cards[view.lit] && (
            <Button onPress={() => void ask('sort/spotlight', { card: view.lit, on: false })}>{t('Show all answers on the wall')}</Button>
          )}
        </div>
      )}
      <ul class="sort-cards">
        {cards.map((card) => (
          <Line key={card.id} {...props} card={card} over={over} />
        ))}
      </ul>
    </section>
  );
}

interface LineProps extends Props {
  readonly card: Listed<SortCard>;
  readonly over: boolean;
}

function Line({ view, card, over, ask }: LineProps) {
  const shown = card.revealed !== undefined;
  const lit = view.lit === card.id;
  const choices: Choice[] = binsOf(view.decks[card.deck]).map(({ id, name }) => ({
    id,
    label: name,
    under: t('The right answer is'),
    on: card.answer?.[id] === true,
    onPick: () => void ask('sort/edit_key', { card: card.id, bins: [id] }),
  }));
  const right = Object.keys(card.answer ?? {});
  const also: Choice[] =
    view.decks[card.deck]?.mode === 'order'
      ? []
      : choices
          .filter(({ id }) => !right.includes(id))
          .map((choice) => ({
            ...choice,
            id: `also-${choice.id}`,
            under: t('Also right'),
            on: false,
            onPick: () => void ask('sort/edit_key', { card: card.id, bins: [...right, choice.id] }),
          }));
  return (
    <li>
      <div class={over && !shown ? 'sort-cards-row sort-covered' : 'sort-cards-row'}>
        <p>
          {pick(card.text)} <span class="sort-key-right">{rightPlace(card, view.decks)}</span>
        </p>
        <span class="sort-tools">
          {over && !shown && (
            <Button look="quiet" icon={IconShow} name={t('Reveal: {card}', { card: pick(card.text) })} onPress={() => void ask('sort/reveal_card', { card: card.id })} />
          )}
          {shown && (
            <Button
              look="quiet"
              icon={IconSpotlight}
              name={lit ? t('Put it back') : t('Put it in the middle')}
              pressed={lit}
              onPress={() => void ask('sort/spotlight', { card: card.id, on: !lit })}
            />
          )}
          <Menu name={t('Correct the answer: {card}', { card: pick(card.text) })} icon={IconMore} choices={[...choices, ...also]} />
        </span>
      </div>
      {card.why && <p class="sort-key-more">{pick(card.why)}</p>}
      {card.answered !== undefined && <p class="sort-key-more figures">{standing(view, card)}</p>}
      {card.corrected && <p class="sort-was-corrected">{t('Corrected after the room had seen it; the wall says so.')}</p>}
    </li>
  );
}

/** How the room placed it, in one line. */
function standing(view: SortConsole, card: SortCard): string {
  if (!card.shares) return t('(fewer than 3 have placed it)');
  const deck = view.decks[card.deck];
  const told = binsOf(deck)
    .filter(({ id }) => card.shares?.[id])
    .map(({ id }) => `${binName(deck, id)} ${card.shares?.[id] ?? 0}`);
  const share = shareRight(card);
  return [...told, share === undefined ? '' : t('{n} % right', { n: share })].filter(Boolean).join(' · ');
}
