/** Notes go up: all of them by themselves, or the few that each team picks. */

import { Button } from '@kit/Button';
import { NoteCard } from '@kit/NoteCard';
import { ranked } from '@kit/ranked';
import { type Item, pick as worded, t, tn, useState } from '@wire';
import type { BoardProps } from './board';
import { OnWall } from './OnWall';
import { onTheWay, refusedHere, ticks } from './overlay';
import { Question } from './Question';
import { colourOf, textOf } from './zones';

export function Gather(props: BoardProps) {
  const { gather, notes, calls, call } = props.block.shared;
  if (gather?.how === 'calls') {
    const now = call && calls?.[call.id];
    return (
      <>
        <Question {...props} />
        {now ? <Called {...props} title={worded(now.title)} quota={now.per_team} /> : <p class="soft">{t('No cards are called for now.')}</p>}
        <OnWall {...props} />
      </>
    );
  }
  if (gather?.how !== 'pick') {
    return (
      <>
        <Question {...props} />
        <p>{tn(Object.keys(notes).length, 'One note is on the wall.', '{n} notes are on the wall.')}</p>
        <OnWall {...props} />
      </>
    );
  }
  const ownBoard = props.block.shared.instances === 'person';
  return (
    <>
      <Question {...props} />
      {props.team && !ownBoard ? <Picking {...props} pick={gather.pick} /> : <Alone {...props} pick={gather.pick} />}
      <OnWall {...props} />
    </>
  );
}

/** What is called for, large; the team's cards; as many as are wanted go up, one by one or together. */
function Called(props: BoardProps & { readonly title: string; readonly quota: number }) {
  const { block, me, title, quota } = props;
  const given = block.shared.call?.given[me.team ?? me.id] ?? 0;
  return (
    <>
      <p class="board-call">{title}</p>
      {given >= quota ? (
        <props.parts.Notice tone="calm">{tn(quota, 'Your team’s card is on the wall. Wait for the next call.', 'Your team’s {n} cards are on the wall. Wait for the next call.')}</props.parts.Notice>
      ) : (
        <Picking {...props} pick={quota} given={given} atMost />
      )}
    </>
  );
}

interface PickingProps extends BoardProps {
  readonly pick: number;
  /** How many of them are up already, where not all that were handed in count. */
  readonly given?: number;
  /** Fewer will do, too. */
  readonly atMost?: boolean;
}

function Picking(props: PickingProps) {
  const { room, block, team, me, locked, parts, pick, atMost = false } = props;
  const items = onTheWay(room.outbox.value, block.id);
  const notes = ranked(block.team?.notes);
  const { on, waits } = ticks(block.team, items);
  const handedIn = props.given ?? Object.keys(block.team?.handed_in ?? {}).length;
  const picked = notes.filter((note) => on.has(note.id)).length + handedIn;
  // without a scribe anybody may tick
  const mayTick = !locked && (team?.scribe === undefined || team.scribe === me.id);
  const handIn = () => void room.ask('board/hand_in', {}, { block: block.id });
  const tick = (note: string) => void room.ask('board/tick_note', { note, on: !on.has(note) }, { block: block.id });
  return (
    <>
      <parts.Refusals items={refusedHere(room.outbox.value, block.id)} />
      {handedIn < pick && <parts.Scribe />}
      {handedIn >= pick ? (
        <parts.Notice tone="calm">{tn(handedIn, 'Your team’s note is on the wall.', 'Your team’s {n} notes are on the wall.')}</parts.Notice>
      ) : (
        <section>
          <h2 class="section-title">
            {tn(pick, 'Pick one note', 'Pick {n} notes')}{' '}
            <span class="figures">
              {picked} / {pick}
            </span>
          </h2>
          <div class="board-notes">
            {notes.map((note) => (
              <Tickable
                key={note.id}
                text={textOf(note)}
                colour={colourOf(block.shared, note.zone)}
                ticked={on.has(note.id)}
                waits={waits.has(note.id)}
                disabled={!mayTick || (picked >= pick && !on.has(note.id))}
                onTick={() => tick(note.id)}
                says={parts.Says}
              />
            ))}
          </div>
          {notes.length === 0 && <p class="soft">{t('Your team has written nothing yet.')}</p>}
          {mayTick && notes.length > 0 && <HandIn missing={atMost && picked > handedIn ? 0 : pick - picked} items={items} onHandIn={handIn} />}
        </section>
      )}
    </>
  );
}

