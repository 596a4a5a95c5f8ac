/** Dots on notes. What I placed shows at once and can be changed until the vote is closed. */

import { Button } from '@kit/Button';
import { ranked } from '@kit/ranked';
import { type BoardNote, pick, sorted, t, tn } from '@wire';
import type { BoardProps } from './board';
import { Dots } from './Dots';
import { refusedHere } from './Gather';
import { Note } from './Note';
import { onTheWay, ownDots, total } from './overlay';
import { Question } from './Question';
import { Results } from './Results';
import { textOf } from './zones';

export function Vote(props: BoardProps) {
  const { room, block, parts, locked } = props;
  const { vote, voting, stage } = block.shared;
  if (!vote || !voting || !stage) return <Question {...props} />;
  const items = onTheWay(room.outbox.value, block.id);
  const dots = ownDots(block.mine?.dots, items, stage.id);
  const left = Math.max(0, voting.dots - total(dots));
  const refusals = <parts.Refusals items={refusedHere(room.outbox.value, block.id)} />;
  if (vote.state !== 'open') {
    return (
      <>
        <Question {...props} />
        {refusals}
        {vote.state === 'waiting' ? <p class="soft">{t('The vote begins soon.')}</p> : <Results {...props} vote={stage.id} dots={dots} />}
      </>
    );
  }
  const place = (note: string, n: number) =>
    void room.ask('board/place_dots', { stage: stage.id, note, dots: n }, { block: block.id });
  return (
    <>
      <Question {...props} />
      {refusals}
      <output class="board-budget">
        <Dots n={voting.dots - left} of={voting.dots} />
        <strong>{left > 0 ? tn(left, 'One dot left', '{n} dots left') : t('All placed; you can still move them.')}</strong>
        {items.some((item) => item.state === 'waiting') && <parts.Says state="waiting" />}
      </output>
      <p class="soft">{voting.secret ? t('Nobody sees the counts before the vote is closed.') : t('Everybody sees the counts as they grow.')}</p>
      <Targets {...props} dots={dots} left={left} most={voting.most} still={locked} place={place} />
    </>
  );
}

interface TargetsProps extends BoardProps {
  readonly dots: ReadonlyMap<string, number>;
  readonly left: number;
  readonly most: number;
  readonly still: boolean;
  readonly place: (note: string, dots: number) => void;
}

/** Column by column; within a column in the order of the wall. */
function Targets(props: TargetsProps) {
  const { shared } = props.block;
  const zones = ranked(shared.zones);
  const notes = sorted(ranked(shared.notes), (note) => shared.zones[note.zone]?.rank ?? zones.length);
  return (
    <ul class="board-targets">
      {notes.map((note, n) => (
        <li key={note.id}>
          {zones.length > 1 && notes[n - 1]?.zone !== note.zone && <p class="board-zone-title">{zoneTitle(props, note)}</p>}
          <Target {...props} note={note} />
        </li>
      ))}
    </ul>
  );
}

function zoneTitle({ block }: BoardProps, note: BoardNote): string {
  const zone = block.shared.zones[note.zone];
  return zone ? pick(zone.title) : '';
}

function Target(props: TargetsProps & { readonly note: BoardNote & { readonly id: string } }) {
  const { note, block, teams, dots, left, most, still, place } = props;
  const mine = dots.get(note.id) ?? 0;
  const mayAdd = !still && left > 0 && mine < most;
  return (
    <div class={mine > 0 ? 'board-target board-target-mine' : 'board-target'}>
      <Note note={note} shared={block.shared} teams={teams} />
      <div class="board-place">
        {most === 1 ? (
          <Button
            class="board-dot"
            name={t('My dot on: {note}', { note: textOf(note) })}
            pressed={mine > 0}
            disabled={still || (mine === 0 && left === 0)}
            onPress={() => place(note.id, mine > 0 ? 0 : 1)}
          >
            <Dots n={mine} of={1} />
          </Button>
        ) : (
          <>
            <Button class="board-step" name={t('One dot less on: {note}', { note: textOf(note) })} disabled={still || mine === 0} onPress={() => place(note.id, mine - 1)}>
              −
            </Button>
            <Dots n={mine} of={most} />
            <Button class="board-step" name={t('One dot more on: {note}', { note: textOf(note) })} disabled={!mayAdd} onPress={() => place(note.id, mine + 1)}>
              +
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
