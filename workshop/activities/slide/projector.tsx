/** A slide on the wall: its points as they come, the pulse of the room, the question that is being answered. */

import './style.css';
import { Bars, Icon, IconPin, type KindProjectorProps, ranked, shownText, useFit } from '@kit';
import { pick, type SlidePulse, type SlideView, t, tn, useRef } from '@wire';

type Props = KindProjectorProps<SlideView>;

const SIZES = [54, 48, 42, 36];
const OPTION_SIZES = [72, 64, 54, 48, 42, 36];

export default function SlideWall({ view, now, people }: Props) {
  const pulse = now.step.phase === 'pulse' ? onWall(view.pulse) : undefined;
  return (
    <div class={view.pinned ? 'slide slide-asked' : 'slide'}>
      {pulse ? <Pulse pulse={pulse} people={people} asked={view.pinned?.id} /> : <Points view={view} />}
      {view.pinned && <Asked key={view.pinned.id} text={shownText(view.pinned)} support={view.pinned.support} />}
    </div>
  );
}

function onWall(pulse: SlidePulse | undefined): SlidePulse | undefined {
  return pulse?.state === 'open' || pulse?.state === 'closed' ? pulse : undefined;
}

function Points({ view }: { readonly view: SlideView }) {
  const box = useRef<HTMLDivElement>(null);
  const points = ranked(view.slide.points);
  useFit(box, SIZES, view.slide.id, points.length, view.pinned);
  return (
    <div ref={box} class="slide-page">
      <h2 class="slide-title">{pick(view.slide.title)}</h2>
      <ul class="slide-points">
        {points.map((point) => (
          <li key={`${view.slide.id}/${point.id}`} class="slide-point">
            {pick(point.text)}
          </li>
        ))}
      </ul>
      {view.page.of > 1 && (
        <p class="page-mark figures" aria-label={t('Page {n} of {of}', view.page)}>
          {view.page.n} / {view.page.of}
        </p>
      )}
    </div>
  );
}

type PulseProps = { readonly pulse: SlidePulse; readonly people: number; readonly asked: string | undefined };

function Pulse({ pulse, people, asked }: PulseProps) {
  const box = useRef<HTMLDivElement>(null);
  useFit(box, OPTION_SIZES, pulse.state, asked);
  return (
    <div ref={box} class="pulse">
      {pulse.state === 'closed' ? <Distribution pulse={pulse} /> : <Options pulse={pulse} />}
      <p class="pulse-answered figures">
        {pulse.state === 'open'
          ? t('{n} of {of} have answered', { n: pulse.answered, of: Math.max(people, pulse.answered) })
          : tn(pulse.answered, '{n} person answered', '{n} people answered')}
      </p>
    </div>
  );
}

function Options({ pulse }: { readonly pulse: SlidePulse }) {
  return (
    <ol class="pulse-options">
      {ranked(pulse.options).map(({ id, text }, n) => (
        <li key={id} class="pulse-option">
          <span class="pulse-letter">{letter(n)}</span>
          {pick(text)}
        </li>
      ))}
    </ol>
  );
}

/** The largest bars are the accent; how many chose each, and their share. */
function Distribution({ pulse }: { readonly pulse: SlidePulse }) {
  const options = ranked(pulse.options);
  const most = Math.max(...options.map(({ n = 0 }) => n));
  const bars = options.map(({ id, text, n = 0 }, at) => ({
    id,
    label: (
      <>
        <span class="pulse-letter">{letter(at)}</span>
        {pick(text)}
      </>
    ),
    n,
    first: n > 0 && n === most,
    told: t('{n} · {share} %', { n, share: share(n, pulse.answered) }),
  }));
  return <Bars bars={bars} most={pulse.answered} />;
}

function share(n: number, of: number): number {
  return of ? Math.round((100 * n) / of) : 0;
}

function letter(n: number): string {
  return String.fromCharCode(65 + n);
}

function Asked({ text, support }: { readonly text: string; readonly support: number }) {
  return (
    <aside class="asked">
      <Icon of={IconPin} />
      <p class="asked-text">
        <bdi>{text}</bdi>
      </p>
      {support > 0 && <p class="asked-support figures">{tn(support, '{n} person asks the same', '{n} people ask the same')}</p>}
    </aside>
  );
}
