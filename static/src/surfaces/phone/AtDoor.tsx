/** The calm page of somebody who waits at the door. It changes by itself as soon as they are let in. */

import { Icon } from '@kit/Icon';
import { IconClock } from '@kit/icons';
import type { RoomMe } from '@wire';
import { t } from '../../words';

export function AtDoor({ me, title }: Pick<RoomMe, 'me' | 'title'>) {
  return (
    <main class="page page-middle at-door">
      <Icon of={IconClock} />
      {title && <p class="soft">{title}</p>}
      <h1 class="hello">{t('Hello, {name}', { name: me.name })}</h1>
      <output>{t('The facilitator has been told that you are here and lets you in shortly. This page changes by itself.')}</output>
    </main>
  );
}
