/** The teams with their members: everybody finds their own mark. */

import { byNumber, Icon, IconWrite, type Listed, ranked, TeamMark, useFit } from '@kit';
import { type RoomProjector, t, type Team, useRef } from '@wire';

const SIZES = [54, 48, 44, 40, 36, 32, 28];

type Member = Listed<{ readonly name: string; readonly rank: number; readonly team?: string }>;

export function Teams({ wall }: { readonly wall: RoomProjector }) {
  const box = useRef<HTMLDivElement>(null);
  const teams = byNumber(wall.teams);
  const people = ranked(wall.lobby);
  useFit(box, SIZES, teams.length, people.length);
  const alone = people.filter(({ team }) => team === undefined || !(team in wall.teams));
  return (
    <div ref={box} class={`groups groups-${columns(teams.length)}`}>
      {teams.map((team) => (
        <Group key={team.id} team={team} members={people.filter((person) => person.team === team.id)} />
      ))}
      {alone.length > 0 && (
        <section class="group">
          <h2 class="group-name">{teams.length > 0 ? t('Not in a team yet') : t('Everybody')}</h2>
          <Names members={alone} />
        </section>
      )}
    </div>
  );
}

function columns(teams: number): number {
  if (teams <= 4) return Math.max(1, teams);
  return teams <= 6 ? 3 : 4;
}

function Group({ team, members }: { readonly team: Listed<Team>; readonly members: readonly Member[] }) {
  return (
    <section class="group">
      <h2 class="group-name">
        <TeamMark team={team} named />
      </h2>
      <Names members={members} scribe={team.scribe} />
    </section>
  );
}

function Names({ members, scribe }: { readonly members: readonly Member[]; readonly scribe?: string }) {
  return (
    <ul class="group-members">
      {members.map(({ id, name }) => (
        <li key={id}>
          <bdi>{name}</bdi>
          {name === scribe && (
            <span class="group-scribe">
              <Icon of={IconWrite} />
              <span class="unseen">{t('writes for the team')}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
