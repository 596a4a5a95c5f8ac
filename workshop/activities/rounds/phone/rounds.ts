/** Rounds as the phone is given them, and what of my own doing is still on its way. */

import { ranked } from '@kit/ranked';
import type { Item, KindPhoneProps } from '@wire';
import { pick, t } from '@wire';
import type { Field, Mine, Phones, Seated } from '../views';

export type RoundsProps = KindPhoneProps<Phones, unknown, Mine>;

export interface Cast {
  /** My seat; absent while I have no group. */
  readonly me: (Seated & { readonly id: string }) | undefined;
  readonly others: readonly (Seated & { readonly id: string })[];
}

export function castOf({ block, me }: RoundsProps): Cast {
  const seats = ranked(block.shared.groups[block.mine?.group ?? '']?.people);
  return { me: seats.find(({ id }) => id === me.id), others: seats.filter(({ id }) => id !== me.id) };
}

export function roleName({ roles }: Phones, role: string): string {
  const found = roles[role];
  return found ? pick(found.name) : '';
}

/** What I wished for in this block and the server has not refused, newest last. */
export function onTheWay({ room, block }: RoundsProps): readonly Item[] {
  return room.outbox.value.filter(({ wish, state }) => wish.block === block.id && state !== 'refused');
}

export function refused({ room, block }: RoundsProps): readonly Item[] {
  return room.outbox.value.filter(({ wish, state }) => wish.block === block.id && state === 'refused');
}

/** The last wish of a type, where it is about the thing that is named. */
export function lastWish(props: RoundsProps, type: string, about: Readonly<Record<string, unknown>> = {}): Item | undefined {
  const found = onTheWay(props).filter(
    ({ wish }) => wish.type === type && Object.keys(about).every((key) => wish[key] === about[key]),
  );
  return found[found.length - 1];
}

/** A switch as I set it last, whether or not the server has taken it. */
export function switched(props: RoundsProps, type: string, known: boolean, about: Readonly<Record<string, unknown>> = {}): boolean {
  const last = lastWish(props, type, about);
  return last ? last.wish['on'] !== false : known;
}

export function ask(props: RoundsProps, type: string, fields: Readonly<Record<string, unknown>> = {}): void {
  void props.room.ask(type, fields, { block: props.block.id });
}

/** The fields of this step that ask my role. */
export function myFields(props: RoundsProps): readonly (Field & { readonly id: string })[] {
  const role = castOf(props).me?.role;
  return ranked(props.block.shared.fields).filter((field) => field.role === undefined || field.role === role);
}

/** What a field is called where the course leaves that to us. */
export function called(field: string): string {
  const names: Readonly<Record<string, string>> = {
    keep: t('Please keep doing'),
    try: t('Next time try'),
    commit: t('My commitment'),
    helped: t('Which question helped'),
    event: t('What I look back on'),
    felt: t('How it felt'),
    line: t('One line for the room'),
    guess: t('Which type was it?'),
  };
  return names[field] ?? t('My line');
}

/** Who can read what I write here. */
export function readers(field: Field, size: number): string {
  if (field.cloud) return t('The room sees the words together, without names.');
  switch (field.level) {
    case 'self':
      return t('Only you can read this.');
    case 'pair':
      return size === 2 ? t('Only the two of you can read this.') : t('Only your group can read this.');
    default:
      return t('The room may read this, without your name.');
  }
}
