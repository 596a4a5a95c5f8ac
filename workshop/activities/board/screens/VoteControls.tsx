/** Closing and opening a vote, and putting one of two equal notes first. */

import { Button, type KindConsoleProps, TeamMark } from '@kit';
import { type BoardConsole, sorted, t } from '@wire';
import { ties } from './ballots';
import { targetText } from './notes';

type Props = KindConsoleProps<BoardConsole>;

export function VoteControls(props: Props) {
  const { view, people, ask } = props;
  const { vote } = view;
  if (!vote) return null;
  const present = Object.values(people).filter(({ removed }) => !removed).length;
  return (
    <section class="desk-part">
      <h2 class="panel-title figures">{t('{n} of {of} have voted', { n: vote.voters, of: Math.max(present, vote.voters) })}</h2>
      {view.voting?.too_many !== undefined && (
        <output class="desk-hear">
          {t('There are {n} things to vote on, at most 40 are possible: hide some, or gather or cluster first.', { n: view.voting.too_many })}
        </output>
      )}
      <div class="desk-row">
        {vote.state === 'open' && <Button onPress={() => void ask('board/close_vote', { stage: vote.id })}>{t('Close the vote')}</Button>}
        {vote.state !== 'open' && (
          <Button onPress={() => void ask('board/reopen_vote', { stage: vote.id })}>
            {vote.state === 'closed' ? t('Let people vote again') : t('Open the vote')}
          </Button>
        )}
      </div>
      {vote.state === 'closed' && <Ties {...props} stage={vote.id} />}
    </section>
  );
}

function Ties({ view, teams, ask, stage }: Props & { readonly stage: string }) {
  const boardOf = (id: string | undefined) => view.notes[id ?? '']?.board;
  const found = ties(view.results?.[stage], boardOf);
  const shared = sorted(found, ([first]) => teams[boardOf(first) ?? '']?.number ?? 0);
  if (shared.length === 0) return null;
  return (
    <div class="ties">
      <p>{t('Equal dots. Which one comes first?')}</p>
      {shared.map((notes) => {
        const team = teams[boardOf(notes[0]) ?? ''];
        return (
          <ul key={notes.join()} class="tie">
            {team && (
              <li>
                <TeamMark team={team} named />
              </li>
            )}
            {notes.map((id) => (
              <li key={id}>
                <Button class="tie-note" onPress={() => void ask('board/break_tie', { stage, [view.results?.[stage]?.of ?? 'note']: id })}>
                  {targetText(view, id)}
                </Button>
              </li>
            ))}
          </ul>
        );
      })}
    </div>
  );
}
