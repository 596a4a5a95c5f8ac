/** Who may come in, and who waits at the door. */

import { announce, Button, IconDone, IconDoor, Icon, IconRemove, type Listed, ranked } from '@kit';
import { type ConsolePerson, type Joining, t, tn, useEffect } from '@wire';
import type { PartProps } from './parts';

export function atDoor(people: PartProps['view']['people']): Listed<ConsolePerson>[] {
  return ranked(people).filter(({ waits, removed }) => waits && !removed);
}

/** Nothing while nobody waits. */
export function DoorStrip({ view, steer }: PartProps) {
  const waiting = atDoor(view.people);
  const n = waiting.length;
  useEffect(() => {
    if (n > 0) announce(tn(n, '{n} person waits at the door', '{n} people wait at the door'));
  }, [n]);
  if (n === 0) return null;
  return (
    <section class="door" aria-label={t('At the door')}>
      <div class="door-head">
        <Icon of={IconDoor} />
        <strong class="figures">{t('{n} at the door', { n })}</strong>
        {n > 1 && <Button onPress={() => void steer.ask('room/admit_all')}>{t('Let all in')}</Button>}
      </div>
      <ul class="door-list">
        {waiting.map(({ id, name }) => (
          <li key={id} class="door-line">
            <bdi class="person-name">{name}</bdi>
            <Button icon={IconDone} name={t('Let {name} in', { name })} onPress={() => void steer.ask('room/admit', { person: id })} />
            <Button look="quiet" icon={IconRemove} name={t('Send {name} away', { name })} onPress={() => void steer.ask('room/remove_person', { person: id })} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function JoiningSwitch({ view, steer }: PartProps) {
  const choices: readonly (readonly [Joining, string])[] = [
    ['open', t('Open')],
    ['approve', t('One by one')],
    ['closed', t('Closed')],
  ];
  return (
    <fieldset class="joining">
      <legend class="panel-title">{t('Who may come in')}</legend>
      <div class="joining-keys">
        {choices.map(([to, words]) => (
          <Button key={to} pressed={view.joining === to} onPress={() => view.joining !== to && void steer.ask('room/set_joining', { to })}>
            {words}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
