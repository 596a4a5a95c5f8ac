/** The timer: typed minutes, a minute or five more, hold, clear. It rings at zero, counts up, and cuts nobody off. */

import { Button, IconPause, IconPlay, minutesOf, standsStill, TimerText } from '@kit';
import { t, useState } from '@wire';
import type { PartProps } from './parts';

export function TimerPanel({ room, view, steer }: PartProps) {
  const { timer } = view;
  const still = timer !== undefined && standsStill(timer);
  const more = (minutes: number) => () => void steer.ask('room/add_time', { minutes });
  return (
    <section class="timer-panel" aria-label={t('Timer')}>
      <div class="timer-now">
        {timer ? <TimerText timer={timer} now={() => room.now()} length /> : <span class="timer-none">{t('No timer')}</span>}
      </div>
      <div class="timer-keys">
        <Button name={`+1 ${t('One minute more')}`} onPress={more(1)}>
          +1
        </Button>
        <Button name={`+5 ${t('Five minutes more')}`} onPress={more(5)}>
          +5
        </Button>
        {timer && (
          <Button
            icon={still ? IconPlay : IconPause}
            onPress={() => void steer.ask(still ? 'room/continue_timer' : 'room/hold_timer')}
          >
            {still ? t('Continue') : t('Hold')}
          </Button>
        )}
        {timer && (
          <Button look="quiet" onPress={() => void steer.ask('room/clear_timer')}>
            {t('Clear')}
          </Button>
        )}
        <SetTimer steer={steer} planned={view.now?.minutes} />
      </div>
    </section>
  );
}

function SetTimer({ steer, planned }: Pick<PartProps, 'steer'> & { readonly planned?: number }) {
  const [typed, type] = useState('');
  const minutes = minutesOf(typed);
  const start = (submit: Event) => {
    submit.preventDefault();
    if (minutes === undefined) return;
    void steer.ask('room/start_timer', { minutes });
    type('');
    (document.activeElement as HTMLElement | null)?.blur();
  };
  return (
    <form class="timer-set" onSubmit={start}>
      <label class="unseen" for="minutes">
        {t('Minutes')}
      </label>
      <input
        id="minutes"
        class="field figures"
        inputMode="decimal"
        autocomplete="off"
        placeholder={planned ? String(planned) : t('min')}
        value={typed}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={(key) => key.key === 'Escape' && key.currentTarget.blur()}
      />
      <Button onPress={() => minutes !== undefined && void steer.ask('room/start_timer', { minutes }).then(() => type(''))} disabled={minutes === undefined}>
        {t('Start')}
      </Button>
    </form>
  );
}
