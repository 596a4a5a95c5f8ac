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
const ROOM_FOR_WORDS = 62;
const LINE = 8;

export function Radar({ labels, values, most, own }: RadarProps) {
  const wide = RADIUS + ROOM_FOR_WORDS;
  const at = (n: number, share: number) => {
    const angle = (2 * Math.PI * n) / labels.length;
    return [round(Math.sin(angle) * RADIUS * share), round(-Math.cos(angle) * RADIUS * share)] as const;
  };
  const shape = (numbers: readonly number[]) => numbers.map((value, n) => at(n, Math.min(1, Math.max(0, value / most))).join(',')).join(' ');
  return (
    <svg class="radar" viewBox={`${-wide} ${-RADIUS - 30} ${2 * wide} ${2 * RADIUS + 60}`} aria-hidden="true">
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
        const [x, y] = at(n, 1.14);
        return (
          <text key={label} class="radar-label" x={x} y={y} text-anchor={Math.abs(x) < 10 ? 'middle' : x > 0 ? 'start' : 'end'} dominant-baseline="middle">
            {label.length > LINE ? `${label.slice(0, LINE)}…` : label}
          </text>
        );
      })}
    </svg>
  );
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
