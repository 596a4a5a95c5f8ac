/** My team: its mark, its name (which members may choose), who is in it, who writes. */

import { Button } from '@kit/Button';
import { ranked } from '@kit/ranked';
import { TeamMark } from '@kit/TeamMark';
import { teamName } from '@kit/teams';
import type { MyTeam } from '@wire';
import { useState } from 'preact/hooks';
import { lang, t } from '../../words';
import { useHere } from './here';
import { Composer } from './parts/Composer';
import { Says } from './parts/Says';
import { Scribe } from './parts/Scribe';

const LONGEST_NAME = 12;

interface TeamCardProps {
  readonly team: MyTeam;
  /** The course is over: nothing about the team can be changed. */
  readonly over: boolean;
}

export function TeamCard({ team, over }: TeamCardProps) {
  const names = ranked(team.members).map((member) => member.name);
  return (
    <section class="panel team-card">
      <div class="team-card-head">
        <TeamMark team={team} />
        <div>
          <p class="soft">{t('Your team')}</p>
          <h2>{teamName(team)}</h2>
        </div>
      </div>
      <p class="soft">{names.join(lang.value === 'zh' ? '、' : ', ')}</p>
      {!over && <Naming team={team} />}
      {!over && <Scribe />}
    </section>
  );
}

function Naming({ team }: { readonly team: MyTeam }) {
  const { room } = useHere();
  const [naming, setNaming] = useState(false);
  const waits = room.outbox.value.find((item) => item.wish.type === 'room/name_team' && item.state !== 'refused');
  if (waits) {
    return (
      <p>
        <bdi>{String(waits.wish['name'])}</bdi> <Says state="waiting" />
      </p>
    );
  }
  if (!naming) {
    return <Button onPress={() => setNaming(true)}>{team.name ? t('Change the name') : t('Give your team a name')}</Button>;
  }
  return (
    <Composer
      field="team-name"
      label={t('Name of your team')}
      send={t('Use this name')}
      longest={LONGEST_NAME}
      rows={1}
      entered
      onSend={(name) => {
        void room.ask('room/name_team', { team: team.id, name: name.replace(/\s*\n\s*/g, ' ') });
        setNaming(false);
      }}
      onCancel={() => setNaming(false)}
    />
  );
}
