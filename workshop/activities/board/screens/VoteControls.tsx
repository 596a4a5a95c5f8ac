/** Closing and opening a vote, and putting one of two equal notes first. */

import { Button, type KindConsoleProps } from '@kit';
import { type BoardConsole, t } from '@wire';
import { ties } from './ballots';
import { noteText } from './notes';

type Props = KindConsoleProps<BoardConsole>;

export function VoteControls(props: Props) {
  const { view, people, ask } = props;
  const { vote } = view;
  if (!vote) return null;
  const present = Object.values(people).filter(({ removed }) => !removed).length;
  return (
    <section class="desk-part">
      <h2 class="panel-title figures">{t('{n} of {of} have voted', { n: vote.voters, of: Math.max(present, vote.voters) })}</h2>
      <div class="desk-row">
        {vote.state === 'open' && <Button onPress={() => void ask('board/close_vote', { stage: vote.id })}>{t('Close the vote')}</Button>}
        {vote.state === 'closed' && (
          <Button onPress={() => void ask('board/reopen_vote', { stage: vote.id })}>{t('Let people vote again')}</Button>
        )}
      </div>
      {vote.state === 'closed' && <Ties {...props} stage={vote.id} />}
    </section>
  );
}

function Ties({ view, ask, stage }: Props & { readonly stage: string }) {
  const shared = ties(view.results?.[stage]);
  if (shared.length === 0) return null;
  return (
    <div class="ties">
      <p>{t('Equal dots. Which one comes first?')}</p>
      {shared.map((notes) => (
        <ul key={notes.join()} class="tie">
          {notes.map((id) => {
            const note = view.notes[id];
            return (
              note && (
                <li key={id}>
                  <Button class="tie-note" onPress={() => void ask('board/break_tie', { stage, note: id })}>
                    {noteText(note)}
                  </Button>
                </li>
              )
            );
          })}
        </ul>
      ))}
    </div>
  );
}
