/** My notes with their state in words, to change and to delete; and those the server did not take, to write again. */

import { Button } from '@kit/Button';
import { IconRemove, IconWrite } from '@kit/icons';
import { NoteCard } from '@kit/NoteCard';
import { shownText } from '@kit/shownText';
import { type Item, sentence, t, useRef, useState } from '@wire';
import type { BoardProps } from './board';
import { said, text, type OwnNote } from './overlay';
import { colourOf, FITS_THE_WALL, zonesOf } from './zones';

interface MineProps extends BoardProps {
  readonly notes: readonly OwnNote[];
  readonly count: string;
}

export function Mine(props: MineProps) {
  const { room, block, notes, count } = props;
  const refused = room.outbox.value.filter((item) => item.state === 'refused' && item.wish.block === block.id);
  const again = refused.filter((item) => WRITES.has(item.wish.type));
  return (
    <section>
      <props.parts.Refusals items={refused.filter((item) => !WRITES.has(item.wish.type))} />
      {(notes.length > 0 || again.length > 0) && (
        <h2 class="section-title">
          {t('What I wrote')} <span class="figures">{count}</span>
        </h2>
      )}
      <div class="board-notes">
        {again.map((item) => (
          <Again key={item.id} {...props} item={item} />
        ))}
        {notes.map((note) => (
          <Own key={note.id} {...props} note={note} />
        ))}
      </div>
    </section>
  );
}

const WRITES: ReadonlySet<string> = new Set(['board/add_note', 'board/edit_note']);

function Own(props: BoardProps & { readonly note: OwnNote }) {
  const { room, block, note, locked, parts } = props;
  const [editing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const stop = () => {
    setEditing(false);
    setTimeout(() => pencil.current?.focus());
  };
  const ask = (type: string, fields: object = {}) => void room.ask(type, { note: note.id, ...fields }, { block: block.id });
  if (editing) {
    return (
      <Rewrite
        {...props}
        field={`edit-${note.id}`}
        entered
        begin={note}
        onSend={(changed, zone) => {
          if (changed !== note.text || zone !== note.zone) ask('board/edit_note', { text: changed, ...(zone ? { zone } : {}) });
          stop();
        }}
        onCancel={stop}
      />
    );
  }
  return (
    <NoteCard text={shownText(note)} erased={note.erased} colour={colourOf(block.shared, note.zone)}>
      <div class="board-own">
        <parts.Says state={note.waits ? 'waiting' : block.shared.notes[note.id] ? 'on_wall' : 'delivered'} />
        {note.known && !note.waits && !note.erased && !locked && (
          <span class="board-own-buttons">
            <Button icon={IconWrite} look="quiet" name={t('Change this note')} inner={pencil} onPress={() => setEditing(true)} />
            <Button icon={IconRemove} look="quiet" name={t('Delete this note')} onPress={() => ask('board/delete_note')} />
          </span>
        )}
      </div>
    </NoteCard>
  );
}

/** The text comes back as something one can change, with the reason above it. */
function Again(props: BoardProps & { readonly item: Item }) {
  const { room, block, item, parts } = props;
  const { wish } = item;
  const zone = said(item, 'zone') ?? block.mine?.mine?.[said(item, 'note') ?? '']?.zone;
  return (
    <div>
      <parts.Notice tone="bad">{sentence(item.code ?? '', item.facts)}</parts.Notice>
      <Rewrite
        {...props}
        field={`again-${item.id}`}
        begin={{ text: text(item), zone }}
        onSend={(changed, chosen) => {
          const fields = { ...wish, text: changed, ...(chosen ? { zone: chosen } : {}) };
          void room.ask(wish.type, fields, { block: block.id });
          room.discard(item.id);
        }}
        cancel={t('Discard')}
        onCancel={() => room.discard(item.id)}
      />
    </div>
  );
}

interface RewriteProps extends BoardProps {
  readonly entered?: boolean;
  readonly field: string;
  readonly begin: { readonly text: string; readonly zone: string | undefined };
  readonly onSend: (text: string, zone: string | undefined) => void;
  readonly cancel?: string;
  readonly onCancel: () => void;
}

function Rewrite({ block, parts, locked, field, begin, entered = false, onSend, cancel, onCancel }: RewriteProps) {
  const { shared } = block;
  return (
    <parts.Composer
      field={field}
      label={t('Change the note')}
      send={t('Send')}
      choice={{ label: t('Choose a column'), options: zonesOf(shared) }}
      colour={(zone) => colourOf(shared, zone)}
      begin={{ text: begin.text, ...(begin.zone ? { choice: begin.zone } : {}) }}
      entered={entered}
      longest={shared.write?.longest ?? FITS_THE_WALL}
      shortest={shared.write?.shortest ?? 0}
      fits={FITS_THE_WALL}
      {...(locked ? { closed: t('The input is stopped for now.') } : {})}
      onSend={onSend}
      {...(cancel ? { cancel } : {})}
      onCancel={onCancel}
    />
  );
}
