/** "I need somebody": a button that is always there, and says for how long the hand has been up. */

import { announce } from '@kit/Announcer';
import { Button } from '@kit/Button';
import { IconStuck } from '@kit/icons';
import { useTicks } from '@kit/ticks';
import type { Me } from '@wire';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../words';
import { useHere } from './here';

const MINUTE_MS = 60_000;

export function RaiseHand({ me }: { readonly me: Me }) {
  const { room } = useHere();
  const asked = room.outbox.value.filter((item) => item.wish.type === 'room/raise_hand' && item.state !== 'refused').slice(-1)[0];
  const up = asked ? asked.wish['on'] === true : me.hand !== undefined;
  const waits = asked?.state === 'waiting' && room.link.value === 'offline';
  const minutes = me.hand === undefined ? 0 : Math.floor((room.now() - me.hand) / MINUTE_MS);
  useTicks(10_000, up);
  useTaken(me.hand !== undefined, asked !== undefined);
  const words = handWords(up, waits, minutes);
  return (
    <Button
      class="hand"
      look={up ? 'primary' : 'plain'}
      icon={IconStuck}
      {...(up ? { name: `${words} · ${t('Take it down')}` } : {})}
      onPress={() => void room.ask('room/raise_hand', { on: !up })}
    >
      {words}
    </Button>
  );
}

function handWords(up: boolean, waits: boolean, minutes: number): string {
  if (!up) return t('Raise hand');
  if (waits) return t('Hand up: waiting to be sent');
  return minutes > 0 ? t('Hand up for {n} min', { n: minutes }) : t('Hand up');
}

/** Says so when the facilitator took the hand down. */
function useTaken(up: boolean, asked: boolean): void {
  const wasRef = useRef(up);
  useEffect(() => {
    if (wasRef.current && !up && !asked) announce(t('Your hand was taken down.'));
    wasRef.current = up;
  }, [up, asked]);
}
