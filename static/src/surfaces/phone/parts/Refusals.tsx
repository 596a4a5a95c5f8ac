/** What the server did not take: why, and the text, until the person has read it. */

import { Button } from '@kit/Button';
import type { Item, RefusalsProps } from '@wire';
import { sentence, t } from '../../../words';
import { useHere } from '../here';

export function Refusals({ items }: RefusalsProps) {
  const { room } = useHere();
  const groups = byReason(items.filter((item) => item.state === 'refused'));
  if (groups.length === 0) return null;
  return (
    <div class="refusals" role="alert">
      {groups.map((group) => (
        <div key={group[0]?.id} class="notice notice-bad">
          <div class="notice-words">
            <p>{sentence(group[0]?.code ?? '', group[0]?.facts)}</p>
            {group.map((item) => textOf(item) && <blockquote key={item.id}>{textOf(item)}</blockquote>)}
          </div>
          <Button onPress={() => group.forEach((item) => room.discard(item.id))}>{t('OK')}</Button>
        </div>
      ))}
    </div>
  );
}

/** Ten taps that came too late are one message. */
function byReason(items: readonly Item[]): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const reason = JSON.stringify([item.code, item.facts]);
    groups.set(reason, [...(groups.get(reason) ?? []), item]);
  }
  return Array.from(groups.values());
}

function textOf(item: Item): string | undefined {
  const text = item.wish['text'] ?? item.wish['name'];
  return typeof text === 'string' && text !== '' ? text : undefined;
}
