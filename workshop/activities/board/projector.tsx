/** The board on the wall: what the room has written, how it voted, the note that is being talked about. */

import './style.css';
import { Beside, fitAgain, Icon, IconWrite, type KindProjectorProps, NoteCard, noteColour, ranked, TeamMark, useFit, useFresh } from '@kit';
import { type BoardView, pick, t, tn, useEffect, useRef } from '@wire';
import { Boards, EmptyLayout } from './screens/Boards';
import { Comments } from './screens/Comments';
import { Counts } from './screens/Counts';
import { NoteWall } from './screens/NoteWall';
import { noteText } from './screens/notes';
import { Results } from './screens/Results';
import { CallStrip, ClusterWall, NameWall, ResolveWall, ShowWall } from './screens/StageWalls';
import { HandedIn, Voters } from './screens/strips';

type Props = KindProjectorProps<BoardView>;

const SPOTLIGHT = [90, 80, 72, 64, 54];

export default function BoardWall(props: Props) {
  const { view } = props;
  const talks = view.stage?.type === 'discuss' && ranked(view.comments).length > 0;
  useEffect(fitAgain, [talks]); // the comments take a third of the width, or give it back
  const spotlit = view.spotlit !== undefined && view.notes[view.spotlit] !== undefined;
  return (
    <div class={`board${talks ? ' board-talks' : ''}${spotlit ? ' board-spotlit' : ''}`}>
      <Strip {...props} />
      {view.shown !== undefined && <Whose view={view} teams={props.teams} />}
      <div class="board-main">
        <Scene {...props} />
      </div>
      {talks && <Comments comments={view.comments} teams={props.teams} />}
      {spotlit && <Spotlit key={view.spotlit} {...props} />}
    </div>
  );
}

/** Whose board it is that everybody looks at. */
function Whose({ view, teams }: Pick<Props, 'view' | 'teams'>) {
  const team = teams[view.shown ?? ''];
  return team ? (
    <p class="whose">
      <TeamMark team={team} named />
    </p>
  ) : null;
}

function Strip({ view, teams, people }: Props) {
  if (view.vote?.state === 'open') return <Voters voters={view.vote.voters} people={people} />;
  if (view.calls) return <CallStrip view={view} teams={teams} />;
  if (view.stage?.type === 'gather' && view.instances !== 'person') return <HandedIn handedIn={view.handed_in} teams={teams} />;
  return null;
}

function Scene(props: Props) {
  const { view, teams } = props;
  const fresh = useFresh(Object.keys(view.notes));
  if (view.stage?.type === 'cluster' && (view.clusters || view.places)) return <ClusterWall {...props} />;
  if (view.stage?.type === 'name' && view.clusters) return <NameWall {...props} />;
  if (votesOnClusters(view)) return <ClusterWall {...props} />;
  if (view.stage?.type === 'resolve' || sumsUp(view)) return <ResolveWall {...props} />;
  if (view.show) return <ShowWall {...props} />;
  if (showsResults(view)) return <Results view={view} />;
  if (Object.keys(view.notes).length > 0 || view.examples || view.shown) return <NoteWall key={view.shown} view={view} teams={teams} fresh={fresh} />;
  if (view.boards && view.stage?.type !== 'brief' && Object.keys(view.boards).length > 0) return <Boards view={view} teams={teams} />;
  if (written(view) > 0) return <Counts written={view.written ?? {}} teams={teams} />;
  if (view.layout !== 'wall' && view.layout !== 'columns') return <EmptyLayout view={view} />;
  return <Invitation {...props} />;
}

/** What the dots are for hangs there while people place them: clusters under their symbols, no single notes. */
function votesOnClusters({ stage, vote, clusters }: BoardView): boolean {
  return stage?.type === 'vote' && vote?.of === 'cluster' && vote.state !== 'closed' && clusters !== undefined;
}

/** The room talks about what teams or people concluded for it, until it looks at a board. */
function sumsUp({ stage, conclusions, shown }: BoardView): boolean {
  return stage?.type === 'discuss' && shown === undefined && Object.keys(conclusions ?? {}).length > 0;
}

/** The dots come up once the vote is closed, and stay while the room talks about them. */
function showsResults({ stage, vote, results, layout }: BoardView): boolean {
  if (layout !== 'wall' && layout !== 'columns') return false; // the dots stand on the notes, where they hang
  if (!Object.values(results ?? {}).some(({ notes }) => Object.keys(notes).length > 0)) return false;
  return stage?.type === 'discuss' || (stage?.type === 'vote' && vote?.state === 'closed');
}

function written(view: BoardView): number {
  return Object.values(view.written ?? {}).reduce((sum, n) => sum + n, 0);
}

/** An empty wall invites. */
function Invitation({ view, timer }: Props) {
  const zones = ranked(view.zones);
  return (
    <div class="invitation">
      <Icon of={IconWrite} />
      <p class="invitation-words">{invitation(view, timer?.length_ms)}</p>
      {zones.length > 1 && (
        <ul class="invitation-zones">
          {zones.map((zone, n) => (
            <li key={zone.id} class={`invitation-zone note-${noteColour(n)}`}>
              {pick(zone.title)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function invitation({ stage, publish }: BoardView, lengthMs: number | undefined): string {
  if (stage?.type === 'brief') return t('Think first, then write.');
  if (stage?.type === 'gather') return t('Choose on your phones, then hand in.');
  if (publish === 'room') return t('What you tick on your phone comes up here.');
  if (stage?.type !== 'write') return t('There is no note on the wall yet.');
  const minutes = Math.round((lengthMs ?? 0) / 60_000);
  if (minutes < 1) return t('Write first, one thing on each note');
  return tn(minutes, 'Write first for {n} minute, one thing on each note', 'Write first for {n} minutes, one thing on each note');
}

function Spotlit({ view, teams }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const note = view.notes[view.spotlit ?? ''];
  useFit(box, SPOTLIGHT, note && noteText(note));
  if (!note) return null;
  const zone = ranked(view.zones).findIndex(({ id }) => id === note.zone);
  return (
    <div ref={box} class="spotlight">
      <NoteCard
        text={noteText(note)}
        colour={noteColour(Math.max(0, zone))}
        by={note.by}
        team={note.team === undefined ? undefined : teams[note.team]}
      >
        <Beside note={note} frame={view} bases={view.refs} notes={view.notes} />
      </NoteCard>
    </div>
  );
}
