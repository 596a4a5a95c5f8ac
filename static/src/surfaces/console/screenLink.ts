/** Lets another computer show the wall: a link that works once and soon runs out. */

import type { Page } from '@wire';
import { post } from './post';
import type { Steer } from './steer';

export interface ScreenLink {
  readonly url: string;
  /** How long it may be opened. */
  readonly minutes: number;
}

export async function makeScreenLink(page: Page, steer: Steer): Promise<void> {
  const link = await post<ScreenLink>(page, steer, 'screen-link');
  if (link) steer.open({ is: 'wall_link', link });
}
