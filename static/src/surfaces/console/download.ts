/** Fetches a file while the console stays where it is: what is going on and why a file was refused is told in a line. */

import { type Facts, type Lang, type Page, sentence, t } from '@wire';
import type { Steer } from './steer';

const FORGET_MS = 60_000;

export async function download(page: Page, steer: Steer, extension: string, lang: Lang): Promise<void> {
  steer.say(t('The file is being made …'));
  try {
    const answer = await fetch(`${page.base}export.${extension}?lang=${lang}`, { headers: { Accept: 'application/json' } });
    if (answer.ok) {
      save(await answer.blob(), nameOf(answer.headers.get('Content-Disposition')) ?? `workshop.${extension}`);
      steer.say(t('The file is there.'));
      return;
    }
    const { code, facts } = (await answer.json()) as { code?: string; facts?: Facts };
    steer.say(code ? sentence(code, facts) : t('That did not work. Try again.'));
  } catch {
    steer.say(t('The server did not answer. Try again.'));
  }
}

function nameOf(disposition: string | null): string | undefined {
  const told = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '');
  return told?.[1] && decodeURIComponent(told[1]);
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FORGET_MS);
}
