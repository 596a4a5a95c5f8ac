/** Another code for the room: the old one, its QR and every picture of them stop working. Who is in stays in. */

import { type Page, t } from '@wire';
import { post } from './post';
import type { Steer } from './steer';

export function askNewCode(page: Page, steer: Steer): void {
  steer.put({
    question: t('Make a new code and QR?'),
    lost: t('The present code and QR stop working at once, also where somebody took a picture of them. Whoever is in stays in; print-outs with the old code are useless.'),
    does: t('Make a new code'),
    yes: () => void post(page, steer, 'new-code'),
  });
}
