/** Says on every screen that the people of this room are simulated. */

import { t } from '@wire';

export function RehearsalMark() {
  return <strong class="rehearsal-mark">{t('Rehearsal')}</strong>;
}
