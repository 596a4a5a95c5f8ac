/** A presentation on the wall: whoever is on with its time, or who comes; then what the listeners gave. */

import './wall.css';
import { type ById, type Room, type ShowView, t, type Team, tn } from '@wire';
import type { ComponentChildren } from 'preact';
import { TimerText } from '../TimerText';
import { Sheets } from '../Sheets';
import { givenLines, Means } from './Given';
import { PresenterMark } from './PresenterMark';
import { nextUp, presenting, queued, waitWords } from './show';

interface PresentWallProps {
  readonly room: Room;
  readonly show: ShowView;
  readonly teams: ById<Team>;
  /** What whoever is on has to show. */
  readonly children?: ComponentChildren;
}

export function PresentWall({ room, show, teams, children }: PresentWallProps) {
  const { now } = show;
  const who = presenting(show, teams);
  if (now && who) {
    return (
      <div class={children ? 'show' : 'show show-alone'}>
        <header class="show-head">
          <PresenterMark who={who} />
          {now.timer && <TimerText timer={now.timer} now={() => room.now()} />}
          {now.state === 'rating' && <span class="show-rates figures">{tn(now.heard_from, 'one person has rated', '{n} people have rated')}</span>}
        </header>
        {children && <div class="show-page">{children}</div>}
      </div>
    );
  }
  return <Between show={show} teams={teams} />;
}

/** Between two turns: what the last one was given, and who comes next. */
function Between({ show, teams }: Pick<PresentWallProps, 'show' | 'teams'>) {
  const done = queued(show, teams).filter(({ state }) => state === 'done');
  const last = done[done.length - 1];
  const result = last && show.given?.[last.id];
  const next = nextUp(show, teams);
  return (
    <div class="show">
      {last && result && (
        <header class="show-head">
          <PresenterMark who={last} />
        </header>
      )}
      {!(last && result) && (
        <p class="show-coming">
          <span>{next ? t('Coming up') : waitWords(show)}</span>
          {next && <PresenterMark who={next} />}
        </p>
      )}
      {last && result && (
        <div class="given">
          <Means show={show} result={result} />
          <Lines lines={givenLines(result)} of={last.id} />
        </div>
      )}
      <ol class="show-queue">
        {queued(show, teams).map((who) => (
          <li key={who.id} class={`show-${who.state}${who.id === next?.id ? ' show-next' : ''}`}>
            <PresenterMark who={who} />
            {who.id === next?.id && <span>{t('next')}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}

const LINE_SIZES = [44, 36, 30];
const MOST_LINES = 24;
/** A line holds at least so many Chinese characters. */
const LEAST_LINE = 16;

/** Every line whole, on several pages where there are many. */
function Lines({ lines, of }: { readonly lines: ReturnType<typeof givenLines>; readonly of: string }) {
  if (lines.length === 0) return null;
  const items = lines.map(({ id, draw }) => ({ id, draw: <p class="given-line">{draw}</p> }));
  return (
    <Sheets
      groups={[{ id: 'lines', items }]}
      sizes={LINE_SIZES}
      columns={(width, size) => Math.min(2, Math.floor((width + 24) / (size * LEAST_LINE + 24)))}
      most={MOST_LINES}
      below={0}
      when={JSON.stringify([of, lines.map(({ id }) => id)])}
      from={of}
    />
  );
}
