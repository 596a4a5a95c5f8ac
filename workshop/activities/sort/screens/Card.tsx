/** One card as it is revealed: where it belongs, why, and how the room placed it. */

import { Icon, IconDone, type KindProjectorProps, TeamMark, useFit } from '@kit';
import { type ById, pick, t, type Team, tn, useRef } from '@wire';
import { binsOf } from '../phone/cards';
import type { SortCard, SortView } from '../views';

const SIZES = [72, 64, 56, 48, 42, 36];
const FEWEST = 3;

interface CardProps extends KindProjectorProps<SortView> {
  readonly card: SortCard;
}

export function Card({ view, card, teams }: CardProps) {
  const box = useRef<HTMLDivElement>(null);
  useFit(box, SIZES, card.text.zh, Object.keys(card.answer ?? {}).join(), card.answered);
  const revealed = Object.keys(view.cards).length;
  return (
    <div ref={box} class="sort-one">
      <div class="sort-one-head">
        <p class="sort-paper sort-paper-large">{pick(card.text)}</p>
        <p class="sort-count figures">{t('{n} of {of} revealed', { n: revealed, of: view.cards_n })}</p>
      </div>
      <Trays view={view} card={card} teams={teams} />
      {card.why && <p class="sort-why">{pick(card.why)}</p>}
      {card.corrected && <p class="sort-corrected">{t('The answer was corrected. All points are counted anew.')}</p>}
    </div>
  );
}

/** A bin in a row: its name, a bar for how many chose it, and the teams that did. */
function Trays({ view, card, teams }: Pick<CardProps, 'view' | 'card' | 'teams'>) {
  const all = card.answered ?? 0;
  const bins = binsOf(view.decks[card.deck]);
  return (
    <>
      <ul class={`sort-trays${bins.length > 5 ? ' sort-trays-many' : ''}${card.teams ? ' sort-trays-teams' : ''}`}>
        {bins.map(({ id, name }) => {
          const n = card.shares?.[id] ?? 0;
          return (
            <li key={id} class={card.answer?.[id] ? 'sort-tray-row sort-tray-right' : 'sort-tray-row'}>
              <span class="sort-tray-name">
                {card.answer?.[id] && <Icon of={IconDone} />}
                {name}
                {card.answer?.[id] && <span class="unseen">{t('right')}</span>}
              </span>
              {card.shares && (
                <>
                  <span class="sort-tray-track" aria-hidden="true">
                    <span style={{ width: `${all ? (100 * n) / all : 0}%` }} />
                  </span>
                  {card.teams ? <Teams of={card.teams} bin={id} teams={teams} /> : <span class="sort-tray-n figures">{share(n, all)}</span>}
                </>
              )}
            </li>
          );
        })}
      </ul>
      {!card.shares && <p class="sort-few">{all < FEWEST ? t('Too few have placed it to show how.') : ''}</p>}
    </>
  );
}

function share(n: number, all: number): string {
  return n === 0 ? '–' : t('{n} · {share} %', { n, share: Math.round((100 * n) / Math.max(1, all)) });
}

function Teams({ of, bin, teams }: { readonly of: ById<string>; readonly bin: string; readonly teams: ById<Team> }) {
  const here = Object.entries(teams).filter(([id]) => of[id] === bin);
  return (
    <span class="sort-tray-teams" aria-label={tn(here.length, '{n} team', '{n} teams')}>
      {here.map(([id, team]) => (
        <TeamMark key={id} team={team} />
      ))}
    </span>
  );
}
