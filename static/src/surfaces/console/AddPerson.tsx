/** Somebody without a phone takes a seat. */

import { Button, IconAddPerson } from '@kit';
import { t, useState } from '@wire';
import type { Steer } from './steer';

export function AddPerson({ steer }: { readonly steer: Steer }) {
  const [name, type] = useState('');
  const add = () => {
    if (name.trim()) void steer.ask('room/add_person', { name }).then((done) => done && type(''));
  };
  return (
    <form
      class="tool"
      onSubmit={(submit) => {
        submit.preventDefault();
        add();
      }}
    >
      <input
        class="field tool-field"
        aria-label={t('Name of somebody without a phone')}
        placeholder={t('Name, no phone')}
        autocomplete="off"
        maxLength={48}
        value={name}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <Button icon={IconAddPerson} name={t('Add')} onPress={add} disabled={!name.trim()} />
    </form>
  );
}
