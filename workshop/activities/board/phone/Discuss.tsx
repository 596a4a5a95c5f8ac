/** The room talks: the note in the spotlight, a line of my own, the results at hand. */

import { Beside } from '@kit/Beside';
import { NoteCard } from '@kit/NoteCard';
import { ranked } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { type BoardPhones, lang, type Level, sorted, t } from '@wire';
import type { BoardProps } from './board';
import { Note } from './Note';
import { OnWall } from './OnWall';
import { onTheWay, ownDots, refusedHere, text } from './overlay';
import { Publish } from './Publish';
import { Question } from './Question';
import { name } from './readers';
import { Concluded } from './Resolve';
import { Results } from './Results';
import { SelfRating } from './SelfRating';
import { Agree } from './TeamBoard';
import { colourOf, resultsOf } from './zones';

const PLACES_SHOWN = 5;

export function Discuss(props: BoardProps) {
  const { room, block, teams, parts } = props;
  const { shared } = block;
  const spotlit = shared.notes[shared.spotlit ?? ''];
  const votes = Object.keys(resultsOf(block) ?? {});
  const concluded = Object.keys(shared.conclusions ?? {}).length > 0;
  const items = onTheWay(room.outbox.value, block.id);
  return (
    <>
      <Question {...props} />
      {spotlit && <Note note={spotlit} shared={shared} teams={teams} class="board-spotlit" />}
      <parts.Refusals items={refusedHere(room.outbox.value, block.id)} />
      {shared.self && <SelfRating {...props} self={shared.self} />}
      {shared.publish !== undefined && <Mine {...props} circle={shared.publish} />}
      {shared.talk && <Line {...props} talk={shared.talk} />}
      <Lines {...props} />
      <Agree {...props} />
      <Concluded {...props} />
      {votes.length === 0 && shared.instances === undefined && !concluded && <OnWall {...props} />}
      {votes.map((vote) => (
        <Results key={vote} {...props} vote={vote} dots={ownDots(block.mine?.dots, items, vote)} first={PLACES_SHOWN} named={votes.length > 1} />
      ))}
    </>
  );
}

/** My private notes, each with the tick that makes it public. */
function Mine(props: BoardProps & { readonly circle: Level }) {
  const { block } = props;
  const mine = ranked(block.mine?.mine).filter((note) => !note.erased && note.person === undefined);
  if (mine.length === 0) return null;
  return (
    <section>
      <h2 class="section-title">{t('Mine')}</h2>
      <p class="soft">{t('Nobody sees it until you tick it; take the tick away and it is gone again.')}</p>
      <div class="board-notes">
        {mine.map((note) => (
          <NoteCard key={note.id} text={note.text} colour={colourOf(block.shared, note.zone)}>
            <Beside note={note} frame={block.shared} />
            <Publish {...props} note={note} />
          </NoteCard>
        ))}
      </div>
    </section>
  );
}

function Line({ room, block, team, parts, locked, talk }: BoardProps & { readonly talk: NonNullable<BoardPhones['talk']> }) {
  const forTeam = talk.reach === 'team';
  if (forTeam && !team) return <p class="soft">{t('You are in no team yet.')}</p>;
  return (
    <parts.Composer
      field="comment"
      label={t('Add one line, if you like')}
      send={t('Send')}
      longest={talk.longest}
      rows={2}
      hint={
        <p>
          {[forTeam ? t('Your team and the facilitator can read it.') : t('Everybody in the room can read this at once.'), name(block.shared.identity)].join(lang.value === 'zh' ? '' : ' ')}
        </p>
      }
      {...(locked ? { closed: t('The input is stopped for now.') } : {})}
      onSend={(line) => void room.ask('board/comment', { text: line }, { block: block.id })}
    />
  );
}

/** The lines of the room or of my team, mine with their state. */
function Lines({ room, block, parts }: BoardProps) {
  const waiting = onTheWay(room.outbox.value, block.id).filter((item) => item.wish.type === 'board/comment');
  const lines = sorted(ranked({ ...block.shared.comments, ...block.team?.comments }), (line) => -line.rank);
  if (lines.length + waiting.length === 0) return null;
  return (
    <section>
      <h2 class="section-title">{block.shared.talk?.reach === 'team' ? t('Lines from my team') : t('Lines from the room')}</h2>
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
