/** Feedback in its order: whoever practised speaks first, then reads what is theirs. */

import { Button } from '@kit/Button';
import { ranked } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { pick, t, useState } from '@wire';
import type { Received, ReceivedCard } from '../views';
import { Fields } from './Fields';
import { called, castOf, roleName, type RoundsProps } from './rounds';
import { Scoring } from './Scoring';

export function Feedback(props: RoundsProps) {
  const { shared, mine } = props.block;
  const { me } = castOf(props);
  const leads = me?.role === shared.performer && shared.scorer !== undefined && shared.scorer !== shared.performer;
  const [spoken, speak] = useState(0);
  const waits = leads && spoken !== shared.round;
  return (
    <>
      {mine?.self && mine.self.item === undefined && <Scoring {...props} />}
      {leads && (
        <Order {...props} waits={waits} onSpoken={() => speak(shared.round)} />
      )}
      {mine?.guess && <Guess {...props} />}
      <MyNotes {...props} />
      {!waits && mine?.received && <Got got={mine.received} {...props} empty={leads} />}
      {mine?.key && <Key {...props} />}
      <Fields {...props} />
      {(!mine?.self || mine.self.item !== undefined) && mine?.card && !mine.card.sent && <Scoring {...props} />}
    </>
  );
}

function Order({ block, waits, onSpoken }: RoundsProps & { readonly waits: boolean; readonly onSpoken: () => void }) {
  const { shared } = block;
  const partner = ranked(shared.roles).find(({ id }) => id !== shared.performer && id !== shared.scorer);
  const order = [shared.performer, partner?.id, shared.scorer].filter((role): role is string => role !== undefined);
  return (
    <section class="panel">
      <ol class="rounds-order">
        {order.map((role, n) => (
          <li key={role} class={n === 0 ? 'rounds-order-me' : undefined}>
            {roleName(shared, role)}
          </li>
        ))}
      </ol>
      <p>{t('How was it for you? What would you do again?')}</p>
      {waits && (
        <Button look="primary" class="button-wide" onPress={onSpoken}>
          {t('I have spoken: show me what they saw')}
        </Button>
      )}
    </section>
  );
}

function Guess({ block }: RoundsProps) {
  const { guess, answer } = block.mine ?? {};
  if (!guess) return null;
  return (
    <section class="panel">
      <p class="soft">{guess.right ? t('Guessed right') : t('Guessed: {type}', { type: guess.text ? pick(guess.text) : '' })}</p>
      {answer && <h2>{t('It was: {type}', { type: pick(answer) })}</h2>}
    </section>
  );
}

function Key({ block }: RoundsProps) {
  return (
    <section class="panel">
      <h2>{t('Key points')}</h2>
      <ul class="rounds-key">
        {ranked(block.mine?.key).map(({ id, text }) => (
          <li key={id}>{pick(text)}</li>
        ))}
      </ul>
    </section>
  );
}

type GotProps = RoundsProps & { readonly got: Received; readonly empty?: boolean };

/** What others wrote for me in one round. */
export function Got(props: GotProps) {
  const { got, block, empty } = props;
  const lines = ranked(got.lines);
  const cards = ranked(got.cards);
  if (lines.length + cards.length === 0) return empty ? <p class="soft">{t('Nothing has been written for you yet.')}</p> : null;
  return (
    <>
      {lines.length > 0 && (
        <ul class="rounds-got">
          {lines.map((line) => (
            <li key={line.id}>
              <span class="soft">
                {roleName(block.shared, line.role)} · {line.label ? pick(line.label) : called(line.field)}
              </span>
              <bdi class={line.erased && 'erased'}>{shownText(line)}</bdi>
            </li>
          ))}
        </ul>
      )}
      {cards.map((card) => (
        <GotCard key={card.id} card={card} />
      ))}
    </>
  );
}

/** What I wrote on the card, to speak from. */
function MyNotes({ block, me }: RoundsProps) {
  const { card, scorecard, lines } = block.mine ?? {};
  if (!card?.sent || !scorecard || card.about === me.id) return null;
  const mine = Object.entries(lines ?? {}).filter(([field]) => field.startsWith('card.'));
  const said = Object.fromEntries(mine.map(([field, line]) => [field.replace('card.', ''), line]));
  return <GotCard card={{ rank: 0, scorecard, items: card.items, lines: said }} />;
}

/** A card one wants to keep a picture of: the quote large, keep and try, then what was seen. */
function GotCard({ card }: { readonly card: ReceivedCard }) {
  const { scorecard, lines, items } = card;
  const anchors = ranked(scorecard.anchors);
  const quote = lines['quote'];
  const rest = ranked(scorecard.fields).filter(({ id }) => id !== 'card.quote');
  return (
    <article class="rounds-feedback-card">
      <h2>{pick(scorecard.title)}</h2>
      {quote && (
        <blockquote>
          <bdi class={quote.erased && 'erased'}>{shownText(quote)}</bdi>
        </blockquote>
      )}
      <dl>
        {rest.map(({ id, label }) => {
          const said = lines[id.replace('card.', '')];
          return (
            said && (
              <div key={id}>
                <dt>{pick(label)}</dt>
                <dd>
                  <bdi class={said.erased && 'erased'}>{shownText(said)}</bdi>
                </dd>
              </div>
            )
          );
        })}
      </dl>
      <ul class="rounds-seen">
        {ranked(scorecard.items).map(({ id, text }) => {
          const anchor = anchors.find(({ value }) => value === items[id]);
          return (
            <li key={id}>
              <span>{pick(text)}</span>
              <strong class={`rounds-seen-${anchor?.rank ?? 0}`}>{anchor ? pick(anchor.text) : ''}</strong>
            </li>
          );
        })}
      </ul>
    </article>
  );
}
