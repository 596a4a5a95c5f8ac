/** Dots on notes. What I placed shows at once and can be changed until the vote is closed. */

import { Button } from '@kit/Button';
import { ranked } from '@kit/ranked';
import { type BoardNote, pick, sorted, t, tn } from '@wire';
import { clusterName, Mark } from './Mark';
import type { BoardProps } from './board';
import { Dots } from './Dots';
import { Note } from './Note';
import { onTheWay, ownDots, refusedHere, total } from './overlay';
import { Question } from './Question';
import { Results } from './Results';
import { targetName } from './SelfRating';
import { boardNotes, textOf } from './zones';

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
  const place = (target: string, n: number) =>
    void room.ask('board/place_dots', { stage: stage.id, [voting.of ?? 'note']: target, dots: n }, { block: block.id });
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
  if (shared.voting?.of) return <Others {...props} of={shared.voting.of} />;
  const zones = ranked(shared.zones);
  const among = shared.voting?.zones;
  const notes = sorted(ranked(boardNotes(props.block)).filter(({ zone }) => !among || among[zone]), (note) => shared.zones[note.zone]?.rank ?? zones.length);
  if (notes.length === 0 && shared.instances === 'team') return <p class="soft">{t('Your team has written nothing yet.')}</p>;
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
  const { note, block, teams, dots } = props;
  return (
    <div class={(dots.get(note.id) ?? 0) > 0 ? 'board-target board-target-mine' : 'board-target'}>
      <Note note={note} shared={block.shared} teams={teams} bases={block.team?.refs} notes={boardNotes(block)} />
      <Place {...props} target={note.id} called={textOf(note)} />
    </div>
  );
}

/** Clusters with what lies in them, or zones. */
function Others(props: TargetsProps & { readonly of: 'cluster' | 'zone' }) {
  const { block, dots, of } = props;
  const { shared } = block;
  const targets = of === 'zone' ? ranked(shared.zones) : ranked(shared.clusters);
  return (
    <ul class="board-targets">
      {targets.map(({ id }) => (
        <li key={id} class={(dots.get(id) ?? 0) > 0 ? 'board-target board-target-mine' : 'board-target'}>
          <div class="note board-whole">{of === 'zone' ? pick(shared.zones[id]?.title ?? { zh: id, en: id }) : <Inside {...props} cluster={id} />}</div>
          <Place {...props} target={id} called={targetName(shared, id)} />
        </li>
      ))}
    </ul>
  );
}

function Inside({ block, cluster }: BoardProps & { readonly cluster: string }) {
  const { shared } = block;
  const one = shared.clusters?.[cluster];
  const notes = ranked(shared.notes).filter(({ id }) => shared.places?.[id] === cluster);
  return (
    <>
      {one && (
        <strong>
          <Mark mark={one.mark} /> {clusterName(one)}
        </strong>
      )}
      <ul class="board-inside">
        {notes.map((note) => (
          <li key={note.id}>
            <bdi>{textOf(note)}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

interface PlaceProps extends TargetsProps {
  readonly target: string;
  readonly called: string;
}

/** One button where one dot may lie there, else one less and one more. */
function Place({ target, called, dots, left, most, still, place }: PlaceProps) {
  const mine = dots.get(target) ?? 0;
  const mayAdd = !still && left > 0 && mine < most;
  return (
    <div class="board-place">
      {most === 1 ? (
        <Button
          class="board-dot"
          name={t('My dot on: {note}', { note: called })}
          pressed={mine > 0}
          disabled={still || (mine === 0 && left === 0)}
          onPress={() => place(target, mine > 0 ? 0 : 1)}
        >
          <Dots n={mine} of={1} />
        </Button>
      ) : (
        <>
          <Button class="board-step" name={t('One dot less on: {note}', { note: called })} disabled={still || mine === 0} onPress={() => place(target, mine - 1)}>
            −
          </Button>
          <Dots n={mine} of={most} />
          <Button class="board-step" name={t('One dot more on: {note}', { note: called })} disabled={!mayAdd} onPress={() => place(target, mine + 1)}>
            +
          </Button>
        </>
      )}
    </div>
  );
}
