/**
 * How long a text is to the eye: a Chinese character counts one, a Latin letter half.
 *
 * Twin of `workshop/parts/length.py`, so that the counter on the phone and the refusal of the server agree.
 */

const ALWAYS_WIDE_FROM = 0x2e80;
const WIDE_MARKS = '“”‘’…—·';

/** Characters below U+2E80 that fill a square all the same (East Asian Width W): Hangul jamo and old emoji. */
const WIDE_BELOW: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], [0x231a, 0x231b], [0x2329, 0x232a], [0x23e9, 0x23ec], [0x23f0, 0x23f0], [0x23f3, 0x23f3],
  [0x25fd, 0x25fe], [0x2614, 0x2615], [0x2648, 0x2653], [0x267f, 0x267f], [0x2693, 0x2693], [0x26a1, 0x26a1],
  [0x26aa, 0x26ab], [0x26bd, 0x26be], [0x26c4, 0x26c5], [0x26ce, 0x26ce], [0x26d4, 0x26d4], [0x26ea, 0x26ea],
  [0x26f2, 0x26f3], [0x26f5, 0x26f5], [0x26fa, 0x26fa], [0x26fd, 0x26fd], [0x2705, 0x2705], [0x270a, 0x270b],
  [0x2728, 0x2728], [0x274c, 0x274c], [0x274e, 0x274e], [0x2753, 0x2755], [0x2757, 0x2757], [0x2795, 0x2797],
  [0x27b0, 0x27b0], [0x27bf, 0x27bf], [0x2b1b, 0x2b1c], [0x2b50, 0x2b50], [0x2b55, 0x2b55],
];

/** What a reader calls one character, for browsers without `Intl.Segmenter` (before Chrome 87 and Safari 14.1). */
const CLUSTER =
  /\r\n|\p{Regional_Indicator}{2}|(?:\p{Emoji}(?:\p{Emoji_Modifier}|\ufe0f?\u20e3?|\p{M})*(?:\u200d\p{Emoji}(?:\p{Emoji_Modifier}|\ufe0f)?)+|[\s\S])[\p{M}\p{Emoji_Modifier}\u200c\u200d]*/gu;

type Segments = { segment(text: string): Iterable<{ segment: string }> };
type Segmenter = new (locale?: string) => Segments;

let segments: Segments | null | undefined;

function segmenter(): Segments | null {
  if (segments === undefined) {
    const found = (Intl as unknown as { Segmenter?: Segmenter }).Segmenter;
    segments = found ? new found() : null;
  }
  return segments;
}

/** The text cut into what a reader calls characters, without help from the browser. */
export function clusters(text: string): string[] {
  return text.match(CLUSTER) ?? [];
}

/** The text cut into what a reader calls characters. */
export function graphemes(text: string): string[] {
  const cut = segmenter();
  return cut ? Array.from(cut.segment(text), (part) => part.segment) : clusters(text);
}

/** Whether a character fills a square: CJK, full-width marks, Chinese quotes and dashes, emoji. */
export function isWide(grapheme: string): boolean {
  const first = grapheme.codePointAt(0) ?? 0;
  if (first >= ALWAYS_WIDE_FROM || WIDE_MARKS.includes(String.fromCodePoint(first))) return true;
  return first >= 0x1100 && WIDE_BELOW.some(([from, to]) => from <= first && first <= to);
}

/** Chinese characters, with everything narrow at half weight, rounded up. */
export function weightedLength(text: string): number {
  const marks = graphemes(text);
  const wide = marks.filter(isWide).length;
  return Math.ceil(wide + (marks.length - wide) / 2);
}
