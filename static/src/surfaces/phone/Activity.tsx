/** The activity that is on: its title and step in a line, what the facilitator stopped, and the kind's own view. */

import { announce } from '@kit/Announcer';
import { type KindModules, KindView } from '@kit/kinds';
import { TimerText } from '@kit/TimerText';
import type { KindPhoneProps, Me, MyTeam, Now, RoomCircle, RoomMe, RoomPhones, RoomTeam } from '@wire';
import { useEffect } from 'preact/hooks';
import { loadKindWords, pick, t } from '../../words';
import { CoursePage } from './CoursePage';
import { useHere } from './here';
import { parts } from './parts';
import { Notice } from './parts/Notice';
import { Refusals } from './parts/Refusals';

const views: KindModules<KindPhoneProps> = import.meta.glob<{ default: never }>('../../../../workshop/activities/*/phone.tsx');

/** A view and its words come together, so that nobody ever sees it in a language that is not theirs. */
const modules: KindModules<KindPhoneProps> = Object.fromEntries(
  Object.entries(views).map(([path, load]) => [
    path,
    async () => {
      const [view] = await Promise.all([load(), loadKindWords(path.split('/').slice(-2)[0] ?? '')]);
      return view;
    },
  ]),
);

interface ActivityProps {
  readonly phones: RoomPhones;
  readonly now: Now;
  readonly mine: RoomMe | undefined;
  readonly team: RoomTeam | undefined;
  readonly circle: RoomCircle | undefined;
}

export function Activity({ phones, now, mine, team, circle }: ActivityProps) {
  const { room } = useHere();
  const elsewhere = room.outbox.value.filter((item) => item.wish.block !== now.block);
  return (
    <main class="page">
      <Head phones={phones} now={now} />
      <Stopped phones={phones} />
      <Refusals items={elsewhere} />
      {phones.slide ? (
        <CoursePage slide={phones.slide} />
      ) : (
        <Kind phones={phones} now={now} mine={mine} team={team} circle={circle} />
      )}
    </main>
  );
}

function Head({ phones, now }: { readonly phones: RoomPhones; readonly now: Now }) {
  const { room } = useHere();
  const line = `${pick(now.title)} · ${pick(now.step.name)}`;
  useEffect(() => announce(line), [line]);
  return (
    <header class="head">
      <p class="head-step">
        <span class="soft">{pick(now.title)}</span>
        {!phones.slide && <strong>{pick(now.step.name)}</strong>}
        <span class="unseen">{t('Step {n} of {of}', { n: now.step.n, of: now.step.of })}</span>
      </p>
      {phones.timer && <TimerText timer={phones.timer} now={() => room.now()} />}
    </header>
  );
}

function Stopped({ phones }: { readonly phones: RoomPhones }) {
  if (phones.paused) return <Notice tone="calm">{t('The facilitator has paused. What you typed stays here.')}</Notice>;
  if (phones.locked) {
    return <Notice tone="calm">{t('The facilitator has stopped the input for now. What you typed stays here.')}</Notice>;
  }
  return null;
}

function Kind({ phones, now, mine, team, circle }: ActivityProps) {
  const { room } = useHere();
  const shared = phones.block?.[now.block];
  const props = kindProps(phones, now, mine?.me, team?.team);
  if (shared === undefined || props === undefined) return <p class="question">{pick(now.ask)}</p>;
  const block = {
    id: now.block,
    shared,
    team: team?.block?.[now.block],
    mine: mine?.block?.[now.block],
    circle: circle?.block?.[now.block],
  };
  return <KindView modules={modules} kind={now.kind} props={{ ...props, room, block, parts }} />;
}

function kindProps(phones: RoomPhones, now: Now, me: Me | undefined, team: MyTeam | undefined) {
  if (!me) return undefined;
  const locked = phones.locked === true || phones.paused === true;
  return { now, me, teams: phones.teams, locked, ...(team ? { team } : {}) };
}
