/** The board for the facilitator: every note they may read, the vote, and writing for those without a phone. */

import './console.css';
import { Button, byNumber, type Deeds, type KindConsoleProps, TeamMark } from '@kit';
import { type BoardConsole, t, tn } from '@wire';
import { ConsoleComments, ConsoleNotes } from './screens/ConsoleNotes';
import { EnterNote } from './screens/EnterNote';
import { noteText } from './screens/notes';
import { VoteControls } from './screens/VoteControls';

type Props = KindConsoleProps<BoardConsole>;

/** What the Next key says while it does more of the board. */
export function ahead({ type }: { readonly type: string }): string | undefined {
  return type === 'board/close_vote' ? t('Close the vote and show the dots') : undefined;
}

/** What a facilitator can do to a board, as it stands behind "Undo: ". */
export const deeds: Deeds<'board'> = {
  'board/enter_note': () => t('enter a note'),
  'board/show_example': () => t('show or hide the examples'),
  'board/release_notes': () => t('show the notes on the wall'),
  'board/hide_item': () => t('hide a note'),
  'board/restore_item': () => t('show a note again'),
  'board/spotlight': () => t('the note in the middle'),
  'board/move_note': () => t('move a note'),
  'board/return_note': () => t('give a note back to its team'),
  'board/close_vote': () => t('close the vote'),
  'board/reopen_vote': () => t('let people vote again'),
  'board/break_tie': () => t('break a tie'),
};

export function wordsOf({ notes, comments }: BoardConsole, item: string): string | undefined {
  const note = notes[item];
  return note ? noteText(note) : comments?.[item]?.text;
}

export default function BoardDesk(props: Props) {
  const { view } = props;
  const stage = view.stage?.type;
  const takesNotes = (stage === 'write' || stage === 'gather') && view.ceiling !== 'self';
  return (
    <div class="desk">
      <Standing {...props} />
      <Switches {...props} />
      {stage === 'vote' && <VoteControls {...props} />}
      {takesNotes && <EnterNote {...props} />}
      <ConsoleComments {...props} />
      <ConsoleNotes {...props} />
    </div>
  );
}

/** How many notes there are, by team; how many each team has handed in. */
function Standing({ view, teams }: Props) {
  const counts = view.stage?.type === 'gather' ? view.handed_in : view.written;
  if (!counts) return null;
  const words = view.stage?.type === 'gather' ? t('Handed in') : tn(view.total, '{n} note is written', '{n} notes are written');
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
