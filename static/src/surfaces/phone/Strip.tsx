/** Says in words, at the top, when the network is gone, or the phone or the server cannot store. Nothing while all is well. */

import { Icon } from '@kit/Icon';
import { IconOffline, IconWarn } from '@kit/icons';
import type { Page, Room } from '@wire';
import { sentence, t, tn } from '../../words';

interface StripProps {
  readonly page: Page;
  readonly room: Room;
}

export function Strip({ page, room }: StripProps) {
  const waiting = room.outbox.value.filter((item) => item.state === 'waiting').length;
  const words = networkWords(room, waiting);
  const storage = storageWords(room, waiting);
  return (
    <output class="strips">
      {words && (
        <span class="strip strip-network">
          <Icon of={IconOffline} />
          <span>{words}</span>
        </span>
      )}
      {room.link.value === 'portal' && (
        <span class="strip strip-network">
          <a href={page.base}>{t('Open the Wi-Fi’s sign-in page')}</a>
        </span>
      )}
      {storage && (
        <span class="strip strip-storage">
          <Icon of={IconWarn} />
          <span>{storage}</span>
        </span>
      )}
    </output>
  );
}

function networkWords(room: Room, waiting: number): string | undefined {
  switch (room.link.value) {
    case 'offline':
      return waiting > 0
        ? tn(waiting, 'No network. 1 waiting; it goes out by itself, once.', 'No network. {n} waiting; they go out by themselves, each once.')
        : t('No network. Go on writing: everything stays on this phone.');
    case 'portal':
      return t('This Wi-Fi wants you to sign in first. What you wrote stays on this phone.');
    default:
      return undefined;
  }
}

function storageWords(room: Room, waiting: number): string | undefined {
  switch (room.storage.value) {
    case 'full':
      return t('Too much is waiting to be sent. This goes on when the network is back.');
    case 'failing':
      return waiting > 0
        ? t('This phone cannot store anything (private mode, or no space left). Keep this page open until everything is sent.')
        : t('This phone cannot store anything (private mode, or no space left).');
    default:
      return waiting > 0 && room.held.value ? sentence(room.held.value) : undefined;
  }
}
