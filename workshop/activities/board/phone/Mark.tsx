/** The symbol of a cluster: a thing one can call across the room, in the colour of its notes. Twin of `marks.py`. */

import { Icon } from '@kit/Icon';
import {
  IconMarkAnchor,
  IconMarkCloud,
  IconMarkClover,
  IconMarkCrown,
  IconMarkFlag,
  IconMarkFlower,
  IconMarkHeart,
  IconMarkHouse,
  IconMarkKey,
  IconMarkMusic,
  IconMarkPhone,
  IconMarkPlane,
  IconMarkScissors,
  IconMarkSpade,
  IconMarkSun,
  IconMarkUmbrella,
} from '@kit/icons';
import { noteColour } from '@kit/NoteCard';
import { shownText } from '@kit/shownText';
import { type BoardCluster, listed, pick, t } from '@wire';

const MARKS = [
  { icon: IconMarkSun, name: () => t('Sun') },
  { icon: IconMarkHeart, name: () => t('Heart') },
  { icon: IconMarkCloud, name: () => t('Cloud') },
  { icon: IconMarkClover, name: () => t('Clover') },
  { icon: IconMarkUmbrella, name: () => t('Umbrella') },
  { icon: IconMarkMusic, name: () => t('Music') },
  { icon: IconMarkHouse, name: () => t('House') },
  { icon: IconMarkFlower, name: () => t('Flower') },
  { icon: IconMarkSpade, name: () => t('Spade') },
  { icon: IconMarkAnchor, name: () => t('Anchor') },
  { icon: IconMarkFlag, name: () => t('Flag') },
  { icon: IconMarkKey, name: () => t('Key') },
  { icon: IconMarkPhone, name: () => t('Telephone') },
  { icon: IconMarkScissors, name: () => t('Scissors') },
  { icon: IconMarkPlane, name: () => t('Plane') },
  { icon: IconMarkCrown, name: () => t('Crown') },
] as const;

export function markName(mark: number): string {
  const name = MARKS[mark % MARKS.length]?.name() ?? '';
  return mark < MARKS.length ? name : `${name} ${Math.floor(mark / MARKS.length) + 1}`;
}

/** What a cluster is called: its name once it has one, else its symbol. */
export function clusterName(cluster: BoardCluster): string {
  return cluster.name ? shownText(cluster.name) : markName(cluster.mark);
}

export function Mark({ mark, named = false }: { readonly mark: number; readonly named?: boolean }) {
  const found = MARKS[mark % MARKS.length] ?? MARKS[0];
  return (
    <span class={`mark note-${noteColour(mark)}`}>
      <Icon of={found.icon} />
      {mark >= MARKS.length && <span class="figures">{Math.floor(mark / MARKS.length) + 1}</span>}
      {named ? <span class="mark-name">{markName(mark)}</span> : <span class="unseen">{markName(mark)}</span>}
    </span>
  );
}

/** A cluster that has no name yet: its symbol, and what the first of its notes say. */
export function withoutName(cluster: BoardCluster, notes: readonly string[]): string {
  return [clusterName(cluster), listed(notes)].join(pick({ zh: '：', en: ': ' }));
}
