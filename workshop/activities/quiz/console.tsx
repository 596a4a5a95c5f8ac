/** The test for the facilitator: who is missing, which chart is on the wall, which plans to let out. Never an answer. */

import './console.css';
import { Button, type Deeds, IconErase, IconMore, IconSpotlight, type KindConsoleProps, type Listed, Menu, ranked, shownText } from '@kit';
import { pick, t, tn } from '@wire';
import { Chart } from './screens/Chart';
import type { ChartName, PlanLine, QuizConsole } from './screens/quiz';

type Props = KindConsoleProps<QuizConsole>;

/** What the Next key says while it goes from chart to chart. */
export function ahead({ type }: { readonly type: string }): string | undefined {
  return type === 'quiz/show_view' ? t('Next chart') : undefined;
}

/** What a facilitator can do in a test, as it stands behind "Undo: ". */
export const deeds: Deeds<'quiz'> = {
  'quiz/remind': () => t('remind those who are missing'),
  'quiz/release_results': () => t('let people see their results'),
  'quiz/show_view': () => t('show a chart'),
  'quiz/hide_view': () => t('take the chart off the wall'),
  'quiz/show_plan': () => t('the plan on the wall'),
  'quiz/spotlight_plan': () => t('the plan in the middle'),
};

export function wordsOf({ plans }: QuizConsole, item: string): string | undefined {
  return plans?.[item]?.text;
}

const NAMES: Readonly<Record<ChartName, () => string>> = {
  total_distribution: () => t('Spread of the totals'),
  dimension_mean_radar: () => t('Means of the dimensions'),
  item_mean_bars: () => t('Mean by statement'),
  pre_post_shift: () => t('Before and after'),
};

export default function QuizDesk(props: Props) {
  const { phase } = props.now.step;
  return (
    <div class="desk">
      {phase === 'brief' && <WhoSeesWhat {...props} />}
      {phase === 'answer' && <Missing {...props} />}
      {phase !== 'brief' && <Charts {...props} />}
      {(phase === 'talk' || props.view.plans) && <Plans {...props} />}
    </div>
  );
}

function Missing({ view, people, ask }: Props) {
  const present = Object.values(people).filter(({ removed, waits }) => !removed && !waits);
  const missing = present.filter(({ done }) => !done);
  return (
    <section class="desk-part">
      <h2 class="panel-title figures">{t('{n} of {of} have handed in', { n: view.submitted, of: Math.max(present.length, view.submitted) })}</h2>
      {!view.anonymous && view.submitted > 0 && missing.length > 0 && missing.length <= 12 && (
        <p class="desk-unseen">{t('Still missing: {names}', { names: missing.map(({ name }) => name).join(t(', ')) })}</p>
      )}
      <WhoSeesWhat view={view} />
      <LeftOut {...view} />
      {view.submitted < present.length && (
        <div class="desk-row">
          <Button onPress={() => void ask('quiz/remind')}>{view.reminded === undefined ? t('Remind those who are missing') : t('Remind them again')}</Button>
        </div>
      )}
    </section>
  );
}

/** What the facilitator may say aloud about who sees what. */
function WhoSeesWhat({ view }: Pick<Props, 'view'>) {
  return (
    <p class="desk-unseen">
      {view.anonymous ? t('Nobody can tell who answered what, and once this closes it can never be told.') : t('You see who is done, never what they answered.')}
    </p>
  );
}

function LeftOut({ submitted, counting }: QuizConsole) {
  const left = submitted - counting;
  return left > 0 && <p class="desk-unseen">{tn(left, 'One tapped the same answer everywhere and is left out of the means.', '{n} tapped the same answer everywhere and are left out of the means.')}</p>;
}

function Charts({ view, ask, now }: Props) {
  const wanted = ranked(view.wanted as Readonly<Record<string, { readonly rank: number }>>);
  const { shown } = view;
  const data = shown && view.charts[shown.chart];
  if (wanted.length === 0 && view.anonymous) return null;
  return (
    <section class="desk-part">
      <h2 class="panel-title">{t('For the room')}</h2>
      {!view.released && !view.anonymous && (
        <div class="desk-row">
          <Button onPress={() => void ask('quiz/release_results', { on: true })}>{t('Let people see their results now')}</Button>
        </div>
      )}
      {wanted.length > 0 && (
        <div class="desk-row">
          {wanted.map(({ id }) => {
            const name = id as ChartName;
            return (
              <Button
                key={id}
                pressed={shown?.chart === name}
                disabled={!view.charts[name]}
                onPress={() => void (shown?.chart === name && !shown.dimension ? ask('quiz/hide_view') : ask('quiz/show_view', { chart: name }))}
              >
                {NAMES[name]()}
              </Button>
            );
          })}
        </div>
      )}
      {view.counting < view.least_people && wanted.length > 0 && (
        <p class="desk-unseen">{t('Numbers are shown once {n} people count', { n: view.least_people })}</p>
      )}
      {now.step.phase === 'room' && shown && data && (shown.chart === 'item_mean_bars' || shown.chart === 'dimension_mean_radar') && (
        <div class="desk-row">
          <Button look="quiet" pressed={!shown.dimension} onPress={() => void ask('quiz/show_view', { chart: shown.chart })}>
            {t('All')}
          </Button>
          {ranked(view.dimensions).map(({ id, text }) => (
            <Button key={id} look="quiet" pressed={shown.dimension === id} onPress={() => void ask('quiz/show_view', { chart: shown.chart, dimension: id })}>
              {pick(text)}
            </Button>
          ))}
        </div>
      )}
      {shown && data && (
        <div class="quiz-preview">
          <Chart chart={{ is: shown.chart, ...data, ...(shown.dimension ? { dimension: shown.dimension } : {}) }} />
        </div>
      )}
    </section>
  );
}

function Plans({ view, ask, erase }: Props) {
  const plans = ranked(view.plans);
  return (
    <section class="desk-part">
      <h2 class="panel-title figures">{t('What people want to do ({n})', { n: plans.length })}</h2>
      {plans.length === 0 && <p class="desk-unseen">{t('No plan yet. People write one line on their phones; no name goes with it.')}</p>}
      <ul>
        {plans.map((plan) => (
          <PlanRow key={plan.id} plan={plan} spotlit={view.spotlit === plan.id} ask={ask} erase={erase} />
        ))}
      </ul>
    </section>
  );
}

interface PlanRowProps extends Pick<Props, 'ask' | 'erase'> {
  readonly plan: Listed<PlanLine & { readonly shown: boolean }>;
  readonly spotlit: boolean;
}

function PlanRow({ plan, spotlit, ask, erase }: PlanRowProps) {
  const { id, text, erased, shown } = plan;
  return (
    <li class="quiz-plan">
      <p>
        <bdi class={erased && 'erased'}>{shownText(plan)}</bdi>
      </p>
      <div class="desk-row">
        {!erased && (
          <Button look="quiet" pressed={shown} onPress={() => void ask('quiz/show_plan', { plan: id, on: !shown })}>
            {shown ? t('Take down') : t('Put on the wall')}
          </Button>
        )}
        {shown && (
          <Button look="quiet" icon={IconSpotlight} pressed={spotlit} onPress={() => void ask('quiz/spotlight_plan', { plan: id, on: !spotlit })}>
            {t('In the middle')}
          </Button>
        )}
        {!erased && (
          <Menu
            name={t('More for this plan')}
            icon={IconMore}
            choices={[{ id: 'erase', label: t('Erase for ever …'), icon: IconErase, danger: true, onPick: () => erase(id, text) }]}
          />
        )}
      </div>
    </li>
  );
}
