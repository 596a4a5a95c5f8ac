/** What a facilitator chose for this browser: light or dark, Chinese or English, the address in the QR. */

import { keepInCookie, showTheme, type Theme } from '@kit';
import type { Lang, Page } from '@wire';

export function chosenTheme(): Theme | undefined {
  const found = /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1];
  return found as Theme | undefined;
}

export function chooseTheme(theme: Theme): void {
  showTheme(theme);
  keepInCookie('theme', theme);
}

/** The server draws its pages in this language too, from its cookie. */
export function chooseLang(lang: Lang): void {
  keepInCookie('lang', lang);
  location.assign(withQuery({ lang }));
}

/** The QR and the short address with another address of this machine. */
export function chooseHost(host: string): void {
  location.assign(withQuery({ host }));
}

export function chosenHost(): string | undefined {
  return new URLSearchParams(location.search).get('host') ?? undefined;
}

function withQuery(wanted: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(wanted)) query.set(name, value);
  return `${location.pathname}?${query}`;
}

/** The wall, in a window of its own or in the miniature. */
export function wallAddress(page: Page, query: Readonly<Record<string, string>> = {}): string {
  const host = chosenHost();
  const told = new URLSearchParams(host === undefined ? query : { host, ...query }).toString();
  return `${page.base}projector${told && `?${told}`}`;
}
