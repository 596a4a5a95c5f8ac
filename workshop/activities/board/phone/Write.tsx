/** Writing: the field at the top, my notes below it, then what others may already be read. */

import { ranked } from '@kit/ranked';
import { type BoardPhones, lang, t, tn, useState } from '@wire';
import { Bases, stillToTick } from './Bases';
import type { BoardProps } from './board';
import { Colleagues } from './Colleagues';
import { Examples } from './Examples';
import { Mine } from './Mine';
import { Note } from './Note';
import { onTheWay, type OwnNote, ownNotes } from './overlay';
import { Prompts } from './Prompts';
import { Question } from './Question';
import { whoReads } from './readers';
import { boardNotes, choiceOf, colourOf, fieldsOf, FITS_THE_WALL } from './zones';

type Rules = NonNullable<BoardPhones['write']>;

export function Write(props: BoardProps) {
  const { room, block, parts, locked } = props;
  const { write, stage } = block.shared;
  if (!write || !stage) return <Question {...props} />;
  const items = onTheWay(room.outbox.value, block.id);
  const notes = ownNotes(block.mine?.mine, items, stage.id);
  const given = howMany(props, write, notes);
  const noTeam = block.shared.instances === 'team' && !props.me.team;
  return (
    <>
      <Question {...props} />
      <Prompts {...props} />
      <Examples {...props} />
      {noTeam ? (
        <parts.Notice tone="calm">{t('Join a team first: this is written on the team’s board.')}</parts.Notice>
      ) : given >= write.most && !locked ? (
        <parts.Notice tone="calm">{allWritten(write)}</parts.Notice>
      ) : write.into === 'others' ? (
        <Colleagues {...props} notes={notes} />
      ) : (
        <OwnBoard {...props} />
      )}
      <Mine {...props} notes={notes} count={countWords(write, given)} />
      <Others {...props} />
    </>
  );
}

function OwnBoard(props: BoardProps) {
  const { room, block, parts, locked } = props;
  const { shared } = block;
  const [zone, setZone] = useState<string>();
  const [on, setOn] = useState<ReadonlySet<string>>(new Set());
  const { write } = shared;
  if (!write) return null;
  const rests = write.rests !== undefined;
  const missing = rests ? stillToTick(block, zone, on) : undefined;
  const fields = fieldsOf(shared);
  const send = (text: string, chosen: string | undefined, beside: Readonly<Record<string, string>>) => {
    const more = { ...(chosen ? { zone: chosen } : {}), ...(fields.length > 0 ? { fields: beside } : {}), ...(rests ? { refs: [...on] } : {}) };
    void room.ask('board/add_note', { text, ...more }, { block: block.id });
    setOn(new Set());
  };
  return (
    <parts.Composer
      field="note"
      label={write.most > 1 ? t('Write a note: one thing on each') : t('Write your note')}
      send={t('Send')}
      choice={choiceOf(shared)}
      colour={(chosen) => colourOf(shared, chosen)}
      {...(rests ? { onChoose: setZone } : {})}
      longest={write.longest}
      shortest={write.shortest}
      fits={FITS_THE_WALL}
      {...(fields.length > 0 ? { fields } : {})}
      {...(rests ? { more: <Bases {...props} zone={zone} on={on} onChange={setOn} /> } : {})}
      {...(missing === undefined ? {} : { missing })}
      hint={<p>{whoReads(shared).join(lang.value === 'zh' ? '' : ' ')}</p>}
      {...(locked ? { closed: t('The input is stopped for now.') } : {})}
      onSend={send}
    />
  );
}

/** The limit counts for me, or for my team as a whole. */
function howMany({ block, me }: BoardProps, write: Rules, mine: readonly OwnNote[]): number {
  if (write.scope === 'individual') return mine.length;
  const waiting = mine.filter((note) => note.waits).length;
  return (block.shared.written?.[me.team ?? '-'] ?? 0) + waiting;
}

function allWritten(write: Rules): string {
  return write.scope === 'team'
    ? tn(write.most, 'Your team has written its note. You can still change it.', 'Your team has written its {n} notes. You can still change them.')
    : tn(write.most, 'You have written your note. You can still change it.', 'You have written your {n} notes. You can still change them.');
}

function countWords(write: Rules, given: number): string {
  const missing = write.least - given;
  const count = t('{n} of {most}', { n: given, most: write.most });
  return missing > 0 ? `${count} · ${tn(missing, 'one more, please', '{n} more, please')}` : count;
}

/** What my team wrote, where it may be read already, and what is on the wall. */
function Others(props: BoardProps) {
  const { block, teams } = props;
  const { shared, team, mine } = block;
  const on = boardNotes(block);
  const wall = shared.instances === 'team' ? [] : ranked(shared.notes);
  const others = [...ranked(team?.notes), ...wall].filter((note) => !mine?.mine?.[note.id]);
  if (others.length === 0) return null;
  return (
    <section>
      <h2 class="section-title">
        {shared.write?.reach === 'team' || shared.instances === 'team' ? t('From your team') : t('From the others')}{' '}
        <span class="figures">{others.length}</span>
      </h2>
      <div class="board-notes">
        {others.map((note) => (
          <Note key={note.id} note={note} shared={shared} teams={teams} bases={team?.refs} notes={on}>
            {note.brought && <p class="soft">{t('brought along')}</p>}
          </Note>
        ))}
      </div>
    </section>
  );
}
