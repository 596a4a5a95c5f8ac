/** Those who were sent out, to let them back in to the seat they had. */

import { Button, IconErase, IconMore, Menu, ranked } from '@kit';
import { t } from '@wire';
import type { PartProps } from './parts';

export function SentOut({ view, steer }: PartProps) {
  const out = ranked(view.people).filter(({ removed, forgotten }) => removed && !forgotten);
  if (out.length === 0) return null;
  return (
    <details class="people-group sent-out">
      <summary class="people-heading figures">{t('Sent out ({n})', { n: out.length })}</summary>
      <ul>
        {out.map(({ id, name }) => (
          <li key={id} class="person">
            <bdi class="person-name">{name}</bdi>
            <Button class="sent-back" name={t('Let {name} back in', { name })} onPress={() => void steer.ask('room/return_person', { person: id })}>
              {t('Let back in')}
            </Button>
            <Menu
              class="person-menu"
              name={t('More for {name}', { name })}
              icon={IconMore}
              choices={[{ id: 'forget', label: t('Forget this person …'), icon: IconErase, danger: true, onPick: () => steer.forget(id, name) }]}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
