/** What the counter beside a field says. */

import { graphemes, isWide } from '@kit/length';
import type { Lang } from '@wire';

export interface Measure {
  /** Chinese characters, or Latin letters for a reader of English: the unit of the texts of the course. */
  readonly n: number;
  readonly of: number;
  readonly over: boolean;
  readonly under: boolean;
  /** Longer than what is still large on the wall. */
  readonly small: boolean;
}

interface Limits {
  readonly longest: number;
  readonly shortest?: number;
  readonly fits?: number;
}

/** The text as the server will count it. */
export function tidy(text: string): string {
  return text.normalize('NFC').trim();
}

export function measure(text: string, { longest, shortest = 0, fits = longest }: Limits, lang: Lang): Measure {
  const marks = graphemes(tidy(text));
  const halves = marks.length + marks.filter(isWide).length;
  const length = Math.ceil(halves / 2);
  return {
    n: lang === 'zh' ? length : halves,
    of: lang === 'zh' ? longest : longest * 2,
    over: length > longest,
    under: halves > 0 && length < shortest,
    small: length > fits && length <= longest,
  };
}
