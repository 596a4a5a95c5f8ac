/** Who writes for my team. Anybody may say "I write". */

import { Button } from '@kit/Button';
import { t } from '../../../words';
import { useHere } from '../here';
import { Says } from './Says';

export function Scribe() {
  const { room, team, me } = useHere();
  if (!team || !me) return null;
  const waits = room.outbox.value.some((item) => item.wish.type === 'room/take_scribe' && item.state !== 'refused');
  return (
    <div class="scribe">
      <p>
        {team.scribe === me.id
          ? t('You write for your team.')
          : team.scribe_name
            ? t('{name} writes for your team.', { name: team.scribe_name })
            : t('Nobody writes for your team yet.')}
      </p>
      {team.scribe !== me.id &&
        (waits ? (
          <Says state="waiting" />
        ) : (
          <Button onPress={() => void room.ask('room/take_scribe')}>{t('I’ll write')}</Button>
        ))}
    </div>
  );
}
