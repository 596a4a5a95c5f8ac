/** The tick with which I let others see a private note of mine, and with which I take it back. */

import { type Level, t } from '@wire';
import type { BoardProps } from './board';
import { lastOf, onTheWay } from './overlay';

interface PublishProps extends BoardProps {
  readonly note: { readonly id: string; readonly text: string; readonly published?: boolean | undefined };
  readonly circle: Level;
}

export function Publish({ room, block, locked, note, circle }: PublishProps) {
  const asked = lastOf(onTheWay(room.outbox.value, block.id), 'board/publish', 'note').get(note.id);
  const on = asked ? asked.wish['on'] === true : note.published === true;
  const tick = () => void room.ask('board/publish', { note: note.id, on: !on }, { block: block.id });
  const words = circle === 'team' ? t('My team may see this') : t('Publish: the room may see this');
  return (
    <label class="board-publish">
      <input type="checkbox" checked={on} disabled={locked} onChange={tick} aria-label={`${words}: ${note.text}`} />
      <span>{words}</span>
    </label>
  );
}
