/** Dots that are placed, and places for dots. */

import { t } from '@wire';

export function Dots({ n, of }: { readonly n: number; readonly of: number }) {
  return (
    <span class="dots">
      {Array.from({ length: of }, (_, at) => (
        <span key={at} class={at < n ? 'dot dot-on' : 'dot'} aria-hidden="true" />
      ))}
      <span class="unseen">{t('{n} of {of} dots', { n, of })}</span>
    </span>
  );
}
