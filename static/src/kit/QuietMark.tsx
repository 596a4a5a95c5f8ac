/** A small mark that the network is gone and the picture is the last one; nothing while all is well. */

import type { Link } from '@wire';
import { t } from '../words';
import { Icon } from './Icon';
import { IconOffline } from './icons';

export function QuietMark({ link }: { readonly link: Link }) {
  const words = linkWords(link);
  return (
    <output class="quiet-mark-place">
      {words && (
        <span class="quiet-mark">
          <Icon of={IconOffline} />
          <span>{words}</span>
        </span>
      )}
    </output>
  );
}

function linkWords(link: Link): string | undefined {
  switch (link) {
    case 'offline':
      return t('No connection. This is the last picture.');
    case 'portal':
      return t('The Wi-Fi asks to sign in. This is the last picture.');
    default:
      return undefined;
  }
}
