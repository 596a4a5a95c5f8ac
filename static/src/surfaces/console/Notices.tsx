/** What the facilitator must know at once: refusals, a network that is gone, phones that cannot reach the server. */

import { announce, Icon, IconOffline, IconWarn } from '@kit';
import { type Link, type Page, type Pulse, t, useEffect } from '@wire';
import type { PartProps } from './parts';
import { useNobody } from './useNobody';

export function Notices(props: PartProps) {
  const { room, steer, page } = props;
  const nobody = useNobody(room, props.view);
  const network = linkWords(room.link.value);
  const told = steer.told.value;
  const disk = room.pulse.value?.disk;
  return (
    <div class="notices">
      {network && (
        <p class="notice notice-bad" role="alert">
          <Icon of={IconOffline} />
          <span>{network}</span>
        </p>
      )}
      {disk && (
        <p class={`notice ${disk.level === 'low' ? 'notice-told' : 'notice-bad'} notice-disk`} role="alert">
          <Icon of={IconWarn} />
          <span>{diskWords(disk)}</span>
        </p>
      )}
      {told && (
        <p class="notice notice-told">
          <Icon of={IconWarn} />
          <span>{told}</span>
        </p>
      )}
      {nobody && <Nobody page={page} />}
    </div>
  );
}

function linkWords(link: Link): string | undefined {
  switch (link) {
    case 'offline':
      return t('No connection to the server. The wall keeps its picture; nothing you press is done until it is back.');
    case 'portal':
      return t('The Wi-Fi asks you to sign in. Open any web page, sign in, and come back.');
    default:
      return undefined;
  }
}

function diskWords({ level, free_mb: mb }: NonNullable<Pulse['disk']>): string {
  switch (level) {
    case 'low':
      return t('The server has only {mb} MB of space left.', { mb });
    case 'alarm':
      return t('The server has only {mb} MB of space left. Make room now, or soon nothing more can be saved.', { mb });
    case 'full':
      return t('The server has no space left and saves nothing more. Phones keep what is written; once there is space it goes on by itself.');
  }
}

function Nobody({ page }: { readonly page: Page }) {
  const others = (page.addresses ?? []).filter((address) => !page.short_url.startsWith(address));
  useEffect(() => announce(t('No phone reaches this server.')), []);
  return (
    <div class="notice notice-nobody">
      <Icon of={IconWarn} />
      <div>
        <strong>{t('No phone reaches this server.')}</strong>
        <p>{t('Hotel and guest Wi-Fi often keeps devices apart. Try this in order:')}</p>
        <ol>
          <li>{t('Check that phones and this computer are in the same Wi-Fi.')}</li>
          <li>{t('Use your own router, or the hotspot of a phone, for this computer and all phones.')}</li>
          {others.length > 0 && <li>{t('Choose another address for the QR in the menu “Room”: {addresses}', { addresses: others.join(' ') })}</li>}
          <li>{t('Let this computer’s firewall accept connections for Workshop.')}</li>
        </ol>
      </div>
    </div>
  );
}
