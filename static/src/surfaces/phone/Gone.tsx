/** This phone is no longer in the room: why, and the way back. */

import type { Out, Page, Room } from '@wire';
import { t, tn } from '../../words';

interface GoneProps {
  readonly page: Page;
  readonly room: Room;
  readonly why: Out;
}

export function Gone({ page, room, why }: GoneProps) {
  const waiting = room.outbox.value.filter((item) => item.state === 'waiting').length;
  return (
    <main class="page page-middle">
      <h1 class="question">{title(why)}</h1>
      <p>{more(why)}</p>
      {waiting > 0 && (
        <p>
          {tn(
            waiting,
            'One text was not sent. It goes out when you are back in your seat on this phone.',
            '{n} texts were not sent. They go out when you are back in your seat on this phone.',
          )}
        </p>
      )}
      {why !== 'ended' && (
        <a class="button button-primary button-wide" href={`/${page.code}`}>
          {t('Join again')}
        </a>
      )}
    </main>
  );
}

function title(why: Out): string {
  switch (why) {
    case 'moved':
      return t('Your seat is on another phone now');
    case 'removed':
      return t('You have been taken out of this room');
    case 'ended':
      return t('The course is over. Thank you!');
    case 'revoked':
    case 'signed_out':
      return t('This phone is not signed in');
  }
}

function more(why: Out): string {
  switch (why) {
    case 'moved':
      return t('Was that not you? Tell the facilitator, or come back with your name and seat code.');
    case 'removed':
      return t('If that was a mistake, ask the facilitator to let you back in. What you wrote is still there.');
    case 'ended':
      return t('You can close this page.');
    case 'revoked':
    case 'signed_out':
      return t('Join again with your name and seat code. What you wrote is still there.');
  }
}
