/** All cards that were revealed, deck by deck, with the share of the room that had each right; the ranking beside them. */

import { Icon, IconDone, type KindProjectorProps, type Listed, ranked, type SheetGroup, Sheets, TeamMark, weightedLength } from '@kit';
import { type ById, lang, pick, sorted, t, type Team, tn } from '@wire';
import { binsOf, rightPlace, shareRight } from '../phone/cards';
import type { SortCard, SortDeck, SortRow, SortView } from '../views';

const SIZES = [48, 42, 36, 32, 28];
const MOST = 30;
const LEAST_LINE = 22;

export function Key({ view, teams }: KindProjectorProps<SortView>) {
  const cards = ranked(view.cards);
  const corrected = cards.filter(({ corrected: was }) => was).length;
  const decks = ranked(view.decks).filter(({ id }) => cards.some(({ deck }) => deck === id));
  if (cards.length === 0) {
    return (
      <div class="sort-invites">
        <p>{tn(view.cards_n, 'One card is on the table. Where does it belong?', '{n} cards are on the table. Where do they belong?')}</p>
      </div>
    );
  }
  const groups: SheetGroup[] = decks.map((deck) => ({
    id: deck.id,
    heading: decks.length > 1 ? <span class="sort-deck-title">{pick(deck.title)}</span> : undefined,
    items: inOrder(cards, deck).map((card) => ({ id: card.id, draw: <Line card={card} decks={view.decks} place={widest(deck)} /> })),
  }));
  return (
    <div class={view.ranking ? 'sort-key sort-key-ranked' : 'sort-key'}>
      <p class="sort-count figures">
        {t('{n} of {of} revealed', { n: cards.length, of: view.cards_n })}
        {corrected > 0 && (
          <strong class="sort-corrected">
            {tn(corrected, 'One answer was corrected; all points are counted anew.', '{n} answers were corrected; all points are counted anew.')}
          </strong>
        )}
      </p>
      <Sheets groups={groups} sizes={SIZES} columns={columns} most={MOST} below={8} down when={drawn(view)} from={view.phase} />
      {view.ranking && <Ranking rows={view.ranking} teams={teams} of={view.cards_n} />}
    </div>
  );
}

function columns(width: number, size: number): number {
  return Math.floor((width + 24) / (size * LEAST_LINE + 24));
}

/** By the bin they belong into; an order in its right order. */
function inOrder(cards: readonly Listed<SortCard>[], deck: Listed<SortDeck>): Listed<SortCard>[] {
  const bins = binsOf(deck).map(({ id }) => id);
  return sorted(
    cards.filter((card) => card.deck === deck.id),
    (card) => bins.findIndex((bin) => card.answer?.[bin]),
  );
}

/** So many characters wide are the names of the bins, so that all cards begin below one another; a long one takes two lines. */
function widest(deck: SortDeck): number {
  return deck.mode === 'order' ? 0 : Math.min(7, Math.max(...binsOf(deck).map(({ name }) => weightedLength(name)))) + 0.2;
}

function Line({ card, decks, place }: { readonly card: SortCard; readonly decks: ById<SortDeck>; readonly place: number }) {
  const share = shareRight(card);
  return (
    <p class="sort-key-line" style={{ '--place': `${place}em` }}>
      <strong class="sort-key-place">
        {decks[card.deck]?.mode === 'order' ? Object.keys(card.answer ?? {})[0] : rightPlace(card, decks)}
      </strong>
      <span class="sort-key-card">
        {pick(card.text)}
        {card.corrected && <span class="sort-corrected"> {t('answer corrected')}</span>}
      </span>
      {share !== undefined && (
        <span class="sort-key-share figures">
          <Icon of={IconDone} /> {t('{n} %', { n: share })}
        </span>
      )}
    </p>
  );
}

function Ranking({ rows, teams, of }: { readonly rows: ById<SortRow>; readonly teams: ById<Team>; readonly of: number }) {
  return (
    <ol class="sort-ranking">
      {ranked(rows).map(({ id, place, points, team, by }) => (
        <li key={id} class={place === 1 ? 'sort-rank sort-rank-first' : 'sort-rank'}>
          <strong class="figures">{place}</strong>
          <span>{team && teams[team] ? <TeamMark team={teams[team]} named /> : <bdi>{by ?? ''}</bdi>}</span>
          <strong class="figures">
            {points} / {of}
          </strong>
        </li>
      ))}
    </ol>
  );
}

function drawn({ cards, ranking }: SortView): string {
  return JSON.stringify([lang.value, cards, ranking !== undefined]);
}
