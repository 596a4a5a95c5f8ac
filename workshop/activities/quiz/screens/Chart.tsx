/** The charts of a test, for the wall, the console and phones; on a phone with a mark at my own place. */

import './chart.css';
import { Bars } from '@kit/Bars';
import { Radar } from '@kit/Radar';
import { ranked } from '@kit/ranked';
import { pick, t } from '@wire';
import type { BandOnChart, ChartData, Shown } from './quiz';

/** My own numbers, drawn only on my own phone. */
export interface Own {
  readonly total: number;
  readonly dimensions: Readonly<Record<string, number>>;
}

/** Where the rows of a chart stand, for whoever turns them page by page. */
interface Rows {
  current: HTMLDivElement | null;
}

interface ChartProps {
  readonly chart: Shown;
  readonly own?: Own;
  readonly rows?: Rows;
}

export function Chart({ chart, own, rows }: ChartProps) {
  switch (chart.is) {
    case 'total_distribution':
      return <Distribution data={chart} own={own} />;
    case 'dimension_mean_radar':
      return <Dimensions data={chart} own={own} only={chart.dimension} />;
    case 'item_mean_bars':
      return <Items data={chart} only={chart.dimension} rows={rows} />;
    case 'pre_post_shift':
      return <Shift data={chart} rows={rows} />;
  }
}

/** How many totals fell into each ten; the bands below, so that a column has a meaning: on the wall under their columns. */
function Distribution({ data, own }: { readonly data: ChartData; readonly own: Own | undefined }) {
  const counts = Array.from({ length: 10 }, (_, n) => data.tens?.[n] ?? 0);
  const most = Math.max(1, ...counts);
  const mine = own && Math.min(9, Math.floor(own.total / 10));
  return (
    <figure class="quiz-spread">
      <ol class="quiz-tens">
        {counts.map((n, ten) => (
          <li key={ten} class={ten === mine ? 'quiz-ten quiz-ten-mine' : 'quiz-ten'}>
            {ten === mine && <span class="quiz-here">{t('me')}</span>}
            <span class="quiz-ten-n figures">{n > 0 && n}</span>
            <span class="quiz-ten-fill" style={{ '--share': n / most }} />
            <span class="unseen">{t('{from} to {to}: {n}', { from: ten * 10, to: ten === 9 ? 100 : ten * 10 + 9, n })}</span>
          </li>
        ))}
      </ol>
      <div class="quiz-axis figures" aria-hidden="true">
        {[0, 50, 100].map((mark) => (
          <span key={mark}>{mark}</span>
        ))}
      </div>
      <ol class="quiz-bands">
        {ranked(data.bands).map((band) => (
          <li key={band.id} class={own && own.total >= band.from && own.total <= band.to ? 'quiz-band quiz-band-mine' : 'quiz-band'} style={{ '--wide': `${width(band)}%` }}>
            <span class="quiz-band-from figures">{t('{from}–{to}', { from: band.from, to: band.to })}</span>
            {pick(band.text)}
          </li>
        ))}
      </ol>
      <figcaption class="figures">{t('{n} people, mean {mean}', { n: data.n, mean: data.mean ?? 0 })}</figcaption>
    </figure>
  );
}

function width({ from, to }: BandOnChart): number {
  return to === 100 ? 100 - from : to + 1 - from;
}

function Dimensions({ data, own, only }: { readonly data: ChartData; readonly own: Own | undefined; readonly only: string | undefined }) {
  const all = ranked(data.dimensions);
  const shown = only === undefined ? all : all.filter(({ id }) => id === only);
  const bars = shown.map(({ id, text, mean }) => ({ id, label: pick(text), n: mean, told: told(mean, own?.dimensions[id]) }));
  return (
    <figure class="quiz-dimensions">
      {shown.length > 2 && (
        <Radar
          most={100}
          labels={shown.map(({ text }) => pick(text))}
          values={shown.map(({ mean }) => mean)}
          own={own && shown.map(({ id }) => own.dimensions[id] ?? 0)}
        />
      )}
      <div>
        <Bars bars={bars} most={100} />
        <figcaption class="figures">{t('Means of {n} people, from 0 to 100', { n: data.n })}</figcaption>
      </div>
    </figure>
  );
}

function told(mean: number, mine: number | undefined): string | undefined {
  return mine === undefined ? undefined : t('{mean} (me: {mine})', { mean, mine });
}

interface RowsProps {
  readonly data: ChartData;
  readonly rows: Rows | undefined;
}

function Items({ data, only, rows }: RowsProps & { readonly only: string | undefined }) {
  const items = ranked(data.items).filter(({ dim }) => only === undefined || dim === only);
  const least = Math.min(...items.map(({ mean = 0 }) => mean));
  const bars = items.map(({ id, text, mean = 0 }) => ({
    id,
    label: pick(text),
    n: mean - (data.least ?? 0),
    first: mean === least,
    told: mean.toFixed(1),
  }));
  return (
    <figure class="quiz-items">
      <div ref={rows} class="quiz-rows">
        <Bars bars={bars} most={(data.most ?? 0) - (data.least ?? 0)} />
      </div>
      <figcaption class="figures">
        {t('Means of {n} people, from {least} to {most}; the lowest stands out', { n: data.n, least: data.least ?? 0, most: data.most ?? 0 })}
      </figcaption>
    </figure>
  );
}

/** Each item as a line from before to after. */
function Shift({ data, rows }: RowsProps) {
  const { least = 0, most = 1 } = data;
  const place = (mean: number) => `${(100 * (mean - least)) / (most - least)}%`;
  return (
    <figure class="quiz-shift">
      <div ref={rows} class="quiz-rows">
        <ol>
          {ranked(data.items).map(({ id, text, before = 0, after = 0 }) => (
            <li key={id} class="quiz-shift-row">
              <span>{pick(text)}</span>
              <span class="quiz-shift-track" aria-hidden="true">
                <span class="quiz-shift-line" style={{ left: place(Math.min(before, after)), right: `calc(100% - ${place(Math.max(before, after))})` }} />
                <span class="quiz-shift-before" style={{ left: place(before) }} />
                <span class="quiz-shift-after" style={{ left: place(after) }} />
              </span>
              <span class="figures">{t('{before} → {after}', { before: before.toFixed(1), after: after.toFixed(1) })}</span>
            </li>
          ))}
        </ol>
      </div>
      <figcaption class="figures">{t('Before and after of the {n} people who answered twice', { n: data.n })}</figcaption>
    </figure>
  );
}
