/** The way in as a picture. It lies on white in both themes, or old cameras do not read it. */

import { t } from '../words';

export function Qr({ src, class: also }: { readonly src: string; readonly class?: string }) {
  return (
    <span class={also ? `qr ${also}` : 'qr'}>
      <img src={src} alt={t('QR code that opens this room on a phone')} />
    </span>
  );
}

/** The picture of the code that holds now: a new code is a new picture. */
export function qrOf(page: { readonly qr: string }, code: string): string {
  return `${page.qr}${page.qr.includes('?') ? '&' : '?'}code=${code}`;
}

/** The short address without the code: at its root people are asked for the code. */
export function shortAddress(address: string): string {
  return address.replace(/\/\d{8}$/, '');
}

/** Eight digits as they are read out: `1234 5678`. */
export function spacedCode(code: string): string {
  return code.replace(/^(\d{4})(\d{4})$/, '$1 $2');
}
