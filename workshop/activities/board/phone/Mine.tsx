/** My notes with their state in words, to change and to delete; and those the server did not take, to write again. */

import { Beside } from '@kit/Beside';
import { Button } from '@kit/Button';
import { IconRemove, IconWrite } from '@kit/icons';
import { NoteCard } from '@kit/NoteCard';
import { shownText } from '@kit/shownText';
import { type ById, type Item, sentence, t, useRef, useState } from '@wire';
import { Bases, stillToTick } from './Bases';
import type { BoardProps } from './board';
import { nameOf } from './names';
import { said, text, type OwnNote } from './overlay';
import { boardNotes, choiceOf, colourOf, fieldsOf, FITS_THE_WALL } from './zones';

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
  const { room, block, note, locked, parts, team } = props;
  const [editing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const stop = () => {
    setEditing(false);
    setTimeout(() => pencil.current?.focus());
  };
  const to = note.person ? { person: note.person } : {};
  const ask = (type: string, fields: object = {}) => void room.ask(type, { note: note.id, ...to, ...fields }, { block: block.id });
  if (editing) {
    return (
      <Rewrite
        {...props}
        field={`edit-${note.id}`}
        entered
        begin={note}
        onSend={(changed) => {
          if (isChanged(note, changed)) ask('board/edit_note', changed);
          stop();
        }}
        onCancel={stop}
      />
    );
  }
  const onWall = block.shared.notes[note.id] !== undefined;
  return (
    <NoteCard text={shownText(note)} erased={note.erased} colour={colourOf(block.shared, note.zone)} {...(note.person ? { by: nameOf(team, note.person) } : {})}>
      <Beside note={note} frame={block.shared} bases={block.team?.refs} notes={boardNotes(block)} />
      <div class="board-own">
        <parts.Says state={note.waits ? 'waiting' : onWall ? 'on_wall' : 'delivered'} />
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
  const was = block.mine?.mine?.[said(item, 'note') ?? ''];
  const begin: Changeable = {
    text: text(item),
    zone: said(item, 'zone') ?? was?.zone,
    fields: (wish['fields'] as ById<string> | undefined) ?? was?.fields,
    refs: Array.isArray(wish['refs']) ? refsOf(wish['refs'] as string[]) : was?.refs,
  };
  return (
    <div>
      <parts.Notice tone="bad">{sentence(item.code ?? '', item.facts)}</parts.Notice>
      <Rewrite
        {...props}
        field={`again-${item.id}`}
        begin={begin}
        onSend={(changed) => {
          void room.ask(wish.type, { ...wish, ...changed }, { block: block.id });
          room.discard(item.id);
        }}
        cancel={t('Discard')}
        onCancel={() => room.discard(item.id)}
      />
    </div>
  );
}

type Changeable = Pick<OwnNote, 'text' | 'zone' | 'fields' | 'refs'>;

/** A note as it is sent again; what the board does not have is left out. */
interface Changed {
  readonly text: string;
  readonly zone?: string;
  readonly fields?: ById<string>;
  readonly refs?: readonly string[];
}

function isChanged(note: OwnNote, { text: written, zone, fields, refs }: Changed): boolean {
  if (written !== note.text || (zone !== undefined && zone !== note.zone)) return true;
  if (fields && JSON.stringify(fields) !== JSON.stringify(note.fields ?? {})) return true;
  const were = Object.keys(note.refs ?? {});
  return refs !== undefined && (refs.length !== were.length || refs.some((ref) => !note.refs?.[ref]));
}

function refsOf(refs: readonly string[]): ById<true> {
  return Object.fromEntries(refs.map((ref) => [ref, true as const]));
}

interface RewriteProps extends BoardProps {
  readonly entered?: boolean;
  readonly field: string;
  readonly begin: Changeable;
  readonly onSend: (changed: Changed) => void;
  readonly cancel?: string;
  readonly onCancel: () => void;
}

function Rewrite(props: RewriteProps) {
  const { block, parts, locked, field, begin, entered = false, onSend, cancel, onCancel } = props;
  const { shared } = block;
  const [zone, setZone] = useState(begin.zone);
  const [on, setOn] = useState<ReadonlySet<string>>(new Set(Object.keys(begin.refs ?? {})));
  const rests = shared.write?.rests !== undefined;
  const missing = rests ? stillToTick(block, zone, on) : undefined;
  const fields = fieldsOf(shared);
  // a note for a colleague goes where it arrives
  const choice = shared.write?.into === 'others' ? {} : { choice: choiceOf(shared) };
  return (
    <parts.Composer
      field={field}
      label={t('Change the note')}
      send={t('Send')}
      {...choice}
      colour={(chosen) => colourOf(shared, chosen)}
      {...(rests ? { onChoose: setZone, more: <Bases {...props} zone={zone} on={on} onChange={setOn} /> } : {})}
      {...(missing === undefined ? {} : { missing })}
      {...(fields.length > 0 ? { fields } : {})}
      begin={{ text: begin.text, ...(begin.zone ? { choice: begin.zone } : {}), ...(begin.fields ? { fields: begin.fields } : {}) }}
      entered={entered}
      longest={shared.write?.longest ?? FITS_THE_WALL}
      shortest={shared.write?.shortest ?? 0}
      fits={FITS_THE_WALL}
      {...(locked ? { closed: t('The input is stopped for now.') } : {})}
      onSend={(changed, chosen, filled) =>
        onSend({ text: changed, ...(chosen ? { zone: chosen } : {}), ...(fields.length > 0 ? { fields: filled } : {}), ...(rests ? { refs: [...on] } : {}) })
      }
      {...(cancel ? { cancel } : {})}
      onCancel={onCancel}
    />
  );
}
