/** Putting notes where they belong: tap a note and then a zone, drag it, or choose from its list. */

import { Beside } from '@kit/Beside';
import { IconMove } from '@kit/icons';
import { Icon } from '@kit/Icon';
import { useDragging, useTouched } from '@kit/drag';
import { NoteCard } from '@kit/NoteCard';
import { ranked } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { pick, t, useRef, useState } from '@wire';
import type { BoardProps } from './board';
import { Inbox, InboxTools } from './Inbox';
import { lastOf, onTheWay, refusedHere, said } from './overlay';
import { Publish } from './Publish';
import { Question } from './Question';
import { boardNotes, colourOf, textOf } from './zones';

export interface Placeable {
  readonly id: string;
  readonly text: string;
  readonly erased?: boolean | undefined;
  readonly zone: string;
  readonly mine: boolean;
  readonly received: boolean;
  readonly published?: boolean | undefined;
  readonly fields?: Readonly<Record<string, string>> | undefined;
  readonly refs?: Readonly<Record<string, true>> | undefined;
}

export function Place(props: BoardProps) {
  const { room, block, locked, parts } = props;
  const { shared } = block;
  const [held, hold] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  const touched = useTouched(box);
  const items = onTheWay(room.outbox.value, block.id);
  const moves = lastOf(items, 'board/place_note', 'note');
  const notes = placeable(props).map((note) => {
    const moved = moves.get(note.id);
    return { ...note, zone: (moved && said(moved, 'zone')) ?? note.zone };
  });
  const may = shared.place?.by !== 'facilitator' && !locked;
  const move = (note: string, zone: string) => {
    hold(undefined);
    if (notes.find(({ id }) => id === note)?.zone !== zone) void room.ask('board/place_note', { note, zone }, { block: block.id });
  };
  useDragging(box, move, { on: may && touched });
  const arrive = shared.instances === 'person';
  return (
    <>
      <Question {...props} />
      {arrive && <Inbox {...props} />}
      <parts.Refusals items={refusedHere(room.outbox.value, block.id)} />
      {notes.length > 0 && may && <p class="soft">{held === undefined ? t('Tap a note, then the zone it belongs to. Or drag it by its handle.') : t('Now tap the zone it belongs to.')}</p>}
      {!may && !locked && <p class="soft">{t('The facilitator moves the notes; you see where they go.')}</p>}
      <div ref={box}>
        {ranked(shared.zones).map(({ id, title }) => {
          const here = notes.filter((note) => note.zone === id);
          if (here.length === 0 && id === 'inbox') return null;
          return (
            <section key={id} class="board-drop" data-drop={id}>
              {held !== undefined && id !== 'inbox' ? (
                <button type="button" class="button board-drop-here" onClick={() => move(held, id)}>
                  {t('Put it here: {zone}', { zone: pick(title) })}
                </button>
              ) : (
                <h2 class="section-title">
                  {pick(title)} <span class="figures">{here.length}</span>
                </h2>
              )}
              <div class="board-notes">
                {here.map((note) => (
                  <div key={note.id} data-drag={note.id}>
                    <NoteCard text={shownText(note)} erased={note.erased} colour={colourOf(shared, id)} {...(held === note.id ? { class: 'board-held' } : {})}>
                      <Beside note={note} frame={shared} bases={block.team?.refs} notes={boardNotes(block)} />
                      {may && <Tools {...props} note={note} held={held === note.id} onHold={() => hold(held === note.id ? undefined : note.id)} onMove={(zone) => move(note.id, zone)} />}
                    </NoteCard>
                  </div>
                ))}
              </div>
            </section>
          );
        })}
      </div>
    </>
  );
}

interface ToolsProps extends BoardProps {
  readonly note: Placeable;
  readonly held: boolean;
  readonly onHold: () => void;
  readonly onMove: (zone: string) => void;
}

function Tools(props: ToolsProps) {
  const { block, note, held, onHold, onMove } = props;
  const zones = ranked(block.shared.zones).filter(({ id }) => id !== 'inbox' || note.zone === 'inbox');
  return (
    <div class="board-tools">
      <button type="button" class="button button-quiet board-grip" data-handle aria-pressed={held} aria-label={t('Move: {note}', { note: note.text })} onClick={onHold}>
        <Icon of={IconMove} />
      </button>
      <select class="board-move" aria-label={t('Move to')} value={note.zone} onChange={(event) => onMove(event.currentTarget.value)}>
        {zones.map(({ id, title }) => (
          <option key={id} value={id}>
            {pick(title)}
          </option>
        ))}
      </select>
      {note.received && <InboxTools {...props} note={note} />}
      {note.mine && block.shared.place?.publish !== undefined && note.zone === 'open' && <Publish {...props} note={note} circle={block.shared.place.publish} />}
    </div>
  );
}

/** What I may move now: my own, my board, my team's, or everybody's. */
function placeable({ block, me }: BoardProps): Placeable[] {
  const { shared, mine } = block;
  const own = ranked(mine?.mine).filter(({ person }) => person === undefined).map((note) => ({ ...note, mine: true, received: false }));
  const received = ranked(mine?.received).filter(({ away }) => !away).map((note) => ({ ...note, mine: false, received: true }));
  if (shared.place?.by === 'owner' || shared.place?.by === 'author') return [...own, ...received];
  const known = { ...shared.notes, ...boardNotes(block), ...block.team?.notes };
  return ranked(known)
    .filter((note) => shared.place?.by !== 'team' || shared.instances === 'team' || note.team === me.team)
    .map((note) => ({ ...note, text: textOf(note), mine: mine?.mine?.[note.id] !== undefined, received: false }));
}
