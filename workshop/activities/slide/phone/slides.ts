/** Slides as their phone views are given them. */

import type { Item, KindPhoneProps, SlideMine, SlidePhones } from '@wire';

export type SlideProps = KindPhoneProps<SlidePhones, unknown, SlideMine>;

/** The items of a type that are on their way. */
export function onTheWay({ room, block }: SlideProps, type: string): readonly Item[] {
  return room.outbox.value.filter((item) => item.wish.block === block.id && item.wish.type === type && item.state !== 'refused');
}
