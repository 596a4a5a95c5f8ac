/** The room talks: the note in the spotlight, a line of my own, the results at hand. */

import { ranked } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { lang, sorted, t } from '@wire';
import type { BoardProps } from './board';
import { refusedHere } from './Gather';
import { Note } from './Note';
import { onTheWay, ownDots, text } from './overlay';
import { Question } from './Question';
import { name } from './readers';
import { Concluded } from './Resolve';
import { Results } from './Results';
import { SelfRating } from './SelfRating';

const PLACES_SHOWN = 5;

export function Discuss(props: BoardProps) {
  const { room, block, teams, parts } = props;
  const { shared } = block;
  const spotlit = shared.notes[shared.spotlit ?? ''];
  const votes = Object.keys(shared.results ?? {});
  const items = onTheWay(room.outbox.value, block.id);
  return (
    <>
      <Question {...props} />
      {spotlit && <Note note={spotlit} shared={shared} teams={teams} class="board-spotlit" />}
      <parts.Refusals items={refusedHere(room.outbox.value, block.id)} />
      {shared.self && <SelfRating {...props} self={shared.self} />}
      {shared.talk && <Line {...props} longest={shared.talk.longest} />}
      <Lines {...props} />
      <Concluded {...props} />
      {votes.map((vote) => (
        <Results key={vote} {...props} vote={vote} dots={ownDots(block.mine?.dots, items, vote)} first={PLACES_SHOWN} />
      ))}
    </>
  );
}

function Line({ room, block, parts, locked, longest }: BoardProps & { readonly longest: number }) {
  return (
    <parts.Composer
      field="comment"
      label={t('Add one line, if you like')}
      send={t('Send')}
      longest={longest}
      rows={2}
      hint={
        <p>
          {[t('Everybody in the room can read this at once.'), name(block.shared.identity)].join(lang.value === 'zh' ? '' : ' ')}
        </p>
      }
      {...(locked ? { closed: t('The input is stopped for now.') } : {})}
      onSend={(line) => void room.ask('board/comment', { text: line }, { block: block.id })}
    />
  );
}

/** The lines of the room, mine with their state. */
function Lines({ room, block, parts }: BoardProps) {
  const waiting = onTheWay(room.outbox.value, block.id).filter((item) => item.wish.type === 'board/comment');
  const lines = sorted(ranked(block.shared.comments), (line) => -line.rank);
  if (lines.length + waiting.length === 0) return null;
  return (
    <section>
      <h2 class="section-title">{t('Lines from the room')}</h2>
      <ul class="board-lines">
        {waiting.map((item) => (
          <li key={item.id}>
            <bdi>{text(item)}</bdi> <parts.Says state={item.state === 'waiting' ? 'waiting' : 'delivered'} />
          </li>
        ))}
        {lines.map((line) => (
          <li key={line.id}>
            <bdi class={line.erased && 'erased'}>{shownText(line)}</bdi> <span class="soft">{block.mine?.comments?.[line.id] ? t('mine') : line.by}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
