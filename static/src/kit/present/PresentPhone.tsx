/** A presentation on the phone: whose turn it is, what I give to them, what I or my team was given. */

import { type ById, type Item, type KindPhoneProps, pick, type ShowGiven, type ShowView, t, tn } from '@wire';
import type { ComponentChildren } from 'preact';
import { Button } from '../Button';
import { ranked } from '../ranked';
import { shownText } from '../shownText';
import { TimerText } from '../TimerText';
import { Given } from './Given';
import { PresenterMark } from './PresenterMark';
import { nextUp, presenting, queued, waitWords } from './show';

interface PresentPhoneProps extends KindPhoneProps {
  /** The kind whose commands these are, such as `board`. */
  readonly kind: string;
  readonly show: ShowView;
  readonly mine?: ShowGiven;
  /** What whoever is on has to show. */
  readonly children?: ComponentChildren;
}

export function PresentPhone(props: PresentPhoneProps) {
  const { show, teams } = props;
  const who = presenting(show, teams);
  const mine = ownUnit(props);
  const given = mine === undefined ? undefined : show.given?.[mine];
  return (
    <>
      {who && show.now ? (
        <section class="show-now">
          <h2 class="section-title">
            <PresenterMark who={who} />{' '}
            {show.now.timer && <TimerText timer={show.now.timer} now={() => props.room.now()} />}
          </h2>
          {who.id === mine ? <p>{t('It is your turn. The others listen.')}</p> : <Listen {...props} unit={who.id} />}
          {props.children}
        </section>
      ) : (
        <Waiting {...props} />
      )}
      {given && (
        <section class="panel">
          <h2 class="section-title">{t('What you were given')}</h2>
          <Given show={show} result={given} />
        </section>
      )}
    </>
  );
}

function Waiting(props: PresentPhoneProps) {
  const { show, teams, locked } = props;
  const next = nextUp(show, teams);
  const mine = ownUnit(props);
  const volunteered = mine !== undefined && show.queue[mine] !== undefined;
  const may = show.who === 'volunteers' && mine !== undefined && (show.queue[mine]?.state ?? 'waiting') === 'waiting';
  return (
    <section class="panel">
      {next ? <p>{next.id === mine ? t('Your turn is next.') : t('{team} is next.', { team: next.name })}</p> : <p class="soft">{waitWords(show)}</p>}
      {may && (
        <Button look={volunteered ? 'plain' : 'primary'} class="button-wide" disabled={locked} onPress={() => void ask(props, 'volunteer', { on: !volunteered })}>
          {volunteered ? t('Rather not, after all') : show.by ? t('I would like to') : t('We would like to present')}
        </Button>
      )}
      <ol class="show-queue">
        {queued(show, teams).map((who) => (
          <li key={who.id} class={`show-${who.state}`}>
            <PresenterMark who={who} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The turn that is mine: that of my team, or my own. */
function ownUnit({ show, me }: PresentPhoneProps): string | undefined {
  return show.by ? me.id : me.team;
}

function ask({ room, kind, block }: PresentPhoneProps, type: string, fields: Readonly<Record<string, unknown>>): unknown {
  return room.ask(`${kind}/${type}`, fields, { block: block.id });
}

/** One choice for each criterion and one line; both can be changed until the facilitator closes the turn. */
function Listen(props: PresentPhoneProps & { readonly unit: string }) {
  const { room, block, show, parts, locked, unit, kind } = props;
  const items = room.outbox.value.filter((item) => item.wish.block === block.id);
  const rated = ratings(props.mine?.[unit]?.ratings, items, `${kind}/rate_team`, unit);
  const refused = items.filter((item) => item.state === 'refused');
  const told = props.mine?.[unit]?.line;
  const scale = Array.from({ length: show.scale }, (_, n) => ({ id: String(n + 1), text: String(n + 1) }));
  return (
    <>
      <parts.Refusals items={refused} />
      {ranked(show.criteria).map(({ id, title }) => (
        <parts.Chips
          key={`${unit}-${id}`}
          label={pick(title)}
          options={scale}
          chosen={rated.has(id) ? String(rated.get(id)) : undefined}
          disabled={locked}
          onChoose={(value) => void ask(props, 'rate_team', { unit, criterion: id, value: Number(value) })}
        />
      ))}
      {show.comment_max !== undefined && (
        <parts.Composer
          field={`tell-${unit}`}
          label={told ? t('Your line; send another to change it') : t('One line for whoever is speaking')}
          send={t('Send')}
          longest={show.comment_max}
          rows={2}
          hint={<p>{told ? shownText(told) : t('The room reads it without your name when this turn is over.')}</p>}
          {...(locked ? { closed: t('The input is stopped for now.') } : {})}
          onSend={(text) => void ask(props, 'tell_team', { unit, text })}
        />
      )}
      <p class="soft figures">{tn(show.now?.heard_from ?? 0, 'One person has given something.', '{n} people have given something.')}</p>
    </>
  );
}

function ratings(known: ById<number> | undefined, items: readonly Item[], type: string, unit: string): Map<string, number> {
  const found = new Map(Object.entries(known ?? {}));
  for (const { wish, state } of items) {
    if (state !== 'refused' && wish.type === type && wish['unit'] === unit) found.set(String(wish['criterion']), Number(wish['value']));
  }
  return found;
}
