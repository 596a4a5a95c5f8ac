/** What facilitators did lately, the last one first, and what each is called. */

import type { Deeds } from '@kit';
import { type Deed, type RoomConsole, sorted, t } from '@wire';
import { type ConsoleKind, useKinds } from './kinds';
import { personName } from './names';

export interface NamedDeed extends Deed {
  readonly id: string;
  /** As it stands behind "Undo: ". */
  readonly name: string;
  /** Whom or what it was done to. */
  readonly to?: string | undefined;
}

export function useDeeds(view: RoomConsole): readonly NamedDeed[] {
  const all = Object.entries(view.undo ?? {});
  const modules = useKinds(Array.from(new Set(all.map(([, { does }]) => kindOf(does)))).filter((kind) => kind !== 'room'));
  return sorted(all, ([id]) => -Number(id)).map(([id, deed]) => ({
    ...deed,
    id,
    name: deedName(deed.does, modules.get(kindOf(deed.does))),
    to: doneTo(view, deed, modules.get(kindOf(deed.does))),
  }));
}

export function deedName(does: string, kind: Pick<ConsoleKind, 'deeds'> | undefined): string {
  const named = (ROOM as Readonly<Record<string, () => string>>)[does] ?? kind?.deeds?.[does];
  return named?.() ?? t('something in the activity');
}

function kindOf(does: string): string {
  return does.split('/')[0] ?? '';
}

function doneTo(view: RoomConsole, { block, person, item }: Deed, kind: ConsoleKind | undefined): string | undefined {
  const told = person === undefined ? undefined : view.people[person];
  if (told) return personName(told);
  const shown = block === undefined ? undefined : view.block?.[block];
  return item !== undefined && shown !== undefined ? kind?.wordsOf?.(shown as never, item) : undefined;
}

const ROOM: Deeds<'room'> = {
  'room/next': () => t('go on'),
  'room/back': () => t('go back'),
  'room/go_to': () => t('jump to another step'),
  'room/open_block': () => t('open an activity'),
  'room/close_block': () => t('end an activity'),
  'room/reopen_block': () => t('open an activity again'),
  'room/skip': () => t('skip an activity'),
  'room/unskip': () => t('take an activity in again'),
  'room/switch_mode': () => t('full or short course'),
  'room/switch_block_mode': () => t('an activity in full or in short'),
  'room/move_block': () => t('move an activity'),
  'room/add_block': () => t('add an activity'),
  'room/set_minutes': () => t('other minutes'),
  'room/replan': () => t('the plan to end in time'),
  'room/edit_text': () => t('other words'),
  'room/pause': () => t('pause'),
  'room/resume': () => t('go on after the pause'),
  'room/end': () => t('end the room'),
  'room/reopen': () => t('open the room again'),
  'room/start_timer': () => t('start the timer'),
  'room/add_time': () => t('add time'),
  'room/hold_timer': () => t('hold the timer'),
  'room/continue_timer': () => t('let the timer go on'),
  'room/clear_timer': () => t('clear the timer'),
  'room/lock': () => t('close or open the input'),
  'room/blank': () => t('blank the wall or show it'),
  'room/show_teams': () => t('show or hide the teams'),
  'room/draw_teams': () => t('draw teams'),
  'room/move_person': () => t('move somebody to a team'),
  'room/name_team': () => t('name a team'),
  'room/set_scribe': () => t('choose who writes'),
  'room/add_person': () => t('add somebody'),
  'room/remove_person': () => t('send somebody out'),
  'room/rename_person': () => t('rename somebody'),
  'room/return_person': () => t('let somebody back in'),
  'room/set_joining': () => t('change who may come in'),
  'room/admit': () => t('let somebody in'),
  'room/admit_all': () => t('let everybody in'),
  'room/lower_hand': () => t('take a hand down'),
  'room/say': () => t('send a message'),
  'room/take_back': () => t('take a message back'),
  'room/undo': () => t('take something back'),
  'room/erase_text': () => t('erase words'),
  'room/forget_person': () => t('forget somebody'),
};
