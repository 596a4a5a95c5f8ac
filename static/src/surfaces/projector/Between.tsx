/** The wall between two activities and after the last one. */

import { pick, type RoomProjector, t } from '@wire';

export function Between({ wall }: { readonly wall: RoomProjector }) {
  const over = wall.state === 'ended';
  return (
    <div class="between">
      <p class="between-words">{over ? t('Thank you for today.') : t('We go on in a moment.')}</p>
      <p class="between-course">{pick(wall.course)}</p>
      {over && <p class="between-course">{t('Your results stay on your phone.')}</p>}
    </div>
  );
}
