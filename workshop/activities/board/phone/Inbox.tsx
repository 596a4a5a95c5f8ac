/** What colleagues wrote on my board. I open it when I want to; what I do not want there I put away or send back. */

import { Button } from '@kit/Button';
import { NoteCard } from '@kit/NoteCard';
import { ranked } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { t, tn, useState } from '@wire';
import type { BoardProps } from './board';
import type { Placeable } from './Place';
import { colourOf } from './zones';

export function Inbox(props: BoardProps) {
  const { room, block, parts, locked } = props;
  const { mine } = block;
  const away = ranked(mine?.received).filter((note) => note.away);
  const none = mine?.looked && ranked(mine.received).length === 0;
  const open = () => void room.ask('board/open_inbox', {}, { block: block.id });
  const back = (note: string) => void room.ask('board/put_away', { received: note, on: false }, { block: block.id });
  return (
    <section>
      {!mine?.looked && (
        <parts.Notice tone="calm">
          {t('Your colleagues wrote to you. Only you will see it, nobody learns who wrote what, and you decide what stays.')}
        </parts.Notice>
      )}
      {none && <p class="soft">{t('Nobody has written to you yet.')}</p>}
      <Button look={mine?.looked ? 'plain' : 'primary'} class="button-wide" onPress={open}>
        {mine?.looked ? t('Look whether there is more') : t('Open what I received')}
      </Button>
      {(mine?.returned ?? 0) > 0 && <p class="soft">{tn(mine?.returned ?? 0, 'One note of yours was sent back.', '{n} notes of yours were sent back.')}</p>}
      {away.length > 0 && (
        <details class="board-away">
          <summary>{tn(away.length, 'One note is put away', '{n} notes are put away')}</summary>
          <div class="board-notes">
            {away.map((note) => (
              <NoteCard key={note.id} text={shownText(note)} erased={note.erased} colour={colourOf(block.shared, note.zone)}>
                {!locked && <Button onPress={() => back(note.id)}>{t('Bring it back')}</Button>}
              </NoteCard>
            ))}
          </div>
        </details>
      )}
    </section>
  );
}

/** To put a note away, or to send it back for good, which is asked once. */
export function InboxTools({ room, block, note }: BoardProps & { readonly note: Placeable }) {
  const [sure, ask] = useState(false);
  const putAway = () => void room.ask('board/put_away', { received: note.id, on: true }, { block: block.id });
  const sendBack = () => void room.ask('board/send_back', { received: note.id }, { block: block.id });
  if (sure) {
    return (
      <p class="board-sure">
        <span>{t('It is gone for both of you. Its writer learns only that one came back.')}</span>
        <Button look="danger" onPress={sendBack}>
          {t('Send it back')}
        </Button>
        <Button onPress={() => ask(false)}>{t('Cancel')}</Button>
      </p>
    );
  }
  return (
    <>
      <Button look="quiet" onPress={putAway}>
        {t('Put away')}
      </Button>
      <Button look="quiet" onPress={() => ask(true)}>
        {t('Send back …')}
      </Button>
    </>
  );
}
