/** A test on the wall: what it is and how far everybody is, then the numbers of the room, then what people want to do. */

import './style.css';
import { type KindProjectorProps, PageMark, ranked, shownText, useBook, useFit } from '@kit';
import { pick, t, tn, useRef } from '@wire';
import { Chart } from './screens/Chart';
import type { QuizWall, Shown } from './screens/quiz';

type Props = KindProjectorProps<QuizWall>;

const SIZES = [54, 48, 42, 36, 32, 28];

export default function QuizOnWall(props: Props) {
  switch (props.now.step.phase) {
    case 'brief':
      return <Brief {...props} />;
    case 'answer':
      return <Answering {...props} />;
    case 'mine':
      return <Sent />;
    case 'room':
      return <RoomView {...props} />;
    default:
      return <Talk {...props} />;
  }
}

function Brief({ view }: Props) {
  return (
    <div class="quiz quiz-middle">
      <h2 class="quiz-title">{pick(view.title)}</h2>
      <p class="quiz-lead">{pick(view.intro)}</p>
      <p class="quiz-facts figures">
        {tn(view.size, 'One statement', '{n} statements')}
        {view.minutes !== undefined && ` · ${tn(view.minutes, 'about one minute', 'about {n} minutes')}`}
      </p>
      <p class="quiz-facts">{view.anonymous ? t('Nobody can tell who answered what.') : t('Only you see your result. The room sees means, never a person.')}</p>
    </div>
  );
}

/** How many are done, as a bar that fills. */
function Answering({ view, people }: Props) {
  const of = Math.max(people, view.submitted, 1);
  return (
    <div class="quiz quiz-middle">
      <p class="quiz-title">{t('Answer on your phone, each for yourself')}</p>
      <p class="quiz-count figures">
        {view.submitted}
        <span class="quiz-of"> / {of}</span>
      </p>
      <div class="quiz-track" aria-hidden="true">
        <span class="quiz-track-fill" style={{ width: `${(100 * view.submitted) / of}%` }} />
      </div>
      <p class="quiz-facts">{t('have handed in')}</p>
    </div>
  );
}

function Sent() {
  return (
    <div class="quiz quiz-middle">
      <p class="quiz-title">{t('Your result is on your phone')}</p>
      <p class="quiz-facts">{t('It is yours alone. Keep a picture of it if you like.')}</p>
    </div>
  );
}

function RoomView({ view }: Props) {
  const { chart } = view;
  if (!chart) {
    return (
      <div class="quiz quiz-middle">
        <p class="quiz-title">{view.too_few ? t('Numbers are shown once {n} people count', { n: view.least_people }) : pick(view.title)}</p>
      </div>
    );
  }
  return chart.is === 'item_mean_bars' || chart.is === 'pre_post_shift' ? <Statements chart={chart} /> : <Whole chart={chart} />;
}

/** A chart that is one picture. */
function Whole({ chart }: { readonly chart: Shown }) {
  const box = useRef<HTMLDivElement>(null);
  useFit(box, SIZES, chart.is, chart.dimension);
  return (
    <div ref={box} class={`quiz quiz-chart quiz-${chart.is}`}>
      <Chart chart={chart} />
    </div>
  );
}

/** A chart with a row for each statement: page by page where there are more than fit at the smallest size. */
function Statements({ chart }: { readonly chart: Shown }) {
  const rows = useRef<HTMLDivElement>(null);
  const shown = `${chart.is} ${chart.dimension}`;
  useFit(rows, SIZES, shown);
  const [page, pages] = useBook(rows, shown, shown);
  return (
    <div class="quiz quiz-statements">
      <Chart chart={chart} rows={rows} />
      <PageMark page={page} of={pages} />
    </div>
  );
}

function Talk({ view }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plans = ranked(view.plans);
  const spotlit = plans.find(({ id }) => id === view.spotlit);
  useFit(box, SIZES, plans.length, view.spotlit);
  if (spotlit) {
    return (
      <div class="quiz quiz-middle">
        <p class="quiz-spotlit">
          <bdi>{shownText(spotlit)}</bdi>
        </p>
      </div>
    );
  }
  return (
    <div ref={box} class="quiz quiz-talk">
      {plans.length === 0 ? (
        <ul class="quiz-lines">
          {ranked(view.debrief).map(({ id, text }) => (
            <li key={id}>{pick(text)}</li>
          ))}
          {!view.debrief && <li>{t('Write one thing you will do. It appears here without a name.')}</li>}
        </ul>
      ) : (
        <ul class="quiz-plans">
          {plans.map((plan) => (
            <li key={plan.id} class="note note-1">
              <p class="note-text">
                <bdi>{shownText(plan)}</bdi>
              </p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
