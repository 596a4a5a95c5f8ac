/**
 * Every text a person reads. English sentences are the names of the catalogue's entries; Chinese is looked up.
 *
 * The build makes `words/zh.json` and `words/en.json` from the gettext catalogues. An entry is the translated text, or
 * the list of its plural forms. Refusals are entries too: their name is the code, as in `board/too_long`.
 */

import { signal } from '@preact/signals';
import type { Lang, Surface, Words } from './wire/views';

export type Dictionary = Readonly<Record<string, string | readonly string[]>>;

/** What fills the `{places}` of a sentence. A text of the course comes in both languages. */
export type Facts = Readonly<Record<string, unknown>>;

const files = import.meta.glob<Dictionary>('./words/*.json', { import: 'default' });
const dictionary = signal<Dictionary>({});

/** The language of this screen. */
export const lang = signal<Lang>('zh');

/**
 * Fetches the dictionary of a language and switches to it. Without a dictionary the English names are shown.
 *
 * A surface that has to be small may have a dictionary of its own: `words/zh.phone.json`.
 */
export async function loadWords(to: Lang, surface?: Surface): Promise<void> {
  const load = files[`./words/${to}.${surface ?? ''}.json`] ?? files[`./words/${to}.json`];
  setWords(to, load ? await load() : {});
}

export function setWords(to: Lang, words: Dictionary): void {
  dictionary.value = words;
  lang.value = to;
  document.documentElement.lang = to === 'zh' ? 'zh-CN' : 'en';
}

/** The sentence in the reader's language: `t('{n} of {of} in', { n, of })`. */
export function t(english: string, facts?: Facts): string {
  return fill(forms(english)?.[0] ?? english, facts);
}

/** A sentence with a number in it; `{n}` is filled in by itself. */
export function tn(n: number, one: string, many: string, facts?: Facts): string {
  const found = forms(one);
  const sentence = found ? found[n === 1 ? 0 : found.length - 1] : n === 1 ? one : many;
  return fill(sentence ?? many, { n, ...facts });
}

/** A text of the course in the reader's language. */
export function pick(words: Words): string {
  return words[lang.value];
}

/** Why something was refused. */
export function sentence(code: string, facts?: Facts): string {
  const found = forms(code)?.[0];
  return found === undefined ? t('That was not possible just now ({code}).', { code }) : fill(found, facts);
}

function forms(name: string): readonly string[] | undefined {
  const words = dictionary.value;
  if (!Object.prototype.hasOwnProperty.call(words, name)) return undefined;
  const found = words[name];
  return typeof found === 'string' ? [found] : found;
}

/** In one pass, so that a fact that holds braces stays as it was written. */
function fill(text: string, facts: Facts = {}): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.prototype.hasOwnProperty.call(facts, name) ? told(facts[name]) : place,
  );
}

function told(fact: unknown): string {
  return isWords(fact) ? pick(fact) : String(fact);
}

function isWords(fact: unknown): fact is Words {
  return typeof fact === 'object' && fact !== null && 'zh' in fact && 'en' in fact;
}
