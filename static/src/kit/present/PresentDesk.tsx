/** A presentation for the facilitator: the queue, the turn with its time, closing the rating. */

import './desk.css';
import { type ById, type ConsolePerson, type Room, type ShowView, t, type Team, tn } from '@wire';
import { Button } from '../Button';
import { IconMore } from '../icons';
import { type Choice, Menu } from '../Menu';
import { seated } from '../seated';
import { byNumber, teamName } from '../teams';
import { TimerText } from '../TimerText';
import { PresenterMark } from './PresenterMark';
import { nextUp, type Presenter, presenting, queued } from './show';

interface PresentDeskProps {
  readonly room: Room;
  /** The kind whose commands these are, such as `board`. */
  readonly kind: string;
  readonly show: ShowView;
  readonly teams: ById<Team>;
  /** Who can be put into the queue where it is people who come forward. */
  readonly people: ById<ConsolePerson>;
  readonly ask: (type: string, fields?: Readonly<Record<string, unknown>>) => Promise<boolean>;
}

const MORE_TIME_S = 30;

export function PresentDesk(props: PresentDeskProps) {
  const { show, teams } = props;
  const rows = queued(show, teams);
  return (
    <section class="desk-part">
      <Turn {...props} />
      {rows.length > 0 && (
        <ol class="show-rows">
          {rows.map((who) => (
            <Row key={who.id} {...props} who={who} />
          ))}
        </ol>
      )}
      <Queue {...props} />
    </section>
  );
}

function Turn({ room, kind, show, teams, ask }: PresentDeskProps) {
  const { now } = show;
  const who = presenting(show, teams);
  const next = nextUp(show, teams);
  if (!now || !who) {
    return (
      <div class="desk-row">
        <Button look="primary" disabled={!next} onPress={() => void ask(`${kind}/next_team`)}>
          {next ? t('{team} begins', { team: next.name }) : t('Nobody is left in the queue.')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <h2 class="panel-title figures">
        <PresenterMark who={who} /> {now.timer && <TimerText timer={now.timer} now={() => room.now()} />}
      </h2>
      <p class="figures">{tn(now.heard_from, 'One person has given something.', '{n} people have given something.')}</p>
      <div class="desk-row">
        {now.state === 'presenting' && (
          <>
            <Button onPress={() => void ask(`${kind}/add_turn_time`, { seconds: MORE_TIME_S })}>{t('+30 s')}</Button>
            <Button onPress={() => void ask(`${kind}/end_turn`)}>{rates(show) ? t('Listeners rate now') : t('Listeners write now')}</Button>
          </>
        )}
        <Button onPress={() => void ask(`${kind}/close_rating`)}>{t('Close and show')}</Button>
      </div>
    </>
  );
}

function Row({ kind, show, who, ask }: PresentDeskProps & { readonly who: Presenter }) {
  const given = show.given?.[who.id];
  const choices: Choice[] = [
    ...(who.state === 'waiting' || who.state === 'skipped'
      ? [
          { id: 'now', label: t('Their turn now'), onPick: () => void ask(`${kind}/next_team`, { unit: who.id }) },
          {
            id: 'skip',
            label: who.state === 'skipped' ? t('They present after all') : t('They do not present'),
            onPick: () => void ask(`${kind}/skip_team`, { unit: who.id, on: who.state !== 'skipped' }),
          },
        ]
      : []),
    ...(who.state === 'done' ? [{ id: 'again', label: t('Let people rate again'), onPick: () => void ask(`${kind}/reopen_rating`, { unit: who.id }) }] : []),
  ];
  return (
    <li class={`show-row show-${who.state}`}>
      <PresenterMark who={who} />
      <span class="show-state">{stateWords(show, who.state)}{given && rates(show) ? ` · ${t('{n} rated', { n: given.n })}` : ''}</span>
      {choices.length > 0 && <Menu name={t('More for {team}', { team: who.name })} icon={IconMore} choices={choices} />}
    </li>
  );
}

/** Whether the listeners are asked for marks, beside a line or instead of one. */
function rates({ criteria }: ShowView): boolean {
  return Object.keys(criteria).length > 0;
}

function stateWords(show: ShowView, state: Presenter['state']): string {
  switch (state) {
    case 'presenting':
      return t('presents');
    case 'rating':
      return rates(show) ? t('is rated') : t('is written to');
    case 'done':
      return t('done');
    case 'skipped':
      return t('does not present');
    default:
      return t('waits');
  }
}

/** Who presents, where not everybody does: drawn by lot, or added by hand. */
function Queue(props: PresentDeskProps) {
  const { kind, show, teams, ask } = props;
  if (show.who === 'all') return null;
  const queue = Object.keys(show.queue);
  const missing = able(props).filter(({ id }) => !queue.includes(id));
  const draws = [1, 2, 3].filter((count) => count <= missing.length + queued(show, teams).filter(({ state }) => state === 'waiting').length);
  const add = (id: string) => void ask(`${kind}/set_queue`, { units: [...queue, id] });
  return (
    <div class="desk-row">
      {draws.map((count) => (
        <Button key={count} onPress={() => void ask(`${kind}/draw_queue`, { count })}>
          {t('Draw {n}', { n: count })}
        </Button>
      ))}
      {show.by && missing.length > 0 && (
        <Menu name={t('Add somebody')} look="plain" choices={missing.map(({ id, name }) => ({ id, label: <bdi>{name}</bdi>, onPick: () => add(id) }))}>
          {t('Add somebody')}
        </Menu>
      )}
      {!show.by &&
        missing.map(({ id, name }) => (
          <Button key={id} onPress={() => add(id)}>
            {t('Add {team}', { team: name })}
          </Button>
        ))}
    </div>
  );
}

/** Who could have a turn: the teams, or the people who are here. */
function able({ show, teams, people }: PresentDeskProps): { readonly id: string; readonly name: string }[] {
  if (!show.by) return byNumber(teams).map((team) => ({ id: team.id, name: teamName(team) }));
  return seated(people);
}
