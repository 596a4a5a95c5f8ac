/** One person: what they have done, whether their phone is here, and what can be done for them. */

import { byNumber, type Choice, Icon, IconDone, IconErase, IconMore, IconMove, IconOffline, IconPhone, IconRemove, IconSay, IconStuck, IconSwap, IconWrite, type Listed, Menu, TeamMark } from '@kit';
import { type ConsolePerson, t, useState } from '@wire';
import { NameField } from './NameField';
import type { PartProps } from './parts';
import { goneFor, hasNoPhone, type Why } from './stuck';

interface PersonRowProps extends PartProps {
  readonly person: Listed<ConsolePerson>;
  readonly why?: Why;
}

export function PersonRow(props: PersonRowProps) {
  const { person, view, why } = props;
  const team = person.team === undefined ? undefined : view.teams[person.team];
  const [renaming, rename] = useState(false);
  if (renaming) {
    const done = (name?: string) => {
      if (name) void props.steer.ask('room/rename_person', { person: person.id, name });
      rename(false);
    };
    return (
      <li class="person">
        <NameField label={t('Name of {name}', { name: person.name })} name={person.name} longest={48} onDone={done} />
      </li>
    );
  }
  return (
    <li class="person">
      {why && team && <TeamMark team={team} />}
      <bdi class="person-name">{person.name}</bdi>
      {team?.scribe === person.name && (
        <span class="person-scribe">
          <Icon of={IconWrite} />
          <span class="unseen">{t('writes for the team')}</span>
        </span>
      )}
      <PersonState {...props} />
      <Menu class="person-menu" name={t('More for {name}', { name: person.name })} icon={IconMore} choices={choicesOf(props, () => rename(true))} />
    </li>
  );
}

function PersonState({ person, room, why }: PersonRowProps) {
  const offline = room.pulse.value?.offline;
  const gone = Math.floor(goneFor(person.id, offline, room.now()) / 60_000);
  return (
    <span class="person-state figures">
      {person.hand !== undefined && (
        <span class="person-hand" title={t('hand up')}>
          <Icon of={IconStuck} />
          <span class="unseen">{t('hand up')}</span>
        </span>
      )}
      {gone > 0 && (
        <span class="person-gone">
          <Icon of={IconOffline} />
          <span>{t('gone {n} min', { n: gone })}</span>
        </span>
      )}
      {gone === 0 && hasNoPhone(person.id, offline) && (
        <span title={t('no phone')}>
          <Icon of={IconPhone} />
          <span class="unseen">{t('no phone')}</span>
        </span>
      )}
      {why === 'nothing' && <span class="person-gone">{t('nothing yet')}</span>}
      {person.n !== undefined && !person.done && <span>{person.n}</span>}
      {person.done && (
        <span class="person-done">
          <Icon of={IconDone} />
          <span class="unseen">{t('done')}</span>
        </span>
      )}
    </span>
  );
}

function choicesOf({ person, view, steer }: PersonRowProps, rename: () => void): Choice[] {
  const moves = byNumber(view.teams).map((team) => ({
    id: team.id,
    label: <TeamMark team={team} named />,
    under: t('Move to'),
    icon: IconMove,
    on: team.id === person.team,
    onPick: () => void steer.ask('room/move_person', { person: person.id, team: team.id }),
  }));
  const { team } = person;
  const scribe: Choice[] = team
    ? [{ id: 'scribe', label: t('Writes for the team'), icon: IconWrite, onPick: () => void steer.ask('room/set_scribe', { team, person: person.id }) }]
    : [];
  const { id } = person;
  const own: Choice[] = [
    { id: 'say', label: t('Say something …'), icon: IconSay, onPick: () => steer.open({ is: 'say', to: { person: id } }) },
    { id: 'rename', label: t('Rename'), icon: IconWrite, onPick: rename },
    { id: 'seat', label: t('Hand the seat to another phone …'), icon: IconSwap, onPick: () => steer.open({ is: 'seat', person: id }) },
  ];
  const forget: Choice = { id: 'forget', label: t('Forget this person …'), icon: IconErase, danger: true, onPick: () => steer.forget(id, person.name) };
  const remove = { id: 'remove', label: t('Remove from the room'), icon: IconRemove, danger: true, onPick: () => askToRemove(person, steer) };
  return [...own, ...scribe, remove, forget, ...moves];
}

function askToRemove(person: Listed<ConsolePerson>, steer: PartProps['steer']): void {
  steer.put({
    question: t('Remove {name} from the room?', { name: person.name }),
    lost: t('The phone is signed out at once and cannot send any more. What was written stays, and you can let them back in.'),
    does: t('Remove'),
    yes: () => void steer.ask('room/remove_person', { person: person.id }),
  });
}
