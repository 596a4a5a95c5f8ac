/** Who else may facilitate this room: invite by a link, see who came, take it back. */

import { Button, IconAddPerson, IconRemove } from '@kit';
import { type Page, t, useEffect, useState } from '@wire';
import { Dialog } from './Dialog';
import { LinkField } from './LinkField';
import type { PartProps } from './parts';
import { get, post } from './post';
import type { Steer } from './steer';

interface Helper {
  readonly id: string;
  readonly name: string;
  readonly created_at: number;
  readonly opened_at: number | null;
}

interface Invited {
  readonly id: string;
  readonly url: string;
  readonly minutes: number;
}

export function Helpers({ page, steer }: PartProps) {
  const [helpers, setHelpers] = useState<readonly Helper[]>();
  const [invited, setInvited] = useState<Invited & { readonly name: string }>();
  const fetchAll = async () => setHelpers(await all(page, steer));
  useEffect(() => void all(page, steer).then(setHelpers), [page, steer]);
  const invite = async (name: string) => {
    const made = await post<Invited>(page, steer, 'helpers', { name });
    if (made) setInvited({ ...made, name });
    await fetchAll();
    return made !== undefined;
  };
  const revoke = async (helper: Helper) => {
    await post(page, steer, `helpers/${helper.id}/revoke`);
    if (invited?.id === helper.id) setInvited(undefined);
    await fetchAll();
  };
  return (
    <Dialog id="helpers" title={t('Co-facilitators')} class="helpers-box" onClose={() => steer.open()}>
      <p>{t('They lead this room with you from their own laptop or phone, without an account. They do not see your other rooms.')}</p>
      <Invite onInvite={invite} />
      {invited && (
        <div class="invited">
          <p>{t('Send this link to {name}. It works once, on one device, for the next {n} minutes.', { name: invited.name, n: invited.minutes })}</p>
          <LinkField url={invited.url} />
        </div>
      )}
      <ul class="helpers">
        {helpers?.map((helper) => (
          <HelperLine key={helper.id} helper={helper} steer={steer} onRevoke={() => void revoke(helper)} />
        ))}
      </ul>
      {helpers?.length === 0 && <p class="key-note">{t('Nobody yet.')}</p>}
    </Dialog>
  );
}

async function all(page: Page, steer: Steer): Promise<readonly Helper[]> {
  return (await get<{ helpers: readonly Helper[] }>(page, steer, 'helpers'))?.helpers ?? [];
}

function Invite({ onInvite }: { readonly onInvite: (name: string) => Promise<boolean> }) {
  const [name, type] = useState('');
  const invite = () => {
    if (name.trim()) void onInvite(name.trim()).then((done) => done && type(''));
  };
  return (
    <form
      class="tool"
      onSubmit={(submit) => {
        submit.preventDefault();
        invite();
      }}
    >
      <input
        class="field tool-field"
        aria-label={t('Name of the co-facilitator')}
        placeholder={t('Name')}
        autocomplete="off"
        maxLength={48}
        value={name}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <Button icon={IconAddPerson} onPress={invite} disabled={!name.trim()}>
        {t('Invite')}
      </Button>
    </form>
  );
}

interface HelperLineProps {
  readonly helper: Helper;
  readonly steer: Steer;
  readonly onRevoke: () => void;
}

function HelperLine({ helper, steer, onRevoke }: HelperLineProps) {
  const ask = () =>
    steer.put({
      question: t('Take the link of {name} back?', { name: helper.name }),
      lost: t('Their screens are signed out at once and cannot lead this room any more. What they did stays.'),
      does: t('Take it back'),
      yes: onRevoke,
    });
  return (
    <li class="helper">
      <bdi>{helper.name}</bdi>
      <span class="helper-state">{helper.opened_at === null ? t('not opened yet') : t('has joined')}</span>
      <Button look="quiet" icon={IconRemove} name={t('Take the link of {name} back', { name: helper.name })} onPress={ask} />
    </li>
  );
}
