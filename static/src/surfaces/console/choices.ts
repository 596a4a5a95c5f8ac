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

/** The QR and the short address with another address of this machine; kept for this window, whatever link comes next. */
export function chooseHost(host: string): void {
  try {
    sessionStorage.setItem(HOST, host);
  } catch {
    // then it lasts as long as the address in the bar
  }
  location.assign(withQuery({ host }));
}

/** The address to load instead, when this window had chosen a host and the link to the console did not say so. */
export function withChosenHost(page: Page): string | undefined {
  try {
    const host = sessionStorage.getItem(HOST);
    return host !== null && chosenHost() === undefined && page.addresses?.includes(host) ? withQuery({ host }) : undefined;
  } catch {
    return undefined;
  }
}

export function chosenHost(): string | undefined {
  return new URLSearchParams(location.search).get('host') ?? undefined;
}

const HOST = 'workshop/host';

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
