/** Small facts about those who present one after the other, for every surface. */

import { type ById, type ShowView, t, type Team } from '@wire';
import { ranked } from '../ranked';
import { teamName } from '../teams';

/** One who has a turn: a team, or somebody who comes forward in person. */
export interface Presenter {
  readonly id: string;
  readonly state: ShowView['queue'][string]['state'];
  readonly name: string;
  readonly team?: Team;
}

/** Those in the queue who are still in the room, in order. */
export function queued(show: ShowView, teams: ById<Team>): Presenter[] {
  return ranked(show.queue).flatMap(({ id, state, name }) => {
    const team = teams[id];
    if (name !== undefined) return [{ id, state, name }];
    return team ? [{ id, state, team, name: teamName(team) }] : [];
  });
}

/** Whose turn it is, as long as they are in the room. */
export function presenting(show: ShowView, teams: ById<Team>): Presenter | undefined {
  return queued(show, teams).find(({ id }) => id === show.now?.unit);
}

export function nextUp(show: ShowView, teams: ById<Team>): Presenter | undefined {
  return queued(show, teams).find(({ state }) => state === 'waiting');
}

/** Said while nobody is in the queue who has not had a turn. */
export function waitWords(show: ShowView): string {
  if (Object.values(show.queue).some(({ state }) => state === 'done')) return t('Everybody has presented.');
  return show.who === 'volunteers' ? t('Who would like to come forward?') : t('The presentations begin soon.');
}

/** Averages are shown in full and tenths; they are never said where fewer than three rated. */
export function meanText(mean: number): string {
  return mean.toFixed(1);
}
