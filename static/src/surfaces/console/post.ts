/** What the console asks of the server outside the room's commands: links, codes, co-facilitators. */

import { type Facts, type Page, sentence, t } from '@wire';
import { chosenHost } from './choices';
import type { Steer } from './steer';

/** The answer, or undefined when there was none; why is told in words. */
export async function post<T>(page: Page, steer: Steer, path: string, body: object = {}): Promise<T | undefined> {
  return told<T>(steer, () =>
    fetch(address(page, path), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Workshop': '1', 'X-CSRFToken': page.csrf ?? '' },
      body: JSON.stringify(body),
    }),
  );
}

export async function get<T>(page: Page, steer: Steer, path: string): Promise<T | undefined> {
  return told<T>(steer, () => fetch(address(page, path), { headers: { Accept: 'application/json' }, cache: 'no-store' }));
}

/** The server makes its links for the address that was chosen for the QR. */
function address(page: Page, path: string): string {
  const host = chosenHost();
  return page.base + path + (host === undefined ? '' : `?${new URLSearchParams({ host })}`);
}

async function told<T>(steer: Steer, ask: () => Promise<Response>): Promise<T | undefined> {
  try {
    const answer = await ask();
    const body: unknown = await answer.json();
    if (answer.ok) return body as T;
    const { code, facts } = body as { code?: string; facts?: Facts };
    steer.say(code ? sentence(code, facts) : t('That did not work. Try again.'));
  } catch {
    steer.say(t('The server did not answer. Try again.'));
  }
  return undefined;
}
