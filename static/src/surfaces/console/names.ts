/** How people and teams are called where a name is needed. */

import { type ConsolePerson, type RoomConsole, t } from '@wire';

export function personName({ name, forgotten }: Pick<ConsolePerson, 'name' | 'forgotten'>): string {
  return forgotten ? t('(forgotten person)') : name;
}

export function teamLabel(team: RoomConsole['teams'][string] | undefined): string {
  return team ? (team.name ?? t('Team {n}', { n: team.number })) : '';
}

/** Whole minutes since a moment of the server. */
function minutesSince(at: number, now: number): number {
  return Math.max(0, Math.floor((now - at) / 60_000));
}

/** For how long, in words as short as they can be. */
export function waitWords(since: number, now: number): string {
  const minutes = minutesSince(since, now);
  return minutes === 0 ? t('just now') : t('{n} min', { n: minutes });
}

/** How long ago, in words as short as they can be. */
export function agoWords(at: number, now: number): string {
  const minutes = minutesSince(at, now);
  return minutes === 0 ? t('just now') : t('{n} min ago', { n: minutes });
}
