/** Writing: the field at the top, my notes below it, then what others may already be read. */

import { ranked } from '@kit/ranked';
import { type BoardPhones, lang, t, tn } from '@wire';
import type { BoardProps } from './board';
import { Examples } from './Examples';
import { Mine } from './Mine';
import { Note } from './Note';
import { onTheWay, type OwnNote, ownNotes } from './overlay';
import { Question } from './Question';
import { whoReads } from './readers';
import { colourOf, FITS_THE_WALL, zonesOf } from './zones';

type Rules = NonNullable<BoardPhones['write']>;

export function Write(props: BoardProps) {
  const { room, block, parts, locked } = props;
  const { write, stage } = block.shared;
  if (!write || !stage) return <Question {...props} />;
  const items = onTheWay(room.outbox.value, block.id);
  const notes = ownNotes(block.mine?.mine, items, stage.id);
  const given = howMany(props, write, notes);
  return (
    <>
      <Question {...props} />
      <Examples {...props} />
      {given >= write.most && !locked ? (
        <parts.Notice tone="calm">{allWritten(write)}</parts.Notice>
      ) : (
        <parts.Composer
          field="note"
          label={write.most > 1 ? t('Write a note: one thing on each') : t('Write your note')}
          send={t('Send')}
          choice={{ label: t('Choose a column'), options: zonesOf(block.shared) }}
          colour={(zone) => colourOf(block.shared, zone)}
          longest={write.longest}
          shortest={write.shortest}
          fits={FITS_THE_WALL}
          hint={<p>{whoReads(block.shared).join(lang.value === 'zh' ? '' : ' ')}</p>}
          {...(locked ? { closed: t('The input is stopped for now.') } : {})}
          onSend={(text, zone) => void room.ask('board/add_note', { text, ...(zone ? { zone } : {}) }, { block: block.id })}
        />
      )}
      <Mine {...props} notes={notes} count={countWords(write, given)} />
      <Others {...props} />
    </>
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
function Others({ block, teams }: BoardProps) {
  const { shared, team, mine } = block;
  const others = [...ranked(team?.notes), ...ranked(shared.notes)].filter((note) => !mine?.mine?.[note.id]);
  if (others.length === 0) return null;
  return (
    <section>
      <h2 class="section-title">
        {shared.write?.reach === 'team' ? t('From your team') : t('From the others')}{' '}
        <span class="figures">{others.length}</span>
      </h2>
      <div class="board-notes">
        {others.map((note) => (
          <Note key={note.id} note={note} shared={shared} teams={teams} />
        ))}
      </div>
    </section>
  );
}
