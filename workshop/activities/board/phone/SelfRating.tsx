/** How I see myself on what came out on top. It is on this phone and in my own handbook, and nowhere else. */

import { ranked } from '@kit/ranked';
import { shownText } from '@kit/shownText';
import { type BoardPhones, sorted, t } from '@wire';
import { clusterName, withoutName } from './Mark';
import type { BoardProps } from './board';
import { onTheWay } from './overlay';
import { textOf } from './zones';

export function SelfRating({ room, block, parts, locked, self }: BoardProps & { readonly self: NonNullable<BoardPhones['self']> }) {
  const { shared } = block;
  const rated = new Map(Object.entries(block.mine?.selves ?? {}));
  for (const { wish } of onTheWay(room.outbox.value, block.id)) {
    if (wish.type === 'board/rate_self') rated.set(String(wish['target']), Number(wish['value']));
  }
  const targets = sorted(Object.keys(self.targets), (id) => self.targets[id] ?? 0);
  const scale = Array.from({ length: self.most - self.least + 1 }, (_, n) => String(self.least + n));
  return (
    <section>
      <h2 class="section-title">{t('How do I see myself here?')}</h2>
      {targets.map((target) => (
        <parts.Chips
          key={target}
          label={targetName(shared, target)}
          options={scale.map((id) => ({ id, text: id }))}
          chosen={rated.has(target) ? String(rated.get(target)) : undefined}
          disabled={locked}
          onChoose={(value) => void room.ask('board/rate_self', { target, value: Number(value) }, { block: block.id })}
        />
      ))}
      <p class="soft">{t('Only you can read it. It is stored as plain text.')}</p>
    </section>
  );
}

/** A cluster is told by its notes where it has no name. */
export function targetName(shared: BoardPhones, target: string): string {
  const note = shared.notes[target];
  if (note) return textOf(note);
  const cluster = shared.clusters?.[target];
  if (!cluster) return shared.zones[target] ? shownText({ text: target }) : '';
  const inside = ranked(shared.notes).filter(({ id }) => shared.places?.[id] === target);
  const words = inside.slice(0, 3).map(textOf);
  return cluster.name ? clusterName(cluster) : withoutName(cluster, words);
}
