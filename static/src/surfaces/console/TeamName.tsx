/** A team's name, which can be changed where it stands. */

import { type Listed, teamName } from '@kit';
import { t, type Team, useState } from '@wire';
import type { Steer } from './steer';

export function TeamName({ steer, team }: { readonly steer: Steer; readonly team: Listed<Team> }) {
  const [typed, type] = useState<string | undefined>(undefined);
  if (typed === undefined) {
    return (
      <button type="button" class="team-rename" title={t('Change the name')} onClick={() => type(team.name ?? '')}>
        {teamName(team)}
      </button>
    );
  }
  const done = () => {
    if (typed.trim() && typed !== team.name) void steer.ask('room/name_team', { team: team.id, name: typed });
    type(undefined);
  };
  return (
    <input
      ref={(field) => field?.focus()}
      class="field team-rename-field"
      aria-label={t('Name of team {n}', { n: team.number })}
      maxLength={40}
      value={typed}
      onInput={(event) => type(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(key) => {
        if (key.isComposing) return;
        if (key.key === 'Enter') done();
        if (key.key === 'Escape') type(undefined);
      }}
    />
  );
}
