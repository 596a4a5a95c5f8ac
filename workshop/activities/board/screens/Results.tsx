/** How the room voted: the first places in the accent, every bar grown from zero; two votes side by side to compare. */

import { Icon, IconDone, type Listed, noteColour, type NoteColour, type SheetGroup, Sheets, weightedLength } from '@kit';
import { type BoardResult, type BoardView, lang, t, tn } from '@wire';
import { ballots, type NamedResult, standings } from './ballots';
import { noteText, voted, zoneColours } from './notes';

const MOST = 14;
const FIRST = 3;
/** Texts up to this weighted length leave room for two columns of rows. */
const SHORT = 14;

export function Results({ view }: { readonly view: BoardView }) {
  const votes = view.stage?.type === 'vote' ? ballots(view, view.stage.id) : ballots(view);
  const rows = standings({ notes: voted(view, votes[0]?.result.of) }, votes);
  const colours = zoneColours(view);
  const most = Math.max(1, ...votes.flatMap(({ result }) => Object.values(result.notes).map(({ dots }) => dots)));
  const talks = view.stage?.type === 'discuss' && Object.keys(view.comments ?? {}).length > 0; // beside it stands what people say
  const two = rows.length > 6 && !talks && rows.every((row) => weightedLength(noteText(row)) <= SHORT);
  const group: SheetGroup = {
    id: 'places',
    items: rows.map((row) => ({
      id: row.id,
      draw: <Row row={row} votes={votes} most={most} colour={colourOf(view, row.id) ?? colours.get(row.zone)} talked={view.archived?.[row.id] === true} />,
    })),
  };
  const voters = votes.map(({ result }) => result.voters).join();
  return (
    <div class={two ? 'results results-two' : 'results'}>
      <p class="results-voters figures">{told(votes)}</p>
      <Sheets
        groups={[group]}
        sizes={[44, 36]}
        columns={() => (two ? 2 : 1)}
        most={MOST}
        below={12}
        down
        when={JSON.stringify([lang.value, voters, rows, two, view.archived])}
        from={view.stage?.id}
      />
    </div>
  );
}

/** A cluster keeps the colour of its symbol. */
function colourOf({ clusters }: BoardView, target: string): NoteColour | undefined {
  const cluster = clusters?.[target];
  return cluster && noteColour(cluster.mark);
}

function told(votes: readonly NamedResult[]): string {
  const [only] = votes;
  if (votes.length === 1 && only) return tn(only.result.voters, '{n} person voted', '{n} people voted');
  return votes.map(({ name, result }) => t('{name}: {n} voted', { name, n: result.voters })).join('  ·  ');
}

interface RowProps {
  readonly row: Listed<BoardView['notes'][string]>;
  readonly votes: readonly NamedResult[];
  readonly most: number;
  readonly colour?: NoteColour;
  /** It was talked about. */
  readonly talked: boolean;
}

function Row({ row, votes, most, talked, colour = 1 }: RowProps) {
  const places = votes.map(({ result }) => result.notes[row.id]?.place ?? 0);
  const first = votes.length === 1 && isFirst(votes[0]?.result, row.id);
  return (
    <div class={first ? 'result result-first' : 'result'}>
      {votes.length === 1 && <span class="result-place figures">{places[0]}</span>}
      <span class={talked ? 'result-note note-archived' : `result-note note-${colour}`}>
        {talked && <Icon of={IconDone} />}
        <bdi>{noteText(row)}</bdi>
        {talked && <span class="unseen">{t('talked about')}</span>}
      </span>
      <span class="result-bars">
        {votes.map((vote, n) => (
          <VoteBar key={vote.id} vote={vote} dots={vote.result.notes[row.id]?.dots ?? 0} most={most} nth={n} named={votes.length > 1} />
        ))}
      </span>
    </div>
  );
}

interface VoteBarProps {
  readonly vote: NamedResult;
  readonly dots: number;
  readonly most: number;
  readonly nth: number;
  readonly named: boolean;
}

function VoteBar({ vote, dots, most, nth, named }: VoteBarProps) {
  return (
    <span class="result-bar">
      {named && <span class="result-vote">{vote.name}</span>}
      <span class="result-track" aria-hidden="true">
        <span class={`result-fill result-fill-${nth}`} style={{ width: `${(100 * dots) / most}%` }} />
      </span>
      <span class="result-n figures">{dots}</span>
    </span>
  );
}

function isFirst(result: BoardResult | undefined, note: string): boolean {
  const found = result?.notes[note];
  return found !== undefined && found.dots > 0 && found.place <= FIRST;
}
