/** Card after card; then all of them at a glance, and handed in. Everything can be changed until then. */

import { Button } from '@kit/Button';
import { Icon } from '@kit/Icon';
import { IconBack, IconDone, IconNext } from '@kit/icons';
import { lang, pick, sorted, t, tn, useState } from '@wire';
import type { SortAnswer } from '../views';
import { binName } from './cards';
import { Bins } from './Bins';
import { Order } from './Order';
import { type Answer, answerOf, cardsIn, isDone, refusedHere, type SortProps, type Station, stationsOf } from './sort';

export function Play(props: SortProps) {
  const { block, parts } = props;
  const { shared } = block;
  const stations = stationsOf(shared);
  const answer = answerOf(props);
  const open = stations.findIndex((station) => !isDone(station, shared, answer.placed));
  const [chosen, choose] = useState<number | undefined>(undefined);
  // the overview comes by itself when everything is done, and stays until somebody goes back to a card
  const at = answer.handedIn ? undefined : (chosen ?? (open < 0 ? undefined : open));
  const station = at === undefined ? undefined : stations[at];
  const done = () => {
    const later = stations.findIndex((one, n) => n > (at ?? 0) && !isDone(one, shared, answer.placed));
    const earlier = stations.findIndex((one, n) => n < (at ?? 0) && !isDone(one, shared, answer.placed));
    const next = later >= 0 ? later : earlier;
    choose(next < 0 ? undefined : next);
  };
  return (
    <>
      <parts.Refusals items={refusedHere(props)} />
      <Standing {...props} answer={answer} stations={stations} />
      {station ? (
        <At {...props} station={station} answer={answer} done={done} stay={() => choose(at)} />
      ) : (
        <Overview {...props} stations={stations} answer={answer} go={choose} />
      )}
      {station && <Steps at={at ?? 0} of={stations.length} go={choose} all={open < 0} />}
    </>
  );
}

interface StandingProps extends SortProps {
  readonly answer: Answer;
  readonly stations: readonly Station[];
}

/** How many cards lie, as a line that fills. */
function Standing({ block, me, answer, parts }: StandingProps) {
  const { cards_n: of } = block.shared;
  const placed = Math.min(answer.placed.size, of);
  return (
    <div class="sort-standing">
      <p class="soft figures">
        {t('{n} of {of} placed', { n: placed, of })} {mates(block.circle, me.id)} {answer.waits && <parts.Says state="waiting" />}
      </p>
      <span class="sort-track" aria-hidden="true">
        <span style={{ width: `${of ? (100 * placed) / of : 0}%` }} />
      </span>
    </div>
  );
}

/** With whom I play. */
function mates(pair: SortAnswer | undefined, me: string): string {
  const names = Object.entries(pair?.members ?? {}).filter(([id]) => id !== me);
  return names.length > 0 ? t('with {names}', { names: names.map(([, name]) => name).join(lang.value === 'zh' ? '、' : ', ') }) : '';
}

interface AtProps extends SortProps {
  readonly station: Station;
  readonly answer: Answer;
  readonly done: () => void;
  readonly stay: () => void;
}

function At(props: AtProps) {
  const { block, station } = props;
  const { decks } = block.shared;
  const deck = decks[station.card?.deck ?? station.order ?? ''];
  if (!deck) return null;
  return (
    <section class="sort-at">
      {Object.keys(decks).length > 1 && <h2 class="section-title">{pick(deck.title)}</h2>}
      {station.card ? (
        <Bins {...props} key={station.card.id} card={station.card} deck={deck} />
      ) : (
        <Order {...props} key={station.order} deck={station.order ?? ''} />
      )}
    </section>
  );
}

interface StepsProps {
  readonly at: number;
  readonly of: number;
  readonly all: boolean;
  readonly go: (at: number | undefined) => void;
}

/** Back to the card before, on to the next; or to the overview once everything lies. */
function Steps({ at, of, all, go }: StepsProps) {
  if (of === 1 && !all) return null; // an order is one thing to do
  return (
    <div class="sort-steps">
      <Button icon={IconBack} name={t('The card before')} disabled={at === 0} onPress={() => go(at - 1)} />
      {all ? (
        <Button onPress={() => go(undefined)}>{t('All my cards')}</Button>
      ) : (
        <span class="soft figures">
          {at + 1} / {of}
        </span>
      )}
      <Button icon={IconNext} name={t('The next card')} disabled={at === of - 1} onPress={() => go(at + 1)} />
    </div>
  );
}

interface OverviewProps extends StandingProps {
  readonly go: (at: number) => void;
}

function Overview(props: OverviewProps) {
  const { block, stations, answer, go, locked } = props;
  const { decks } = block.shared;
  return (
    <>
      <HandIn {...props} />
      <ol class="sort-overview">
        {stations.map((station, n) => {
          const card = station.card;
          const where = card && answer.placed.get(card.id);
          const deck = decks[card?.deck ?? station.order ?? ''];
          const words = card ? pick(card.text) : deck && pick(deck.title);
          const order = sorted(
            station.order === undefined ? [] : cardsIn(block.shared, station.order).filter(({ id }) => answer.placed.has(id)),
            ({ id }) => Number(answer.placed.get(id)),
          );
          const still = answer.handedIn || locked || card?.answer !== undefined;
          return (
            <li key={card?.id ?? station.order}>
              <button type="button" class="sort-line" disabled={still} onClick={() => go(n)}>
                <span>{words}</span>
                {card && <strong>{where === undefined ? '–' : binName(deck, where)}</strong>}
                {order.map((one, place) => (
                  <span key={one.id} class="sort-in-order">
                    <strong class="figures">{place + 1}</strong> {pick(one.text)}
                  </span>
                ))}
                {card && answer.by[card.id] && <span class="soft sort-by">{answer.by[card.id]}</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function HandIn(props: StandingProps) {
  const { room, block, answer, locked, team, me, parts } = props;
  const { tries, play } = block.shared;
  const others = play === 'team' && team?.scribe !== undefined && team.scribe !== me.id;
  if (answer.handedIn) {
    const left = tries - Math.max(1, answer.hands);
    return (
      <section class="panel sort-done">
        <h1 class="question">
          <Icon of={IconDone} /> {t('Your cards are handed in')}
        </h1>
        <p class="soft">{t('The right answers come when everybody is ready.')}</p>
        {left > 0 && !locked && !others && (
          <Button onPress={() => void room.ask('sort/change_again', {}, { block: block.id })}>
            {tn(left, 'Change it again (one more time)', 'Change it again ({n} more times)')}
          </Button>
        )}
      </section>
    );
  }
  return (
    <section class="panel sort-done">
      <h1 class="question">{t('All cards are placed. Look them over, then hand in.')}</h1>
      {play === 'team' && team && <parts.Scribe />}
      <Button
        look="primary"
        class="button-wide"
        disabled={locked || others}
        onPress={() => void room.ask('sort/hand_in', {}, { block: block.id })}
      >
        {t('Hand in')}
      </Button>
      {others && <p class="soft">{t('{name} hands in for your team.', { name: team?.scribe_name ?? '' })}</p>}
      <p class="soft">{t('What lies counts even if you do not hand in.')}</p>
    </section>
  );
}
