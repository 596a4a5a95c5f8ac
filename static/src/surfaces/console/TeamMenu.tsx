/** What can be done to a team beside changing its name. */

import { type Choice, IconErase, IconMore, IconSay, type Listed, Menu, teamName } from '@kit';
import { t, type Team } from '@wire';
import type { Steer } from './steer';

export function TeamMenu({ steer, team }: { readonly steer: Steer; readonly team: Listed<Team> }) {
  const { id, name } = team;
  const say: Choice = { id: 'say', label: t('Say something …'), icon: IconSay, onPick: () => steer.open({ is: 'say', to: { team: id } }) };
  const erase: Choice = {
    id: 'erase',
    label: t('Erase the name for ever …'),
    icon: IconErase,
    danger: true,
    onPick: () => steer.erase({ item: id, words: name ?? '' }),
  };
  return <Menu class="person-menu" name={t('More for {name}', { name: teamName(team) })} icon={IconMore} choices={name ? [say, erase] : [say]} />;
}
