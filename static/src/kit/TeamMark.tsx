/** A team's shape in its colour, wherever the team appears. */

import type { Team } from '@wire';
import { type Shape, teamLook, teamName } from './teams';

/** Drawn to the same weight in a square of 24. */
const OUTLINES: Record<Shape, string> = {
  circle: 'M12 2.5a9.5 9.5 0 1 1 0 19a9.5 9.5 0 1 1 0-19z',
  triangle: 'M12 2.2 23 21.5H1z',
  square: 'M3.5 3.5h17v17h-17z',
  diamond: 'M12 .8 23.2 12 12 23.2.8 12z',
  hexagon: 'M6.3 2.2h11.4L23.4 12l-5.7 9.8H6.3L.6 12z',
  star: 'm12 .9 3.3 7.1 7.8.9-5.8 5.3 1.6 7.6-6.9-3.8-6.9 3.8 1.6-7.6L.9 8.9 8.7 8z',
  drop: 'M12 .8c4.6 5.6 7.6 9.4 7.6 14a7.6 7.6 0 1 1-15.2 0c0-4.6 3-8.4 7.6-14z',
  moon: 'M15.8 1.7a10.6 10.6 0 1 0 6.5 14.8A9 9 0 0 1 15.8 1.7z',
};

interface TeamMarkProps {
  readonly team: Pick<Team, 'number' | 'name'>;
  /** Writes the team's name beside its mark; without it a screen reader hears the name all the same. */
  readonly named?: boolean;
}

export function TeamMark({ team, named = false }: TeamMarkProps) {
  const look = teamLook(team.number);
  const name = teamName(team);
  return (
    <span class="team">
      <svg
        class={`team-mark team-${look.colour}`}
        viewBox="0 0 24 24"
        focusable="false"
        {...(named ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': name })}
      >
        <path d={OUTLINES[look.shape]} />
      </svg>
      {look.number !== undefined && !(named && !team.name) && (
        <span class="team-number" aria-hidden="true">
          {look.number}
        </span>
      )}
      {named && <span class="team-name">{name}</span>}
    </span>
  );
}
