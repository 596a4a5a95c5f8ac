/** Where something I wrote is, in words. */

import { Icon } from '@kit/Icon';
import { IconClock, IconDone, IconWall } from '@kit/icons';
import type { ItemState, SaysProps } from '@wire';
import { t } from '../../../words';

export function Says({ state, children }: SaysProps) {
  return (
    <span class={`says says-${state}`}>
      <Icon of={ICONS[state]} />
      <span>{children ?? words(state)}</span>
    </span>
  );
}

const ICONS = { saved: IconDone, waiting: IconClock, delivered: IconDone, on_wall: IconWall };

function words(state: ItemState): string {
  switch (state) {
    case 'saved':
      return t('Saved on this phone');
    case 'waiting':
      return t('Waiting to be sent');
    case 'delivered':
      return t('Delivered');
    case 'on_wall':
      return t('On the wall');
  }
}
