/** Says in words, at the top, when the network is gone, or the phone or the server cannot store. Nothing while all is well. */

import { Icon } from '@kit/Icon';
import { IconOffline, IconWarn } from '@kit/icons';
import type { Page, Room } from '@wire';
import { sentence, t, tn } from '../../words';
import type { Drafts } from './drafts';

interface StripProps {
  readonly page: Page;
  readonly room: Room;
  readonly drafts: Drafts;
}

export function Strip({ page, room, drafts }: StripProps) {
  const waiting = room.outbox.value.filter((item) => item.state === 'waiting').length;
  const words = networkWords(room, waiting);
  const failing = drafts.failing.value && room.storage.value === 'ok';
  const storage = storageWords(failing ? 'failing' : room.storage.value, waiting) ?? heldWords(room, waiting);
  return (
    <output class="strips">
      {words && (
        <span class="strip strip-network">
          <Icon of={IconOffline} />
          <span>{words}</span>
        </span>
      )}
      {room.link.value === 'portal' && <Portal page={page} />}
      {storage && (
        <span class="strip strip-storage">
          <Icon of={IconWarn} />
          <span>{storage}</span>
        </span>
      )}
    </output>
  );
}

/** Whoever owns the Wi-Fi answers in place of the server: what to do about it. */
function Portal({ page }: Pick<StripProps, 'page'>) {
  return (
    <span class="portal">
      <strong>{t('Sign in to the Wi-Fi')}</strong>
      <span>{t('Open its sign-in page, agree or sign in there, and come back. This page goes on by itself; what you wrote waits on this phone and is sent once.')}</span>
      <a class="button button-wide" href={page.base} target="_blank" rel="noreferrer">
        {t('Open the sign-in page')}
      </a>
    </span>
  );
}

function networkWords(room: Room, waiting: number): string | undefined {
  if (room.link.value !== 'offline') return undefined;
  return waiting > 0
    ? tn(waiting, 'No network. 1 waiting; it goes out by itself, once.', 'No network. {n} waiting; they go out by themselves, each once.')
    : t('No network. Go on writing: everything stays on this phone.');
}

function storageWords(storage: 'ok' | 'failing' | 'full', waiting: number): string | undefined {
  switch (storage) {
    case 'full':
      return t('Too much is waiting to be sent. This goes on when the network is back.');
    case 'failing':
      return waiting > 0
        ? t('This phone cannot store anything (private mode, or no space left). Keep this page open until everything is sent.')
        : t('This phone cannot store anything (private mode, or no space left).');
    default:
      return undefined;
  }
}

function heldWords(room: Room, waiting: number): string | undefined {
  return waiting > 0 && room.held.value ? sentence(room.held.value) : undefined;
}
