/** What the people of my team are called. */

import type { MyTeam } from '@wire';

export function nameOf(team: MyTeam | undefined, person: string | undefined): string {
  return team?.members[person ?? '']?.name ?? '';
}
