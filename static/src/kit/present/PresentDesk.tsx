/** A presentation for the facilitator: the queue, the turn with its time, closing the rating. */

import './desk.css';
import { type ById, type Room, type ShowView, t, type Team } from '@wire';
import { Button } from '../Button';
import { IconMore } from '../icons';
import { type Choice, Menu } from '../Menu';
import { type Listed } from '../ranked';
import { TeamMark } from '../TeamMark';
import { byNumber, teamName } from '../teams';
import { TimerText } from '../TimerText';
import { nextUp, queued } from './show';

interface PresentDeskProps {
  readonly room: Room;
  /** The kind whose commands these are, such as `board`. */
  readonly kind: string;
  readonly show: ShowView;
  readonly teams: ById<Team>;
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
          {rows.map((team) => (
            <Row key={team.id} {...props} team={team} />
          ))}
        </ol>
      )}
      <Queue {...props} />
    </section>
  );
}

function Turn({ room, kind, show, teams, ask }: PresentDeskProps) {
  const { now } = show;
  const team = now && teams[now.unit];
  const next = nextUp(show, teams);
  if (!now || !team) {
    return (
      <div class="desk-row">
        <Button look="primary" disabled={!next} onPress={() => void ask(`${kind}/next_team`)}>
          {next ? t('{team} begins', { team: teamName(next) }) : t('Nobody is left in the queue.')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <h2 class="panel-title figures">
        <TeamMark team={team} named /> {now.timer && <TimerText timer={now.timer} now={() => room.now()} />}
      </h2>
      <p class="figures">{t('{n} have given something', { n: now.heard_from })}</p>
      <div class="desk-row">
        {now.state === 'presenting' && (
          <>
            <Button onPress={() => void ask(`${kind}/add_turn_time`, { seconds: MORE_TIME_S })}>{t('+30 s')}</Button>
            <Button onPress={() => void ask(`${kind}/end_turn`)}>{t('Listeners rate now')}</Button>
          </>
        )}
        <Button onPress={() => void ask(`${kind}/close_rating`)}>{t('Close and show')}</Button>
      </div>
    </>
  );
}

type RowProps = PresentDeskProps & { readonly team: Listed<Team & { readonly state: string }> };

function Row({ kind, show, team, ask }: RowProps) {
  const given = show.given?.[team.id];
  const choices: Choice[] = [
    ...(team.state === 'waiting' || team.state === 'skipped'
      ? [
          { id: 'now', label: t('Their turn now'), onPick: () => void ask(`${kind}/next_team`, { unit: team.id }) },
          {
            id: 'skip',
            label: team.state === 'skipped' ? t('They present after all') : t('They do not present'),
            onPick: () => void ask(`${kind}/skip_team`, { unit: team.id, on: team.state !== 'skipped' }),
          },
        ]
      : []),
    ...(team.state === 'done' ? [{ id: 'again', label: t('Let people rate again'), onPick: () => void ask(`${kind}/reopen_rating`, { unit: team.id }) }] : []),
  ];
  return (
    <li class={`show-row show-${team.state}`}>
      <TeamMark team={team} named />
      <span class="show-state">{stateWords(team.state)}{given ? ` · ${t('{n} rated', { n: given.n })}` : ''}</span>
      {choices.length > 0 && <Menu name={t('More for {team}', { team: teamName(team) })} icon={IconMore} choices={choices} />}
    </li>
  );
}

function stateWords(state: string): string {
  switch (state) {
    case 'presenting':
      return t('presents');
    case 'rating':
      return t('is rated');
    case 'done':
      return t('done');
    case 'skipped':
      return t('does not present');
    default:
      return t('waits');
  }
}

/** Who presents, where not everybody does: drawn by lot, or added by hand. */
function Queue({ kind, show, teams, ask }: PresentDeskProps) {
  if (show.who === 'all') return null;
  const missing = byNumber(teams).filter(({ id }) => show.queue[id] === undefined);
  const draws = [1, 2, 3].filter((count) => count <= missing.length + queued(show, teams).filter(({ state }) => state === 'waiting').length);
  const queue = Object.keys(show.queue);
  return (
    <div class="desk-row">
      {draws.map((count) => (
        <Button key={count} onPress={() => void ask(`${kind}/draw_queue`, { count })}>
          {t('Draw {n}', { n: count })}
        </Button>
      ))}
      {missing.map((team) => (
        <Button key={team.id} onPress={() => void ask(`${kind}/set_queue`, { units: [...queue, team.id] })}>
          {t('Add {team}', { team: teamName(team) })}
        </Button>
      ))}
    </div>
  );
}
