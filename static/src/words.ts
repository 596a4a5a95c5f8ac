/**
 * Every text a person reads. English sentences are the names of the catalogue's entries; Chinese is looked up.
 *
 * The build makes `words/zh.json` and `words/en.json` from the gettext catalogues. An entry is the translated text, or
 * the list of its plural forms. Refusals are entries too: their name is the code, as in `board/too_long`.
 * Phones load little: the words of the frame, of each kind that they see, and of refusals once they are refused.
 */

import { signal } from '@preact/signals';
import type { Lang, Surface, Words } from './wire/views';
import { type Dictionary, files } from './wordFiles';

/** What fills the `{places}` of a sentence. A text of the course comes in both languages. */
export type Facts = Readonly<Record<string, unknown>>;

const EVERYTHING = '';
const REFUSALS = 'refusals';
const dictionary = signal<Dictionary>({});
const refused = signal<'coming' | 'here' | 'missing'>('coming');

/** The language of this screen. */
export const lang = signal<Lang>('zh');

/** The surface that has small files of its own, as `words/zh.phone.json`. */
let small: Surface | undefined;
/** Which files of a language are asked for: the surface's own, `phone`, then those of kinds, `phone.board`. */
const asked = new Set<string>();
/** The language that is shown, or on its way. */
let wanted: Lang = 'zh';

/**
 * Fetches the dictionary of a language and switches to it. Without a dictionary the English names are shown.
 *
 * A surface that has to be small has files of its own. All that it has asked for changes its language at once.
 */
export async function loadWords(to: Lang, surface?: Surface): Promise<void> {
  small = surface && files[fileOf(to, surface)] ? surface : undefined;
  asked.add(small ?? EVERYTHING);
  wanted = to;
  await gather();
}

/** Fetches the words of a kind for a surface with small files. Once here they stay, also in the other language. */
export async function loadKindWords(kind: string): Promise<void> {
  if (small) await loadMore(`${small}.${kind}`);
}

async function loadMore(part: string): Promise<void> {
  asked.add(part);
  try {
    await gather();
  } catch (error) {
    asked.delete(part);
    throw error;
  }
}

async function gather(): Promise<void> {
  const [to, names] = [wanted, Array.from(asked)];
  const found = await Promise.all(names.map((name) => files[fileOf(to, name)]?.()));
  // another language or another file may have been asked for meanwhile
  if (wanted !== to || names.length < asked.size) return gather();
  setWords(to, Object.assign({}, ...found) as Dictionary);
}

function fileOf(to: Lang, name: string): string {
  return name === EVERYTHING ? `./words/${to}.json` : `./words/${to}.${name}.json`;
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

/** Names or other words one after the other, as the reader's language lists them. */
export function listed(parts: readonly string[]): string {
  return parts.join(pick({ zh: '、', en: ', ' }));
}

/** A text of the course in the reader's language. */
export function pick(words: Words): string {
  return words[lang.value];
}

/** Why something was refused. No words yet while a surface with small files fetches what it seldom has to say. */
export function sentence(code: string, facts?: Facts): string {
  const found = forms(code)?.[0];
  if (found !== undefined) return fill(found, facts);
  return refusals() === 'coming' ? '' : t('That was not possible just now ({code}).', { code });
}

/** Where the words of refusals are; they are fetched when one is first looked for. */
function refusals(): 'coming' | 'here' | 'missing' {
  if (!small) return 'here';
  if (!asked.has(REFUSALS) && refused.value === 'coming') {
    loadMore(REFUSALS).then(
      () => (refused.value = 'here'),
      () => (refused.value = 'missing'),
    );
  }
  return refused.value;
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
