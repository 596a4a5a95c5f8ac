/** The card that is revealed now, where I put it and why it belongs there; then all of mine, as a card to keep. */

import { ranked } from '@kit/ranked';
import { Icon } from '@kit/Icon';
import { IconClose, IconDone } from '@kit/icons';
import { pick, sorted, t } from '@wire';
import { binName, isRight, longestRun, points, rightPlace } from './cards';
import { Shares } from './Shares';
import { type Answer, answerOf, type Card, type SortProps } from './sort';

export function Reveal(props: SortProps) {
  const { block, now } = props;
  const { shared } = block;
  const answer = answerOf(props);
  const revealed = sorted(
    ranked(shared.cards).filter((card) => card.answer !== undefined),
    (card) => -(card.revealed ?? 0),
  );
  const lit = revealed.find(({ id }) => id === shared.lit);
  const rest = revealed.filter((card) => card !== lit);
  return (
    <>
      {revealed.length === 0 && <h1 class="question">{pick(now.ask)}</h1>}
      {lit && <Lit {...props} card={lit} answer={answer} />}
      <Result {...props} cards={revealed} answer={answer} />
      {rest.length > 0 && (
        <ol class="sort-overview">
          {rest.map((card) => (
            <Line key={card.id} {...props} card={card} answer={answer} />
          ))}
        </ol>
      )}
    </>
  );
}

interface ResultProps extends SortProps {
  readonly cards: readonly Card[];
  readonly answer: Answer;
}

/** My points, counted from the revealed key, so that a corrected key counts at once. */
export function Result({ block, cards, answer }: ResultProps) {
  const { decks, cards_n: of, play } = block.shared;
  if (cards.length === 0) return <p class="soft">{t('The answers come one by one. You can no longer change yours.')}</p>;
  if (answer.placed.size === 0) {
    return <p class="soft">{t('No cards were placed this time: here are the answers, without points.')}</p>;
  }
  const runs = ranked(decks).filter((deck) => deck.mode === 'order' && cards.filter((card) => card.deck === deck.id).length === deck.cards_n);
  return (
    <section class="panel sort-result">
      <h2>
        {play === 'individual' ? t('My result') : t('Our result')}{' '}
        <strong class="figures">
          {points(cards, answer.placed)} / {cards.length}
        </strong>
      </h2>
      {cards.length < of && <p class="soft figures">{t('{n} of {of} revealed', { n: cards.length, of })}</p>}
      {runs.map((deck) => (
        <p key={deck.id} class="soft">
          {t('Longest run in the right order: {n}', { n: longestRun(cards.filter((card) => card.deck === deck.id), answer.placed) })}
        </p>
      ))}
    </section>
  );
}

interface OneProps extends SortProps {
  readonly card: Card;
  readonly answer: Answer;
}

function Lit({ block, card, answer }: OneProps) {
  const { decks } = block.shared;
  const mine = answer.placed.get(card.id);
  return (
    <article class="panel sort-lit">
      <h1 class="question">{pick(card.text)}</h1>
      <Verdict right={isRight(card, mine)} />
      <p class="sort-right">{rightPlace(card, decks)}</p>
      {mine !== undefined && !isRight(card, mine) && <p class="soft">{t('I put it here: {bin}', { bin: binName(decks[card.deck], mine) })}</p>}
      {card.why && <p>{pick(card.why)}</p>}
      {card.corrected && <p class="sort-corrected">{t('The answer was corrected; your points are counted anew.')}</p>}
      <Shares card={card} deck={decks[card.deck]} mine={mine} />
    </article>
  );
}

function Line({ block, card, answer }: OneProps) {
  const { decks } = block.shared;
  const mine = answer.placed.get(card.id);
  const right = isRight(card, mine);
  return (
    <li class="sort-line">
      <span>{pick(card.text)}</span>
      <strong>
        {right && <Verdict right />} {rightPlace(card, decks)}
      </strong>
      {right === false && (
        <span class="soft">
          <Verdict right={false} /> {t('I put it here: {bin}', { bin: binName(decks[card.deck], mine ?? '') })}
        </span>
      )}
      {card.why && <span class="soft">{pick(card.why)}</span>}
      {card.corrected && <span class="sort-corrected">{t('answer corrected')}</span>}
    </li>
  );
}

function Verdict({ right }: { readonly right: boolean | undefined }) {
  if (right === undefined) return null;
  return (
    <span class={right ? 'sort-verdict sort-good' : 'sort-verdict sort-bad'}>
      <Icon of={right ? IconDone : IconClose} />
      <span class="unseen">{right ? t('right') : t('not right')}</span>
    </span>
  );
}
