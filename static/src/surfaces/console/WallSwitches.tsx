/** What everybody's screens do at once: blank wall, closed input, pause, teams, QR, a message. */

import { Button, IconBlank, IconLock, IconPause, IconPeople, IconQr, IconSay } from '@kit';
import { t } from '@wire';
import type { PartProps } from './parts';
import { newest, SaidLine } from './Say';

export function WallSwitches({ view, steer, does }: PartProps) {
  return (
    <fieldset class="switches">
      <legend class="unseen">{t('Wall and phones')}</legend>
      <Button icon={IconBlank} pressed={view.blank ?? false} shortcut="B" onPress={() => does('blank')}>
        {t('Blank')}
      </Button>
      <Button icon={IconLock} pressed={view.locked ?? false} shortcut="L" onPress={() => does('lock')}>
        {t('Close input')}
      </Button>
      <Button icon={IconPause} pressed={view.paused ?? false} shortcut="P" onPress={() => does('pause')}>
        {t('Pause')}
      </Button>
      <Button icon={IconQr} pressed={steer.bigQr.value} shortcut="Q" onPress={() => does('qr')}>
        {t('QR')}
      </Button>
      <Button
        icon={IconPeople}
        pressed={view.show_teams ?? false}
        onPress={() => void steer.ask('room/show_teams', { on: !view.show_teams })}
      >
        {t('Teams')}
      </Button>
      <Button icon={IconSay} shortcut="M" onPress={() => does('say')}>
        {t('Message')}
      </Button>
    </fieldset>
  );
}

/** The last thing that was said, while people read it. */
export function NowSaid(props: PartProps) {
  const [last] = newest(props.view.messages);
  if (!last) return null;
  return (
    <section class="now-said" aria-label={t('What people read now')}>
      <ul>
        <SaidLine {...props} message={last} />
      </ul>
    </section>
  );
}
