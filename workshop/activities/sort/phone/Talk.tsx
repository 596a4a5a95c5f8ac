/** The talk: a side and a reason for the card the room is split about, or one line of my own to the question. */

import { ranked } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { lang, pick, t } from '@wire';
import { binName, rightPlace } from './cards';
import type { SortReason, SortTalk } from '../views';
import { Result } from './Reveal';
import { answerOf, type Card, onTheWay, refusedHere, type SortProps } from './sort';

export function Talk(props: SortProps) {
  const { block, now, parts } = props;
  const { talk, prompt, cards } = block.shared;
  const answer = answerOf(props);
  const found = talk?.card === undefined ? undefined : cards[talk.card];
  const card = found && talk?.card !== undefined ? { ...found, id: talk.card } : undefined;
  const revealed = ranked(cards).filter((one) => one.answer !== undefined);
  return (
    <>
      <parts.Refusals items={refusedHere(props)} />
      {prompt || !card ? <h1 class="question">{pick(prompt ?? now.ask)}</h1> : <p class="soft">{pick(now.ask)}</p>}
      {talk && (prompt || card) && <Say {...props} talk={talk} card={card} />}
      {talk && <Lines {...props} talk={talk} />}
      {revealed.length > 0 && <Result {...props} cards={revealed} answer={answer} />}
    </>
  );
}

type SayProps = SortProps & { readonly talk: SortTalk; readonly card?: Card | undefined };

/** My side as a tap, my reason as a line. */
function Say(props: SayProps) {
  const { room, block, parts, talk, card, locked } = props;
  const { prompt, decks } = block.shared;
  const about = talk.card ?? '';
  const deck = decks[talk.deck ?? ''];
  const side = mySide(props);
  const line = myLine(props);
  const sides = ranked(talk.sides);
  const said = line?.text ?? '';
  if (talk.state !== 'open') return <p class="soft">{t('The talk is closed. Listen, and look at the wall.')}</p>;
  return (
    <section class="panel sort-talk">
      {talk.text && <p class="sort-card sort-card-small">{pick(talk.text)}</p>}
      {card?.answer && (
        <p class="soft">
          {t('It belongs here:')} <strong class="sort-good">{rightPlace(card, decks)}</strong>
        </p>
      )}
      {!prompt && sides.length > 0 && (
        <parts.Chips
          wide
          label={t('Which side are you on?')}
          options={sides.map(({ id }) => ({ id, text: binName(deck, id) }))}
          chosen={side}
          disabled={locked}
          onChoose={(id) => void room.ask('sort/take_side', { card: about, side: id }, { block: block.id })}
        />
      )}
      {talk.takes && (prompt || side !== undefined) && (
        <parts.Composer
          key={about}
          field={`reason-${about}`}
          label={prompt ? t('One line of your own') : t('One reason')}
          send={said ? t('Send again') : t('Send')}
          longest={talk.longest}
          rows={2}
          begin={{ text: said }}
          stays
          hint={<p>{whoReads(talk)}</p>}
          {...(locked ? { closed: t('The input is stopped for now.') } : {})}
          onSend={(text) => void room.ask('sort/give_reason', prompt ? { text } : { text, card: about, side }, { block: block.id })}
        />
      )}
      {line && <parts.Says state={line.waits ? 'waiting' : 'delivered'} />}
    </section>
  );
}

function whoReads({ reach, unsigned }: SortTalk): string {
  const circle = {
    room: t('Everybody in the room can read it.'),
    team: t('Only your team and the facilitator can read it.'),
    pair: t('Only you can read it.'),
    self: t('Only you can read it.'),
    aggregate: t('Only you can read it.'),
  }[reach];
  if (reach !== 'room' && reach !== 'team') return circle;
  const name = unsigned ? t('It is shown without your name.') : t('It is shown with your name.');
  return [circle, name].join(lang.value === 'zh' ? '' : ' ');
}

/** My side: what is on its way goes before what is stored. */
function mySide(props: SayProps): string | undefined {
  const { block, talk } = props;
  const last = onTheWay(props)
    .filter(({ wish }) => wish['card'] === talk.card && (wish.type === 'sort/take_side' || wish.type === 'sort/give_reason'))
    .slice(-1)[0];
  return typeof last?.wish['side'] === 'string' ? last.wish['side'] : block.mine?.sides?.[talk.card ?? ''];
}

function myLine(props: SayProps): { text: string; waits: boolean } | undefined {
  const { block, talk } = props;
  const last = onTheWay(props)
    .filter(({ wish }) => wish.type === 'sort/give_reason' && wish['card'] === talk.card)
    .slice(-1)[0];
  if (last) return { text: String(last.wish['text']), waits: last.state === 'waiting' };
  const stored = block.mine?.lines?.[talk.card ?? ''];
  return stored && !stored.erased ? { text: stored.text, waits: false } : undefined;
}

/** What the others said, side by side below one another. */
function Lines({ block, talk }: SayProps) {
  const { decks } = block.shared;
  const reasons = [...ranked(talk.reasons), ...ranked(block.team?.reasons)];
  if (reasons.length === 0) return null;
  const sides = ranked(talk.sides);
  if (sides.length === 0) return <Said title={t('From the room')} reasons={reasons} />;
  const deck = decks[talk.deck ?? ''];
  return (
    <>
      {sides.map(({ id }) => (
        <Said key={id} title={binName(deck, id)} reasons={reasons.filter(({ side }) => side === id)} />
      ))}
    </>
  );
}

function Said({ title, reasons }: { readonly title: string; readonly reasons: readonly (SortReason & { readonly id: string })[] }) {
  if (reasons.length === 0) return null;
  return (
    <section>
      <h2 class="section-title">{title}</h2>
      <ul class="sort-said">
        {reasons.map((reason) => (
          <li key={reason.id}>
            <bdi class={reason.erased && 'erased'}>{shownText(reason)}</bdi> {reason.by && <span class="soft">{reason.by}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
