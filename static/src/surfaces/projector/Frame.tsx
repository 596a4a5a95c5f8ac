/** What frames every step: the question and the timer above, the way in and the numbers below. */

import { fitAgain, Icon, IconLock, IconPause, IconPeople, IconDone, Qr, qrOf, RehearsalMark, shortAddress, spacedCode, TimerText } from '@kit';
import { type Now, type Page, pick, type RoomProjector, t, type Timer, type Words } from '@wire';
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useRing } from './useRing';
import { WallMessage } from './WallMessage';

interface FrameProps {
  readonly wall: RoomProjector;
  readonly page: Page;
  readonly now: () => number;
  readonly silent: boolean;
  readonly children: ComponentChildren;
}

export function Frame({ wall, page, now, silent, children }: FrameProps) {
  const focus = focusOf(wall);
  const stage = useRef<HTMLElement>(null);
  useFitting(stage);
  return (
    <div class="frame">
      <header class="frame-head">
        <div class="frame-ask">
          <p class="frame-where">
            {wall.rehearsal && <RehearsalMark />}
            <span>{where(wall)}</span>
            {wall.now && !wall.show_teams && <Steps now={wall.now} />}
          </p>
          <h1 class="frame-question">{question(wall)}</h1>
          {focus && <p class="frame-focus">{focus}</p>}
        </div>
        <Clock wall={wall} now={now} silent={silent} />
      </header>
      <main ref={stage} class="frame-stage">{children}</main>
      <WallMessage wall={wall} />
      <Foot wall={wall} page={page} />
    </div>
  );
}

/** A question of two lines leaves less room than the one before it: what stands below is made to fit again. */
function useFitting(stage: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!stage.current || !('ResizeObserver' in window)) return undefined;
    const observer = new ResizeObserver(fitAgain);
    observer.observe(stage.current);
    return () => observer.disconnect();
  }, [stage]);
}

function where({ now, course, show_teams: teams }: RoomProjector): string {
  if (!now || teams) return pick(course);
  return now.beat ? t('{title} · {beat}', { title: now.title, beat: now.beat }) : pick(now.title);
}

function question({ now, title, slide, show_teams: teams }: RoomProjector): string {
  if (teams) return t('Find your team');
  if (slide) return pick(slide.title);
  return now ? pick(now.ask) : title;
}

/** A view may carry the question of its block: it stays on the wall when a step asks for something else. */
function focusOf({ now, block, slide, show_teams: teams }: RoomProjector): string | undefined {
  const view = now && !slide && !teams ? (block?.[now.block] as { focus?: Words } | undefined) : undefined;
  const told = view?.focus && pick(view.focus);
  return told === (now && pick(now.ask)) ? undefined : told;
}

function Clock({ wall, now, silent }: Pick<FrameProps, 'wall' | 'now' | 'silent'>) {
  return (
    <div class="frame-clock">
      {wall.timer && <Ringing timer={wall.timer} now={now} silent={silent} />}
      {wall.paused && (
        <p class="frame-sign">
          <Icon of={IconPause} />
          <span>{t('Paused')}</span>
        </p>
      )}
      {wall.locked && !wall.paused && (
        <p class="frame-sign">
          <Icon of={IconLock} />
          <span>{t('Input closed')}</span>
        </p>
      )}
    </div>
  );
}

function Ringing({ timer, now, silent }: { readonly timer: Timer; readonly now: () => number; readonly silent: boolean }) {
  const rings = useRing(timer, now, silent);
  return (
    <div class={rings ? 'frame-timer frame-rings' : 'frame-timer'}>
      <TimerText timer={timer} now={now} length />
    </div>
  );
}

/** The steps of this block as a thin line of dots. */
function Steps({ now }: { readonly now: Now }) {
  const { n, of, name, phase } = now.step;
  const page = phase === 'page';
  const dots = Array.from({ length: of }, (_, at) => (at + 1 < n ? 'done' : at + 1 === n ? 'now' : 'ahead'));
  return (
    <>
      <span class="unseen">{t('Step {n} of {of}: {name}', { n, of, name })}</span>
      <span class="steps" aria-hidden="true">
        {dots.map((state, at) => (
          <span key={at} class={`steps-dot steps-${state}${page ? ' steps-page' : ''}`}>
            {state === 'now' && !page && <span class="steps-name">{pick(name)}</span>}
          </span>
        ))}
      </span>
    </>
  );
}

function Foot({ wall, page }: { readonly wall: RoomProjector; readonly page: Page }) {
  if (wall.state === 'ended') return <footer class="frame-foot" />;
  const { people, done, of } = wall.counts;
  return (
    <footer class="frame-foot">
      <p class="foot-way">
        <strong class="foot-code figures">{spacedCode(wall.code)}</strong>
        <span>{shortAddress(page.short_url)}</span>
      </p>
      <p class="foot-count figures">
        <Icon of={IconPeople} />
        <span>{t('{n} in', { n: people })}</span>
      </p>
      {done !== undefined && of !== undefined && (
        <p class="foot-count figures">
          <Icon of={IconDone} />
          <span>{t('{n} of {of} done', { n: done, of })}</span>
        </p>
      )}
      <Qr src={qrOf(page, wall.code)} class="foot-qr" />
    </footer>
  );
}
