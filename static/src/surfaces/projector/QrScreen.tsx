/** The way in, as large as the wall. */

import { Qr, spacedCode } from '@kit';
import { type Page, t } from '@wire';

export function QrScreen({ page, code }: { readonly page: Page; readonly code: string }) {
  return (
    <div class="qr-screen">
      <Qr src={page.qr} class="qr-screen-qr" />
      <div class="qr-screen-way">
        <p class="way-in">{t('Scan to join')}</p>
        <p class="way-or">{t('or open {address} and type', { address: page.short_url })}</p>
        <p class="way-code figures">{spacedCode(code)}</p>
      </div>
    </div>
  );
}
