/** A chart of a few dimensions around a centre. The numbers stand beside it in words; the drawing is for the eye alone. */

interface RadarProps {
  readonly labels: readonly string[];
  readonly values: readonly number[];
  /** The value at the outer ring. */
  readonly most: number;
  /** One person's own values, on their own phone. */
  readonly own?: readonly number[] | undefined;
}

const RADIUS = 100;
/** Where the words begin, as a share of the radius. */
const WORDS_AT = 1.12;
/** The words are to be so large, in pixels, where the drawing is as narrow as on the smallest phone. */
const LEAST = 13.5;
const NARROWEST = 294;
/** How wide a Latin letter is, as a share of its size; a Chinese one is twice as wide. */
const LETTER = 0.58;
/** Words larger than this would leave no room for the chart. */
const LARGEST = 24;
const LINE_HEIGHT = 1.25;
/** Letters on one line; a longer word stands alone. */
const LINE = 12;
/** Nearer to the middle than this, words stand above or below their corner. */
const ABOVE = 10;

export function Radar({ labels, values, most, own }: RadarProps) {
  const at = (n: number, share: number) => {
    const angle = (2 * Math.PI * n) / labels.length;
    return [round(Math.sin(angle) * RADIUS * share), round(-Math.cos(angle) * RADIUS * share)] as const;
  };
  const words = labels.map((label, n) => ({ label, lines: linesOf(label), x: at(n, WORDS_AT)[0], y: at(n, WORDS_AT)[1] }));
  const size = sizeOf(words);
  const [left, top, right, bottom] = around(words, size);
  const shape = (numbers: readonly number[]) => numbers.map((value, n) => at(n, Math.min(1, Math.max(0, value / most))).join(',')).join(' ');
  return (
    <svg class="radar" viewBox={[left, top, right - left, bottom - top].map(round).join(' ')} aria-hidden="true">
      {[0.25, 0.5, 0.75, 1].map((share) => (
        <polygon key={share} class="radar-ring" points={labels.map((_, n) => at(n, share).join(',')).join(' ')} />
      ))}
      {labels.map((_, n) => {
        const [x, y] = at(n, 1);
        return <line key={n} class="radar-ring" x1={0} y1={0} x2={x} y2={y} />;
      })}
      <polygon class="radar-values" points={shape(values)} />
      {own && <polygon class="radar-own" points={shape(own)} />}
      {words.map((word) => (
        <text key={word.label} class="radar-label" font-size={size} y={middle(word, size)} text-anchor={ANCHORS[sideOf(word) + 1]} dominant-baseline="middle">
          {word.lines.map((line, row) => (
            <tspan key={row} x={word.x} dy={round(size * LINE_HEIGHT * (row === 0 ? (1 - word.lines.length) / 2 : 1))}>
              {line}
            </tspan>
          ))}
        </text>
      ))}
    </svg>
  );
}

/** A label on its lines, beginning at a point beside its corner. */
interface Word {
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
}

const ANCHORS = ['end', 'middle', 'start'] as const;

/** On which side of the chart words stand: left, above or below, right. */
function sideOf({ x }: Word): -1 | 0 | 1 {
  if (Math.abs(x) < ABOVE) return 0;
  return x > 0 ? 1 : -1;
}

/** How large the words are in the drawing, so that they are large enough where it is drawn on the smallest phone. */
function sizeOf(words: readonly Word[]): number {
  const longest = (side: number) => Math.max(0, ...words.filter((word) => sideOf(word) === side).map(lettersAcross));
  const left = NARROWEST - LEAST * LETTER * (longest(-1) + longest(1));
  return round(Math.min(LARGEST, (LEAST * 2 * WORDS_AT * RADIUS) / Math.max(left, 1)));
}

/** What the drawing needs on each side of its middle: left, top, right, bottom. */
function around(words: readonly Word[], size: number): [number, number, number, number] {
  const boxes = words.map((word) => {
    const [wide, high, side] = [lettersAcross(word) * size * LETTER, (word.lines.length * size * LINE_HEIGHT) / 2, sideOf(word)];
    const [from, y] = [word.x + (wide * (side - 1)) / 2, middle(word, size)];
    return { left: from, top: y - high, right: from + wide, bottom: y + high };
  });
  return [
    Math.min(-RADIUS, ...boxes.map(({ left }) => left)),
    Math.min(-RADIUS, ...boxes.map(({ top }) => top)),
    Math.max(RADIUS, ...boxes.map(({ right }) => right)),
    Math.max(...boxes.map(({ bottom }) => bottom)),
  ];
}

function lettersAcross({ lines }: Word): number {
  return Math.max(0, ...lines.map(lettersIn));
}

/** A label on as many lines as it needs: words stay whole, and Chinese is cut anywhere. */
export function linesOf(label: string): string[] {
  const lines: string[] = [];
  for (const word of label.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*/g) ?? []) {
    const last = lines[lines.length - 1];
    if (last !== undefined && lettersIn((last + word).trim()) <= LINE) lines[lines.length - 1] = last + word;
    else lines.push(word);
  }
  return lines.map((line) => line.trim());
}

function lettersIn(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0);
}

/** Where the lines of a label have their middle: those above the chart grow upwards, those below it downwards. */
function middle(word: Word, size: number): number {
  const grows = sideOf(word) === 0 ? ((word.lines.length - 1) * size * LINE_HEIGHT) / 2 : 0;
  return round(word.y + Math.sign(word.y) * grows);
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
