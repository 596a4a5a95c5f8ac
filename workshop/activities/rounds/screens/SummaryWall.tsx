/** The room as a whole: means, guesses, words, choices, and the lines that were released; nobody's name. */

import { Bars, ranked, Sheets, shownText, useFit } from '@kit';
import { pick, t, tn, useRef } from '@wire';
import type { ReleasedLine, Summary } from '../views';
import { Cloud } from '../Cloud';

const SIZES = [44, 40, 36, 32, 28];
const LINE_SIZES = [54, 48, 42, 36, 32];
const MOST_LINES = 16;
const FEW_LINES = 4;
const HALF_A_WALL = 960;
/** So many words of twelve characters fit at the smallest size, under the number of those who guessed right. */
const CLOUD_WORDS = 40;
const SPOTLIGHT = [90, 80, 72, 64, 54];

export function SummaryWall({ summary, consent }: { readonly summary: Summary; readonly consent: boolean }) {
  const lines = ranked(summary.lines);
  const spotlit = lines.find(({ id }) => id === summary.spotlit);
  const sums = hasSums(summary);
  if (spotlit) return <Spotlit key={spotlit.id} line={spotlit} />;
  return (
    <div class={sums && lines.length > 0 ? 'rounds-summary rounds-summary-two' : 'rounds-summary'}>
      {sums && <Sums summary={summary} />}
      {lines.length > 0 && <Lines lines={lines} />}
      {!sums && lines.length === 0 && <p class="rounds-nobody">{consent ? t('What was said stays here.') : emptyWords(summary)}</p>}
    </div>
  );
}

function emptyWords(summary: Summary): string {
  return summary.cards > 0
    ? t('Averages are shown from {n} cards on.', { n: summary.fewest })
    : t('What do you take away from the rounds?');
}

function hasSums({ means, guesses, clouds, tallies }: Summary): boolean {
  return guesses !== undefined || [means, clouds, tallies].some((part) => Object.keys(part).length > 0);
}

function Sums({ summary }: { readonly summary: Summary }) {
  const box = useRef<HTMLDivElement>(null);
  const means = ranked(summary.means);
  useFit(box, SIZES, summary);
  return (
    <div ref={box} class="rounds-sums">
      {Object.entries(summary.tallies).map(([field, { options }]) => (
        <section key={field}>
          <Bars bars={ranked(options).map(({ id, text, n }) => ({ id, label: pick(text), n }))} />
        </section>
      ))}
      {means.map(({ id, title, n, most, items }) => (
        <section key={id}>
          <h2>
            {pick(title)} <small class="figures">{tn(n, 'one card', '{n} cards')}</small>
          </h2>
          <Bars
            most={most}
            bars={ranked(items).map((item) => ({
              id: item.id,
              label: pick(item.text),
              n: item.mean,
              told: item.mean.toFixed(1),
              first: item.mean === Math.min(...ranked(items).map(({ mean }) => mean)),
            }))}
          />
        </section>
      ))}
      {summary.guesses && (
        <p class="rounds-guessed figures">
          <strong>{t('{n} %', { n: Math.round((100 * summary.guesses.right) / Math.max(1, summary.guesses.of)) })}</strong>
          {t('{right} of {of} guessed right', { right: summary.guesses.right, of: summary.guesses.of })}
        </p>
      )}
      {Object.entries(summary.clouds).map(([field, { words }]) => (
        <Cloud key={field} words={words} room={CLOUD_WORDS} />
      ))}
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly (ReleasedLine & { readonly id: string })[] }) {
  const items = lines.map((line) => ({
    id: line.id,
    draw: (
      <p class="rounds-line">
        <bdi class={line.erased && 'erased'}>{shownText(line)}</bdi>
      </p>
    ),
  }));
  return <Sheets groups={[{ id: 'lines', items }]} sizes={LINE_SIZES} columns={(width) => columns(width, items.length)} most={MOST_LINES} when={JSON.stringify(lines)} />;
}

/** One line below the other while they are few or beside the sums; two side by side where many have the wall to themselves. */
function columns(width: number, lines: number): number {
  return width > HALF_A_WALL && lines > FEW_LINES ? 2 : 1;
}

function Spotlit({ line }: { readonly line: ReleasedLine }) {
  const box = useRef<HTMLDivElement>(null);
  useFit(box, SPOTLIGHT, line.text);
  return (
    <div ref={box} class="rounds-spotlit">
      <p>
        <bdi class={line.erased && 'erased'}>{shownText(line)}</bdi>
      </p>
    </div>
  );
}
