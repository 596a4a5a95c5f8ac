/** The day: every activity with its planned time, what is done, skipped or not available, and how late we are. */

import { Icon, IconDone, IconMore, IconNext, IconSkip, type Choice, type Listed, Menu, ranked, useClock } from '@kit';
import { pick, type Slot, t, useEffect, useRef } from '@wire';
import type { PartProps } from './parts';
import { lateWords, minutesLate, needWords } from './plan';

/** Further off than this (minutes) the plan is that of another day, and lateness says nothing. */
const ANOTHER_DAY = 240;

export function Rail({ view, steer }: PartProps) {
  const slots = ranked(view.agenda);
  const list = useRef<HTMLOListElement>(null);
  const on = view.now?.block;
  useEffect(() => bringIntoView(list.current), [on]);
  const days = new Set(slots.map(({ day }) => day)).size;
  return (
    <nav class="rail" aria-label={t('The day')}>
      <h2 class="panel-title rail-title">
        <span>{view.mode === 'full' ? t('Full course') : t('Short course')}</span>
        <Late slot={slots.find(({ state }) => state === 'now')} />
      </h2>
      <ol ref={list} class="slots">
        {slots.map((slot, n) => (
          <Line key={slot.id} slot={slot} steer={steer} firstOfDay={days > 1 && slot.day !== slots[n - 1]?.day} />
        ))}
      </ol>
    </nav>
  );
}

/** Scrolls the list, and never the page, so that the activity that is on has others above and below it. */
function bringIntoView(list: HTMLElement | null): void {
  const now = list?.querySelector<HTMLElement>('.slot-now');
  if (list && now) list.scrollTop = now.offsetTop - list.offsetTop - list.clientHeight / 3;
}

function Late({ slot }: { readonly slot?: Slot }) {
  const clock = useClock(10_000);
  if (!slot?.at) return null;
  const late = minutesLate(slot, clock);
  if (Math.abs(late) > ANOTHER_DAY) return null;
  return <span class={late > 0 ? 'late late-behind figures' : 'late figures'}>{lateWords(late)}</span>;
}

interface LineProps {
  readonly slot: Listed<Slot>;
  readonly steer: PartProps['steer'];
  readonly firstOfDay: boolean;
}

function Line({ slot, steer, firstOfDay }: LineProps) {
  const choices = choicesOf(slot, steer);
  return (
    <>
      {firstOfDay && <li class="slot-day">{t('Day {n}', { n: slot.day })}</li>}
      <li class={`slot slot-${slot.state}`} aria-current={slot.state === 'now' ? 'true' : undefined}>
        <span class="slot-at figures">{slot.at}</span>
        <span class="slot-title">
          {pick(slot.title)}
          <StateWords slot={slot} />
        </span>
        <Minutes slot={slot} />
        {choices.length > 0 ? (
          <Menu class="slot-menu" name={t('More for {title}', { title: slot.title })} icon={IconMore} choices={choices} />
        ) : (
          <span class="slot-menu" />
        )}
      </li>
    </>
  );
}

function Minutes({ slot }: { readonly slot: Slot }) {
  if (slot.state === 'not_in_mode') return <span />;
  const words = t('{n} min', { n: slot.minutes });
  return (
    <span class="slot-minutes figures" title={words}>
      <span aria-hidden="true">{slot.minutes}′</span>
      <span class="unseen">{words}</span>
    </span>
  );
}

function StateWords({ slot }: { readonly slot: Slot }) {
  switch (slot.state) {
    case 'done':
      return (
        <span class="slot-tick">
          <Icon of={IconDone} />
          <span class="unseen">{t('done')}</span>
        </span>
      );
    case 'skipped':
      return <span class="slot-why">{t('skipped')}</span>;
    case 'not_in_mode':
      return <span class="slot-why">{t('not in the short course')}</span>;
    case 'not_yet':
      return <span class="slot-why">{t('not available yet: {parts}', { parts: needWords(Object.keys(slot.needs ?? {})) })}</span>;
    default:
      return null;
  }
}

function choicesOf(slot: Listed<Slot>, steer: PartProps['steer']): Choice[] {
  const ask = (type: string) => () => void steer.ask(type, { block: slot.block });
  const go: Choice = { id: 'go', label: t('Go to this activity'), icon: IconNext, onPick: ask('room/go_to') };
  const skip: Choice = { id: 'skip', label: t('Skip it'), icon: IconSkip, onPick: ask('room/skip') };
  const unskip: Choice = { id: 'unskip', label: t('Do not skip it'), onPick: ask('room/unskip') };
  switch (slot.state) {
    case 'ahead':
      return [go, skip];
    case 'done':
      return [go];
    case 'skipped':
      return [unskip, go];
    case 'now':
      return [skip];
    default:
      return [];
  }
}
