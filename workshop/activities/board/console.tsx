/** The board for the facilitator: every note they may read, the vote, and writing for those without a phone. */

import './console.css';
import { Button, byNumber, type Deeds, type KindConsoleProps, PresentDesk, TeamMark } from '@kit';
import { type BoardConsole, t, tn } from '@wire';
import { ConsoleComments, ConsoleNotes } from './screens/ConsoleNotes';
import { ClusterDesk } from './screens/ClusterDesk';
import { EnterNote } from './screens/EnterNote';
import { noteText } from './screens/notes';
import { CallDesk, NameDesk, ResolveDesk } from './screens/StageDesks';
import { VoteControls } from './screens/VoteControls';

type Props = KindConsoleProps<BoardConsole>;

const AHEAD: Readonly<Record<string, () => string>> = {
  'board/close_vote': () => t('Close the vote and show the dots'),
  'board/open_call': () => t('The next call'),
  'board/set_clustering': () => t('From pairs to clusters'),
  'board/mark_rest': () => t('Set the rest aside'),
  'board/next_cluster': () => t('The next cluster'),
  'board/close_agree': () => t('Count the hands and show them'),
  'board/next_team': () => t('The next team begins'),
  'board/end_turn': () => t('Listeners rate now'),
  'board/close_rating': () => t('Close the rating and show it'),
};

/** What the Next key says while it does more of the board. */
export function ahead({ type }: { readonly type: string }): string | undefined {
  return AHEAD[type]?.();
}

/** What a facilitator can do to a board, as it stands behind "Undo: ". */
export const deeds: Deeds<'board'> = {
  'board/enter_note': () => t('enter a note'),
  'board/show_example': () => t('show or hide the examples'),
  'board/release_notes': () => t('show the notes on the wall'),
  'board/hide_item': () => t('hide a note'),
  'board/restore_item': () => t('show a note again'),
  'board/spotlight': () => t('the note in the middle'),
  'board/archive': () => t('check a note off'),
  'board/move_note': () => t('move a note'),
  'board/swap_zones': () => t('exchange two zones'),
  'board/show_board': () => t('the board on the wall'),
  'board/put_up': () => t('hand a note in for a team'),
  'board/return_note': () => t('give a note back to its team'),
  'board/close_vote': () => t('close the vote'),
  'board/reopen_vote': () => t('let people vote again'),
  'board/break_tie': () => t('break a tie'),
  'board/open_call': () => t('call for cards'),
  'board/close_call': () => t('end a call'),
  'board/group_notes': () => t('put notes together'),
  'board/loosen_notes': () => t('take notes out of a cluster'),
  'board/set_aside': () => t('set notes aside'),
  'board/mark_rest': () => t('set the rest aside'),
  'board/merge_clusters': () => t('merge two clusters'),
  'board/split_cluster': () => t('split a cluster'),
  'board/set_clustering': () => t('pairs or clusters'),
  'board/suggest_clusters': () => t('look for the same words'),
  'board/accept_suggestion': () => t('accept a suggestion'),
  'board/dismiss_suggestion': () => t('leave a suggestion'),
  'board/merge_notes': () => t('make two notes one'),
  'board/separate_note': () => t('make one note two'),
  'board/confirm_name': () => t('name a cluster'),
  'board/take_name': () => t('take a name'),
  'board/next_cluster': () => t('go to another cluster'),
  'board/enter_field': () => t('fill in a field'),
  'board/close_agree': () => t('count the hands'),
  'board/reopen_agree': () => t('let people show again'),
  'board/pin_result': () => t('what the room goes by'),
  'board/set_owner': () => t('set an owner'),
  'board/next_team': () => t('the next team'),
  'board/end_turn': () => t('end a turn'),
  'board/close_rating': () => t('close a rating'),
  'board/reopen_rating': () => t('open a rating again'),
  'board/skip_team': () => t('pass over a team'),
  'board/add_turn_time': () => t('more time for a team'),
  'board/set_queue': () => t('who presents'),
  'board/draw_queue': () => t('draw who presents'),
};

export function wordsOf({ notes, comments, clusters, naming }: BoardConsole, item: string): string | undefined {
  const note = notes[item];
  return note ? noteText(note) : (comments?.[item] ?? clusters?.[item]?.name ?? naming?.proposals?.[item])?.text;
}

export default function BoardDesk(props: Props) {
  const { view } = props;
  const stage = view.stage?.type;
  const takesNotes = (stage === 'write' || stage === 'gather') && view.ceiling !== 'self';
  if (stage === 'cluster') return <ClusterDesk {...props} />;
  return (
    <div class="desk">
      <Standing {...props} />
      <Switches {...props} />
      {stage === 'vote' && <VoteControls {...props} />}
      {view.calls && <CallDesk {...props} />}
      {stage === 'name' && <NameDesk {...props} />}
      {view.show && <PresentDesk room={props.room} kind="board" show={view.show} teams={props.teams} people={props.people} ask={props.ask} />}
      <ResolveDesk {...props} />
      {takesNotes && <EnterNote {...props} />}
      <ConsoleComments {...props} />
      <ConsoleNotes {...props} />
    </div>
  );
}

/** How many notes there are, by team; how many each team has handed in. */
function Standing({ view, teams }: Props) {
  const counts = view.stage?.type === 'gather' ? view.handed_in : view.written;
  if (!counts || (view.stage?.type === 'gather' && view.instances === 'person')) return null;
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const words = view.stage?.type === 'gather' ? t('Handed in') : tn(total, '{n} note is written', '{n} notes are written');
  return (
    <section class="desk-part">
      <h2 class="panel-title figures">{words}</h2>
      <ul class="desk-counts figures">
        {byNumber(teams).map((team) => (
          <li key={team.id}>
            <TeamMark team={team} named />
            <strong>{counts[team.id] ?? 0}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Switches({ view, ask }: Props) {
  const stage = view.stage?.type;
  const closed = stage === 'write' && view.write?.reach !== 'room' && view.ceiling === 'room';
  const examples = view.examples && Object.keys(view.examples).length > 0;
  if (!closed && !examples) return null;
  return (
    <div class="desk-row">
      {examples && (
        <Button pressed={view.example_shown ?? false} onPress={() => void ask('board/show_example', { on: !view.example_shown })}>
          {t('Show the examples')}
        </Button>
      )}
      {closed && <Button onPress={() => void ask('board/release_notes')}>{t('Show the notes on the wall now')}</Button>}
    </div>
  );
}
