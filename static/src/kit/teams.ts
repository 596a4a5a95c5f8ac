/** How a team is told apart: a number gives it one of eight colours and shapes; from the ninth on the number is shown. */

import type { ById, Team } from '@wire';
import { t } from '../words';
import { sorted } from '../wire/order';
import { type Listed, listed } from './ranked';

export const SHAPES = ['circle', 'triangle', 'square', 'diamond', 'hexagon', 'star', 'drop', 'moon'] as const;
export type Shape = (typeof SHAPES)[number];

export interface TeamLook {
  readonly shape: Shape;
  /** 1 to 8: which of the colours `--team-1` .. `--team-8`. */
  readonly colour: number;
  /** Shown beside the shape once shapes repeat. */
  readonly number?: number;
}

export function teamLook(number: number): TeamLook {
  const at = (Math.max(1, number) - 1) % SHAPES.length;
  const look = { shape: SHAPES[at] ?? 'circle', colour: at + 1 };
  return number > SHAPES.length ? { ...look, number } : look;
}

/** The name a team chose, or its number. */
export function teamName(team: Pick<Team, 'number' | 'name'>): string {
  return team.name ?? t('Team {n}', { n: team.number });
}

export function byNumber(teams: ById<Team> | undefined): Listed<Team>[] {
  return sorted(listed(teams), (team) => team.number);
}
