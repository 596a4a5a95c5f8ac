/** Rounds on the wall: who sits with whom, the step and its clock, the order of feedback, the room without names. */

import './style.css';
import { clockText, leftOf, ranked, useTicks } from '@kit';
import { pick, t, tn } from '@wire';
import { GroupWall } from './screens/GroupWall';
import { Guide } from './screens/Guide';
import { SummaryWall } from './screens/SummaryWall';
import { Timetable } from './screens/Timetable';
import type { Wall } from './views';
import type { WallProps } from './screens/wall';

export default function RoundsWall(props: WallProps) {
  const { view } = props;
  switch (view.phase) {
    case 'setup':
      return (
        <div class="rounds">
          <Timetable view={view} />
          <GroupWall view={view} />
        </div>
      );
    case 'prep':
      return (
        <div class="rounds">
          <Strip {...props} words={t('{n} of {of} groups are ready', { n: view.ready, of: Object.keys(view.groups).length })} />
          <GroupWall view={view} />
        </div>
      );
    case 'play':
      return (
        <div class="rounds rounds-plays">
          <Strip {...props} />
          <div class="rounds-stage">
            <Countdown {...props} />
            {view.script && <Guide {...props} script={view.script} />}
          </div>
        </div>
      );
    case 'score':
      return (
        <div class="rounds">
          <Strip {...props} {...(view.scorer ? { words: tn(view.cards ?? 0, '{n} card is handed over', '{n} cards are handed over') } : {})} />
          {observes(view) ? <Turns view={view} scoring /> : <GroupWall view={view} />}
        </div>
      );
    case 'feedback':
      return (
        <div class="rounds">
          <Strip {...props} />
          {observes(view) ? <Turns view={view} /> : <GroupWall view={view} />}
        </div>
      );
    default:
      return view.summary ? <SummaryWall summary={view.summary} consent={view.consent === true} /> : null;
  }
}

/** Which round it is, large, and how far the groups are. */
function Strip({ view, now, words }: WallProps & { readonly words?: string }) {
  return (
    <p class="rounds-strip">
      <strong class="figures">{t('Round {n} of {of}', { n: view.round, of: view.rounds })}</strong>
      <span>{pick(now.step.name)}</span>
      {words && <span class="rounds-strip-words figures">{words}</span>}
    </p>
  );
}

function Countdown({ timer, room }: WallProps) {
  useTicks(250, timer !== undefined && timer.left_ms === undefined);
  if (!timer) return null;
  const left = leftOf(timer, room.now());
  return (
    <p class={left < 0 ? 'rounds-clock rounds-clock-over figures' : 'rounds-clock figures'} aria-hidden="true">
      {clockText(left)}
    </p>
  );
}

/** Whether somebody only watches; in pairs the step itself says who speaks, and to whom. */
function observes({ scorer, performer }: Wall): boolean {
  return scorer !== undefined && scorer !== performer;
}

/** Who speaks when. While cards are filled in: who does what. */
function Turns({ view, scoring = false }: { readonly view: Wall; readonly scoring?: boolean }) {
  const roles = ranked(view.roles);
  const partners = roles.filter(({ id }) => id !== view.performer && id !== view.scorer);
  const order = [view.performer, ...partners.map(({ id }) => id), ...(view.scorer ? [view.scorer] : [])];
  return (
    <ol class={scoring ? 'rounds-turns rounds-turns-score' : 'rounds-turns'}>
      {order.map((role, n) => (
        <li key={role}>
          {!scoring && <b class="figures">{n + 1}</b>}
          <strong>{pick(view.roles[role]?.name ?? { zh: '', en: '' })}</strong>
          <span>{scoring ? duty(view, role) : says(view, role)}</span>
        </li>
      ))}
    </ol>
  );
}

function says(view: Wall, role: string): string {
  if (role === view.performer) return t('says first how it was');
  return role === view.scorer ? t('a quote, one to keep, one to try') : t('what helped, what to try');
}

function duty(view: Wall, role: string): string {
  if (role === view.performer) return view.rates_self ? t('looks at one item first') : t('writes their own line first');
  return role === view.scorer ? t('taps what was seen, copies one sentence') : t('thinks of one thing to keep and one to try');
}