interface TickableProps {
  readonly text: string;
  readonly colour: ReturnType<typeof colourOf>;
  readonly ticked: boolean;
  readonly waits: boolean;
  readonly disabled: boolean;
  readonly onTick: () => void;
  readonly says: BoardProps['parts']['Says'];
}

function Tickable({ text, colour, ticked, waits, disabled, onTick, says: Says }: TickableProps) {
  return (
    <label class={ticked ? 'board-tick board-ticked' : 'board-tick'}>
      <input type="checkbox" aria-label={text} checked={ticked} disabled={disabled} onChange={onTick} />
      <span class="board-box" aria-hidden="true" />
      <NoteCard text={text} colour={colour}>
        {waits && <Says state="waiting" />}
      </NoteCard>
    </label>
  );
}

interface HandInProps {
  readonly missing: number;
  readonly items: readonly Item[];
  /** They go to the team, not to the wall. */
  readonly toTeam?: boolean;
  readonly onHandIn: () => void;
}

function HandIn({ missing, items, toTeam = false, onHandIn }: HandInProps) {
  const waits = items.some((item) => item.wish.type === 'board/hand_in');
  const ready = missing === 0 && !waits;
  return (
    <Button look="primary" class="button-wide" disabled={!ready} onPress={onHandIn}>
      {handInWords(missing, waits, toTeam)}
    </Button>
  );
}

function handInWords(missing: number, waits: boolean, toTeam: boolean): string {
  if (waits) return t('Waiting to be sent');
  return missing > 0 ? tn(missing, 'Pick one more', 'Pick {n} more') : toTeam ? t('Give them to my team') : t('Put them on the wall');
}

/** Somebody without a team picks among their own notes. What they tick stays here until it goes up. */
function Alone({ room, block, locked, parts, pick }: BoardProps & { readonly pick: number }) {
  const [on, setOn] = useState<ReadonlySet<string>>(new Set());
  const { shared, mine } = block;
  const own = ranked(mine?.mine).filter((note) => !note.erased);
  const given = (note: string) => shared.notes[note] !== undefined || block.team?.notes?.[note] !== undefined;
  const ownBoard = shared.instances === 'person';
  const waiting = own.filter((note) => !given(note.id));
  const missing = pick - (own.length - waiting.length);
  const picked = waiting.filter((note) => on.has(note.id)).length;
  const items = onTheWay(room.outbox.value, block.id);
  const tick = (id: string) => setOn(new Set(on.has(id) ? [...on].filter((other) => other !== id) : [...on, id]));
  const handIn = () => {
    for (const { id } of waiting) void room.ask('board/tick_note', { note: id, on: on.has(id) }, { block: block.id });
    void room.ask('board/hand_in', {}, { block: block.id });
  };
  if (missing <= 0) {
    return (
      <>
        <parts.Notice tone="calm">
          {ownBoard ? tn(pick, 'Your team can read your note now.', 'Your team can read your {n} notes now.') : tn(pick, 'Your note is on the wall.', 'Your {n} notes are on the wall.')}
        </parts.Notice>
        {ownBoard && (
          <div class="board-notes">
            {own.filter((note) => given(note.id)).map((note) => (
              <NoteCard key={note.id} text={note.text} colour={colourOf(shared, note.zone)} />
            ))}
          </div>
        )}
      </>
    );
  }
  return (
    <section>
      <parts.Refusals items={refusedHere(room.outbox.value, block.id)} />
      <p class="soft">{ownBoard ? t('Tick what your team may read. The rest stays with you.') : t('You are in no team: pick among your own notes.')}</p>
      <h2 class="section-title">
        {tn(missing, 'Pick one note', 'Pick {n} notes')}{' '}
        <span class="figures">
          {picked} / {missing}
        </span>
      </h2>
      <div class="board-notes">
        {waiting.map((note) => (
          <Tickable
            key={note.id}
            text={note.text}
            colour={colourOf(shared, note.zone)}
            ticked={on.has(note.id)}
            waits={false}
            disabled={locked || (picked >= missing && !on.has(note.id))}
            onTick={() => tick(note.id)}
            says={parts.Says}
          />
        ))}
      </div>
      {waiting.length === 0 && <p class="soft">{t('You have written nothing yet.')}</p>}
      {!locked && waiting.length > 0 && <HandIn missing={missing - picked} items={items} toTeam={ownBoard} onHandIn={handIn} />}
    </section>
  );
}
