/** My own result as a card one keeps a picture of, and my own place in the chart of the room. */

import { Bars } from '@kit/Bars';
import { Button } from '@kit/Button';
import { ranked } from '@kit/ranked';
import { pick, t } from '@wire';
import { Chart } from './Chart';
import type { QuizProps, Result } from './quiz';

export function MyResult(props: QuizProps) {
  const { block, me } = props;
  const { shared, mine } = block;
  const result = mine?.result;
  if (shared.anonymous) return <p class="panel">{t('Thank you')}</p>;
  if (!result) return <p class="panel">{t('There is no result without all the answers. You can go on with everybody from here.')}</p>;
  return (
    <article class="panel quiz-card">
      <p class="soft">
        {pick(shared.title)} · <bdi>{me.name}</bdi>
      </p>
      <p class="quiz-total figures">
        {result.total}
        <span> / 100</span>
      </p>
      {result.band && (
        <>
          <h1 class="question">{pick(result.band.name)}</h1>
          <p>{pick(result.band.advice)}</p>
        </>
      )}
      {mine.before && <p class="figures">{t('Before: {before}. Now: {now}.', { before: mine.before.total, now: result.total })}</p>}
      {result.straight && <Straight {...props} />}
      <Dimensions {...props} result={result} />
      <p class="soft">{t('Only you can see this. Keep a picture of it if you like; it is in your handbook, too.')}</p>
    </article>
  );
}

/** The same tap everywhere: perhaps the statements that count the other way round were not read. */
function Straight({ room, block, parts }: QuizProps) {
  const confirmed = block.mine?.confirmed === true;
  return (
    <parts.Notice tone="warn">
      {t('You tapped the same answer everywhere, though some statements count the other way round. Your result stays; the means of the room leave it out unless you say that you meant it.')}{' '}
      <Button pressed={confirmed} onPress={() => void room.ask('quiz/confirm', { on: !confirmed }, { block: block.id })}>
        {t('I meant it, count me in')}
      </Button>
    </parts.Notice>
  );
}

function Dimensions({ block, result }: QuizProps & { readonly result: Result }) {
  const names = block.shared.dimensions;
  const rows = ranked(result.dimensions);
  if (rows.length < 2) return null;
  return (
    <section class="quiz-mine">
      <Bars
        most={100}
        bars={rows.map(({ id, points, lowest, highest }) => ({
          id,
          n: points,
          first: lowest === true,
          label: (
            <>
              {names[id] ? pick(names[id].text) : id}
              {highest && <span class="soft"> {t('strongest')}</span>}
              {lowest && <strong> {t('to work on')}</strong>}
            </>
          ),
        }))}
      />
      <dl>
        {rows
          .filter(({ advice, lowest }) => advice && lowest)
          .map(({ id, advice }) => (
            <div key={id}>
              <dt>{names[id] ? pick(names[id].text) : id}</dt>
              <dd>{advice && pick(advice)}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** The charts in which my own place is marked. */
const MARKED: ReadonlySet<string> = new Set(['total_distribution', 'dimension_mean_radar']);

export function InRoom(props: QuizProps) {
  const { block } = props;
  const { chart, too_few: tooFew, least_people: least } = block.shared;
  const result = block.mine?.result;
  const own = result && {
    total: result.total,
    dimensions: Object.fromEntries(Object.entries(result.dimensions).map(([id, { points }]) => [id, points])),
  };
  return (
    <section class="panel">
      {chart ? (
        <>
          <Chart chart={chart} {...(own ? { own } : {})} />
          {own && MARKED.has(chart.is) && <p class="soft">{t('Only you see your own place.')}</p>}
        </>
      ) : (
        <p>{tooFew ? t('Numbers are shown once {n} people count', { n: least }) : t('The chart is on the big screen.')}</p>
      )}
    </section>
  );
}
