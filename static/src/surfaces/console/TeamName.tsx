/** A team's name, which can be changed where it stands. */

import { type Listed, teamName } from '@kit';
import { t, type Team, useState } from '@wire';
import { NameField } from './NameField';
import type { Steer } from './steer';

export function TeamName({ steer, team }: { readonly steer: Steer; readonly team: Listed<Team> }) {
  const [naming, name] = useState(false);
  if (!naming) {
    return (
      <button type="button" class="team-rename" title={t('Change the name')} onClick={() => name(true)}>
        {teamName(team)}
      </button>
    );
  }
  const done = (typed?: string) => {
    if (typed) void steer.ask('room/name_team', { team: team.id, name: typed });
    name(false);
  };
  return <NameField label={t('Name of team {n}', { n: team.number })} name={team.name ?? ''} longest={40} onDone={done} />;
}
