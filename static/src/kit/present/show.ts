/** Small facts about teams that present one after the other, for every surface. */

import type { ById, ShowView, Team } from '@wire';
import { type Listed, ranked } from '../ranked';

/** The teams in the queue that are still in the room, in order. */
export function queued(show: ShowView, teams: ById<Team>): Listed<Team & { readonly state: string }>[] {
  return ranked(show.queue).flatMap(({ id, state }) => {
    const team = teams[id];
    return team ? [{ ...team, id, state }] : [];
  });
}

export function nextUp(show: ShowView, teams: ById<Team>): Listed<Team> | undefined {
  return queued(show, teams).find(({ state }) => state === 'waiting');
}

/** Averages are shown in full and tenths; they are never said where fewer than three rated. */
export function meanText(mean: number): string {
  return mean.toFixed(1);
}
