/** The day: every activity with its planned time, what is done, skipped or not available, and how late we are. */

import { Icon, IconDone, IconMore, IconNew, IconNext, IconSkip, type Choice, type Listed, Menu, ranked, useClock } from '@kit';
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
        <Menu name={t('Change the plan')} icon={IconMore} choices={planChoices(steer)} />
      </h2>
      <ol ref={list} class="slots">
        {slots.map((slot, n) => (
          <Line
            key={slot.id}
            slot={slot}
            steer={steer}
            firstOfDay={days > 1 && slot.day !== slots[n - 1]?.day}
            up={slots[n - 1]?.block}
            down={slots[n + 2]?.block ?? (n + 1 < slots.length ? 'end' : undefined)}
            roomMode={view.mode}
          />
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
  /** Before which activity it goes when it is moved up or down; `end`: the last place. Absent where it cannot go. */
  readonly up?: string;
  readonly down?: string;
  readonly roomMode: 'full' | 'short';
}

function Line(props: LineProps) {
  const { slot, steer, firstOfDay, up, down } = props;
  const choices = choicesOf(props);
  const moved = (key: KeyboardEvent) => {
    const to = key.altKey ? { ArrowUp: up, ArrowDown: down }[key.key] : undefined;
    if (to === undefined) return;
    key.preventDefault();
    move(slot, steer, to);
  };
  return (
    <>
      {firstOfDay && <li class="slot-day">{t('Day {n}', { n: slot.day })}</li>}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- for the menu's button inside it */}
      <li class={`slot slot-${slot.state}`} aria-current={slot.state === 'now' ? 'true' : undefined} onKeyDown={moved}>
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

function move(slot: Listed<Slot>, steer: PartProps['steer'], before: string): void {
  void steer.ask('room/move_block', { block: slot.block, ...(before === 'end' ? {} : { before }) });
}

function planChoices(steer: PartProps['steer']): Choice[] {
  return [
    { id: 'end', label: t('End in time …'), icon: IconSkip, onPick: () => steer.open({ is: 'end_in_time' }) },
    { id: 'add', label: t('Add at the end …'), icon: IconNew, onPick: () => steer.open({ is: 'add' }) },
    { id: 'words', label: t('Change the wording …'), onPick: () => steer.open({ is: 'words' }) },
  ];
}

/** What can be done with its place and its length. */
function placeChoices({ slot, steer, up, down, roomMode }: LineProps): Choice[] {
  const under = t('In the plan');
  const mode = slot.mode ?? roomMode;
  const other = mode === 'full' ? 'short' : 'full';
  const choices: Choice[] = [];
  if (up !== undefined) choices.push({ id: 'up', label: t('Move up'), under, onPick: () => move(slot, steer, up) });
  if (down !== undefined) choices.push({ id: 'down', label: t('Move down'), under, onPick: () => move(slot, steer, down) });
  choices.push({ id: 'minutes', label: t('Change the minutes …'), under, onPick: () => steer.open({ is: 'minutes', block: slot.block }) });
  if (slot.full !== undefined && slot.short !== undefined && slot.full !== slot.short) {
    const label = other === 'short' ? t('Short: {n} min', { n: slot.short }) : t('Full: {n} min', { n: slot.full });
    choices.push({ id: 'mode', label, under, onPick: () => void steer.ask('room/switch_block_mode', { block: slot.block, mode: other }) });
  }
  choices.push({ id: 'before', label: t('Add before it …'), under, onPick: () => steer.open({ is: 'add', before: slot.block }) });
  return choices;
}

function choicesOf(props: LineProps): Choice[] {
  const { slot, steer } = props;
  const ask = (type: string) => () => void steer.ask(type, { block: slot.block });
  const go: Choice = { id: 'go', label: t('Go to this activity'), icon: IconNext, onPick: ask('room/go_to') };
  const skip: Choice = { id: 'skip', label: t('Skip it'), icon: IconSkip, onPick: ask('room/skip') };
  const unskip: Choice = { id: 'unskip', label: t('Do not skip it'), onPick: ask('room/unskip') };
  switch (slot.state) {
    case 'ahead':
      return [go, skip, ...placeChoices(props)];
    case 'done':
      return [go];
    case 'skipped':
      return [unskip, go, ...placeChoices(props)];
    case 'now':
      return [skip, ...placeChoices(props)];
    case 'not_in_mode':
      return placeChoices(props);
    default:
      return [];
  }
}
