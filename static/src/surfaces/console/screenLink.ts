/** Lets another computer show the wall: a link that works once and soon runs out. */

import type { Page } from '@wire';
import { t } from '@wire';
import { chosenHost } from './choices';
import type { Steer } from './steer';

export interface ScreenLink {
  readonly url: string;
  /** How long it may be opened. */
  readonly minutes: number;
}

export async function makeScreenLink(page: Page, steer: Steer): Promise<void> {
  const link = await fetched(page).catch(() => undefined);
  if (link) steer.showLink(link);
  else steer.say(t('The link could not be made. Try again.'));
}

async function fetched(page: Page): Promise<ScreenLink | undefined> {
  const host = chosenHost();
  const query = host === undefined ? '' : `?${new URLSearchParams({ host })}`;
  const answer = await fetch(`${page.base}screen-link${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Workshop': '1', 'X-CSRFToken': page.csrf ?? '' },
    body: '{}',
  });
  return answer.ok ? ((await answer.json()) as ScreenLink) : undefined;
}
