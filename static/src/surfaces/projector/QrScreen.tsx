/** The way in, as large as the wall. */

import { Qr, qrOf, shortAddress, spacedCode } from '@kit';
import { type Page, t } from '@wire';

export function QrScreen({ page, code }: { readonly page: Page; readonly code: string }) {
  return (
    <aside class="qr-screen" aria-label={t('Scan to join')}>
      <Qr src={qrOf(page, code)} class="qr-screen-qr" />
      <div class="qr-screen-way">
        <p class="way-in">{t('Scan to join')}</p>
        <p class="way-or">{t('or open {address} and type', { address: shortAddress(page.short_url) })}</p>
        <p class="way-code figures">{spacedCode(code)}</p>
      </div>
    </aside>
  );
}
