/** The timer in figures that keep their places. It is read out when it starts, at one minute and at zero, not every second. */

import type { Timer } from '@wire';
import { t } from '../words';
import { useTicks } from './ticks';
import { clockText, leftOf, standsStill } from './timer';

interface TimerTextProps {
  readonly timer: Timer;
  /** The server's time; `room.now`. */
  readonly now: () => number;
  /** Writes how long the timer was set to. */
  readonly length?: boolean;
}

export function TimerText({ timer, now, length = false }: TimerTextProps) {
  const still = standsStill(timer);
  useTicks(250, !still);
  const left = leftOf(timer, now());
  const over = left < 0;
  return (
    <span class={`timer${over ? ' timer-over' : ''}${still ? ' timer-still' : ''}`} role="timer">
      <span class="timer-figures">{clockText(left)}</span>
      {still && <span class="timer-word">{t('on hold')}</span>}
      {over && !still && <span class="timer-word">{t('over time')}</span>}
      {length && !over && !still && <span class="timer-word">{t('of {length}', { length: clockText(timer.length_ms) })}</span>}
    </span>
  );
}
