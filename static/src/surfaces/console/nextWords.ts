/** What is written on the Next key. */

import type { KindModule } from '@kit';
import { pick, type RoomConsole, t } from '@wire';

type Ahead = KindModule<never>['ahead'];

export function nextWords({ next, now, state }: RoomConsole, ahead: Ahead): string {
  const { name } = next;
  switch (next.does) {
    case 'ahead':
      return (next.command && ahead?.(next.command)) ?? t('Go on');
    case 'step':
      if (!name) return t('End this activity');
      if (next.round) return t('{step} → round {n}: {name}', { step: now?.step.name ?? '', n: next.round, name });
      return now && now.step.phase !== 'page' ? `${pick(now.step.name)} → ${pick(name)}` : t('Go on → {name}', { name });
    case 'block':
      return name ? t('End this activity → {name}', { name }) : t('End this activity');
    case 'open':
      return openWords(state, name && pick(name));
    case 'end':
      return t('End the room');
    case 'nothing':
      return t('The room has ended');
  }
}

function openWords(state: RoomConsole['state'], name = ''): string {
  return state === 'lobby' ? t('Start → {name}', { name }) : t('Go on → {name}', { name });
}
