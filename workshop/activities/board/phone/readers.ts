/** Who can read what I write, said honestly, beside the field. */

import { type BoardPhones, type Level, t } from '@wire';

export function whoReads(shared: BoardPhones): readonly string[] {
  const { write } = shared;
  if (!write) return [];
  const now = [circle(write.reach), ...later(write.reach, write.later)];
  return write.reach === 'self' ? now : [...now, name(shared.identity)];
}

function circle(reach: Level): string {
  switch (reach) {
    case 'self':
      return t('While you write only you can read this; the facilitator sees how many there are. It is stored as plain text.');
    case 'pair':
    case 'team':
      return t('While you write only your team and the facilitator can read this.');
    case 'room':
      return t('Everybody in the room can read this at once.');
  }
}

function later(reach: Level, level: Level | undefined): string[] {
  if (reach === 'room') return [];
  if (level === undefined) return [t('Later it may go up on the wall.')];
  if (level === reach) return [t('It stays so afterwards.')];
  return [level === 'team' ? t('Afterwards your team chooses what goes up.') : t('Afterwards it goes up on the wall.')];
}

export function name(identity: BoardPhones['identity']): string {
  switch (identity) {
    case 'named':
      return t('Your name stands on it.');
    case 'team':
      return t('It shows your team, not your name.');
    case 'anonymous':
      return t('No names: neither the wall nor the facilitator nor a file says whose it is, and once this activity is closed nobody can find out.');
  }
}
