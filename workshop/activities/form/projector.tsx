/** Sheets on the wall: how far everybody is, what to look for, then the sheet that is presented. No word before that. */

import './style.css';
import { byNumber, type KindProjectorProps, type Listed, PageMark, PresentWall, ranked, Sheets, shownText, TeamMark, useBook, useFit } from '@kit';
import { type ById, pick, t, type Team, useRef } from '@wire';
import type { Far, FormWall } from './screens/form';
import { Outline } from './screens/Outline';
import { SheetPage } from './screens/Paper';

type Props = KindProjectorProps<FormWall>;

const SIZES = [44, 40, 36, 32, 28];
const TEAM_SIZES = [54, ...SIZES];
/** Lines of people, side by side and on one page. */
const COLUMNS = 3;
const MOST_LINES = 18;
/** From so many teams on their bars stand in two columns. */
const MANY_TEAMS = 7;

export default function SheetsOnWall(props: Props) {
  const { view, now, room, teams } = props;
  const { phase } = now.step;
  if (view.show) {
    return (
      <PresentWall room={room} show={view.show} teams={teams}>
        {view.sheet ? <Shown view={view} /> : view.items && <ListenFor items={view.items} />}
      </PresentWall>
    );
  }
  if (view.sheet) return <Shown view={view} />;
  if (phase === 'check' || ((phase === 'revise' || phase === 'present') && view.items && !view.lines)) return <Checklist {...props} />;
  if (view.lines) return <Lines view={view} />;
  return phase === 'brief' ? <Contents view={view} /> : <Progress {...props} />;
}

function Contents({ view }: { readonly view: FormWall }) {
  const box = useRef<HTMLDivElement>(null);
  useFit(box, [54, ...SIZES], view.title.zh);
  return (
    <div ref={box} class="forms">
      <h2 class="forms-title">{pick(view.title)}</h2>
      <Outline sections={view.outline} />
    </div>
  );
}

/** A bar for each team, or one number for everybody. */
function Progress({ view, teams, people }: Props) {
  if (view.far) return <TeamRows far={view.far} teams={byNumber(teams)} />;
  return (
    <div class="forms forms-middle">
      <p class="forms-count figures">
        {view.ready}
        <span> / {Math.max(people, view.ready)}</span>
      </p>
      <p class="forms-lead">{t('have handed in their sheet')}</p>
    </div>
  );
}

function TeamRows({ far, teams }: { readonly far: ById<Far>; readonly teams: readonly Listed<Team>[] }) {
  const box = useRef<HTMLUListElement>(null);
  useFit(box, TEAM_SIZES, teams.length);
  return (
    <ul ref={box} class={teams.length < MANY_TEAMS ? 'forms forms-teams' : 'forms forms-teams forms-two'}>
      {teams.map((team) => (
        <TeamRow key={team.id} team={team} far={far[team.id] ?? { filled: 0, of: 0 }} />
      ))}
    </ul>
  );
}

function TeamRow({ team, far }: { readonly team: Team; readonly far: Far }) {
  return (
    <li>
      <TeamMark team={team} named />
      <span class="forms-track" aria-hidden="true">
        <span class="forms-fill" style={{ width: `${share(far)}%` }} />
      </span>
      <span class="figures">{far.ready ? t('ready') : t('{n} of {of}', { n: far.filled, of: far.of })}</span>
    </li>
  );
}

function share({ filled, of }: Far): number {
  return of ? (100 * filled) / of : 0;
}

function Checklist({ view, now }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useFit(box, [54, ...SIZES], view.checked, now.step.phase);
  return (
    <div ref={box} class="forms">
      <ol class="forms-list">
        {ranked(view.items).map(({ id, text }) => (
          <li key={id}>
            <span>{pick(text)}</span>
            {view.rates && <span class="figures">{t('{n} of {of}', { n: view.rates.found[id] ?? 0, of: view.rates.of })}</span>}
          </li>
        ))}
      </ol>
      {view.to_check > 0 && (
        <p class="forms-lead figures">
          {t('{n} of {of} sheets are checked', { n: view.checked, of: view.to_check })}
          {view.rates?.mark && ` · ${t('counted: “{mark}”', { mark: pick(view.rates.mark) })}`}
        </p>
      )}
    </div>
  );
}

/** While somebody says what stands on a sheet that only they read. */
function ListenFor({ items }: { readonly items: NonNullable<FormWall['items']> }) {
  const box = useRef<HTMLDivElement>(null);
  useFit(box, [54, ...SIZES], items);
  return (
    <div ref={box} class="forms">
      <h2 class="forms-title">{t('Listen for')}</h2>
      <ol class="forms-list">
        {ranked(items).map(({ id, text }) => (
          <li key={id}>{pick(text)}</li>
        ))}
      </ol>
    </div>
  );
}

function Lines({ view }: { readonly view: FormWall }) {
  const items = Object.entries(view.lines ?? {}).map(([id, line]) => ({
    id,
    draw: (
      <div class="note note-4">
        <p class="note-text">
          <bdi>{shownText(line)}</bdi>
        </p>
      </div>
    ),
  }));
  return <Sheets groups={[{ id: 'lines', items }]} sizes={SIZES} columns={() => COLUMNS} most={MOST_LINES} when={JSON.stringify(view.lines)} />;
}

/** A sheet that is longer than the wall at its smallest is turned like a book, two columns at a time. */
function Shown({ view }: { readonly view: FormWall }) {
  const book = useRef<HTMLDivElement>(null);
  const written = `${view.sheet?.unit} ${JSON.stringify(view.sheet?.cells).length}`;
  useFit(book, SIZES, written);
  const [page, pages] = useBook(book, view.sheet?.unit, written);
  if (!view.sheet || !view.paper) return null;
  return (
    <div class="forms forms-page">
      {!view.show && view.scope === 'individual' && (
        <h2 class="forms-title">
          <bdi>{view.sheet.owner}</bdi>
        </h2>
      )}
      <div ref={book} class="forms-book">
        <SheetPage paper={view.paper} content={view.sheet} />
      </div>
      <PageMark page={page} of={pages} />
    </div>
  );
}
