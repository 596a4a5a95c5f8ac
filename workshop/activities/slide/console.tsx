/** The slide for the facilitator: the speaker's note, what is still to come, the pulse, the question box. */

import './console.css';
import { Bars, Button, type Deeds, Icon, IconDone, IconErase, IconMore, IconPin, type KindConsoleProps, type Listed, Menu, ranked, shownText } from '@kit';
import { pick, type SlideConsole, type SlidePulse, type SlideQuestion, sorted, t, tn } from '@wire';

type Props = KindConsoleProps<SlideConsole>;

/** What the Next key says while it does more of the slide. */
export function ahead({ type }: { readonly type: string }): string | undefined {
  switch (type) {
    case 'slide/reveal_next_point':
      return t('Next point');
    case 'slide/next_slide':
      return t('Next page');
    case 'slide/close_pulse':
      return t('Show how the room answered');
    default:
      return undefined;
  }
}

/** What a facilitator can do to a slide, as it stands behind "Undo: ". */
export const deeds: Deeds<'slide'> = {
  'slide/reveal_next_point': () => t('show the next point'),
  'slide/reveal_all': () => t('show all points'),
  'slide/next_slide': () => t('go to the next page'),
  'slide/prev_slide': () => t('go to the page before'),
  'slide/open_pulse': () => t('let people answer'),
  'slide/close_pulse': () => t('show how the room answered'),
  'slide/hide_pulse': () => t('take the answers off the wall'),
  'slide/answer_question': () => t('mark a question as answered'),
  'slide/pin_question': () => t('the question on the wall'),
};

export function wordsOf({ questions }: SlideConsole, item: string): string | undefined {
  return questions?.[item]?.text;
}

export default function SlideDesk(props: Props) {
  return (
    <div class="desk">
      <Speaker {...props} />
      {props.view.pulse && props.now.step.phase === 'pulse' && <PulseControls {...props} pulse={props.view.pulse} />}
      <Points {...props} />
      <Questions {...props} />
    </div>
  );
}

function Speaker({ view }: Props) {
  if (!view.speaker_note) return null;
  return (
    <section class="desk-part speaker">
      <h2 class="panel-title">{t('For you alone')}</h2>
      <p>{pick(view.speaker_note)}</p>
    </section>
  );
}

/** All points; those that are on the wall are marked. */
function Points({ view, ask }: Props) {
  const points = ranked(view.slide.points);
  const { n, of } = view.page;
  return (
    <section class="desk-part">
      <h2 class="panel-title figures">{t('Page {n} of {of}', { n, of })}</h2>
      <p class="kind-lead">{pick(view.slide.title)}</p>
      <ol class="desk-points">
        {points.map(({ id, text }, at) => (
          <li key={id} class={at < view.shown ? 'desk-point-shown' : undefined}>
            {at < view.shown ? <Icon of={IconDone} /> : <span class="desk-point-mark" />}
            <span>
              {pick(text)}
              <span class="unseen">{at < view.shown ? t('on the wall') : t('not shown yet')}</span>
            </span>
          </li>
        ))}
      </ol>
      <div class="desk-row">
        {view.shown < points.length && <Button onPress={() => void ask('slide/reveal_all')}>{t('Show all points')}</Button>}
        {n > 1 && <Button onPress={() => void ask('slide/prev_slide', { slide: n - 1 })}>{t('Page before')}</Button>}
        {n < of && <Button onPress={() => void ask('slide/next_slide', { slide: n - 1 })}>{t('Next page')}</Button>}
      </div>
      {view.next_title && <p class="desk-unseen">{t('Next page: {title}', { title: view.next_title })}</p>}
    </section>
  );
}

function PulseControls({ view, ask, pulse, people }: Props & { readonly pulse: SlidePulse }) {
  const present = Object.values(people).filter(({ removed, waits }) => !removed && !waits).length;
  const counted = Object.values(pulse.options).some(({ n }) => n !== undefined);
  const bars = ranked(pulse.options).map(({ id, text, n = 0 }) => ({ id, label: pick(text), n }));
  return (
    <section class="desk-part" key={view.slide.id}>
      <h2 class="panel-title figures">
        {t('{n} of {of} have answered', { n: pulse.answered, of: Math.max(present, pulse.answered) })}
      </h2>
      {counted && <Bars bars={bars} most={pulse.answered} />}
      <div class="desk-row">
        {pulse.state !== 'open' && <Button onPress={() => void ask('slide/open_pulse')}>{t('Let people answer')}</Button>}
        {pulse.state !== 'closed' && <Button onPress={() => void ask('slide/close_pulse')}>{t('Show how the room answered')}</Button>}
        {pulse.state === 'closed' && <Button onPress={() => void ask('slide/hide_pulse')}>{t('Take it off the wall')}</Button>}
      </div>
    </section>
  );
}

/** The question box: pinned first, then the most asked, answered ones last. */
function Questions({ view, ask, erase }: Props) {
  const all = sorted(ranked(view.questions), (q) => (q.answered ? 1e6 : q.pinned ? -1e6 : 0) - q.support);
  if (!view.questions) return null;
  return (
    <section class="desk-part">
      <h2 class="panel-title figures">{t('Questions ({n})', { n: all.filter(({ answered }) => !answered).length })}</h2>
      {all.length === 0 && <p class="desk-unseen">{t('No question yet. People send them from their phones, without a name.')}</p>}
      <ul>
        {all.map((question) => (
          <Asked key={question.id} question={question} ask={ask} erase={erase} />
        ))}
      </ul>
    </section>
  );
}

interface AskedProps extends Pick<Props, 'ask' | 'erase'> {
  readonly question: Listed<SlideQuestion>;
}

function Asked({ question, ask, erase }: AskedProps) {
  const { id, text, erased, support, answered, pinned } = question;
  return (
    <li class={answered ? 'question question-answered' : 'question'}>
      <p>
        <bdi class={erased && 'erased'}>{shownText(question)}</bdi>
      </p>
      <div class="question-foot">
        <span class="figures">{support > 0 && tn(support, '{n} person asks the same', '{n} people ask the same')}</span>
        {!answered && !erased && (
          <Button look="quiet" icon={IconPin} pressed={pinned} onPress={() => void ask('slide/pin_question', { question: id, on: !pinned })}>
            {pinned ? t('Take down') : t('Put on the wall')}
          </Button>
        )}
        <Button look="quiet" icon={IconDone} pressed={answered} onPress={() => void ask('slide/answer_question', { question: id, on: !answered })}>
          {t('Answered')}
        </Button>
        {!erased && (
          <Menu
            name={t('More for this question')}
            icon={IconMore}
            choices={[{ id: 'erase', label: t('Erase for ever …'), icon: IconErase, danger: true, onPick: () => erase(id, text) }]}
          />
        )}
      </div>
    </li>
  );
}
