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
/** The size of the words in the drawing, as in `.radar-label`, and how wide a Latin letter is; a Chinese one is twice as wide. */
const SIZE = 13;
const LETTER = SIZE * 0.58;
const LINE_HEIGHT = SIZE * 1.25;
/** Letters on one line; a longer word stands alone. */
const LINE = 12;
/** Nearer to the middle than this, words stand above or below their corner. */
const ABOVE = 10;

export function Radar({ labels, values, most, own }: RadarProps) {
  const written = labels.map(linesOf);
  const at = (n: number, share: number) => {
    const angle = (2 * Math.PI * n) / labels.length;
    return [round(Math.sin(angle) * RADIUS * share), round(-Math.cos(angle) * RADIUS * share)] as const;
  };
  const wide = Math.max(RADIUS, ...written.map((lines, n) => reach(at(n, WORDS_AT)[0], Math.max(...lines.map(widthOf)))));
  const high = Math.max(...written.map((lines, n) => Math.abs(middle(at(n, WORDS_AT), lines)) + ((lines.length + 1) * LINE_HEIGHT) / 2));
  const shape = (numbers: readonly number[]) => numbers.map((value, n) => at(n, Math.min(1, Math.max(0, value / most))).join(',')).join(' ');
  return (
    <svg class="radar" viewBox={[-wide, -high, 2 * wide, 2 * high].map(round).join(' ')} aria-hidden="true">
      {[0.25, 0.5, 0.75, 1].map((share) => (
        <polygon key={share} class="radar-ring" points={labels.map((_, n) => at(n, share).join(',')).join(' ')} />
      ))}
      {labels.map((_, n) => {
        const [x, y] = at(n, 1);
        return <line key={n} class="radar-ring" x1={0} y1={0} x2={x} y2={y} />;
      })}
      <polygon class="radar-values" points={shape(values)} />
      {own && <polygon class="radar-own" points={shape(own)} />}
      {labels.map((label, n) => {
        const [x, y] = at(n, WORDS_AT);
        const lines = written[n] ?? [];
        return (
          <text key={label} class="radar-label" y={middle([x, y], lines)} text-anchor={Math.abs(x) < ABOVE ? 'middle' : x > 0 ? 'start' : 'end'} dominant-baseline="middle">
            {lines.map((line, row) => (
              <tspan key={row} x={x} dy={round(LINE_HEIGHT * (row === 0 ? (1 - lines.length) / 2 : 1))}>
                {line}
              </tspan>
            ))}
          </text>
        );
      })}
    </svg>
  );
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

function widthOf(line: string): number {
  return lettersIn(line) * LETTER;
}

/** Where the lines of a label have their middle: those above the chart grow upwards, those below it downwards. */
function middle([x, y]: readonly [number, number], lines: readonly string[]): number {
  const grows = Math.abs(x) < ABOVE ? ((lines.length - 1) * LINE_HEIGHT) / 2 : 0;
  return y + Math.sign(y) * grows;
}

/** How far from the middle words of this width reach. */
function reach(x: number, width: number): number {
  return Math.abs(x) < ABOVE ? width / 2 : Math.abs(x) + width;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
