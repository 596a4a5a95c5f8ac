/** Tells a screen reader what a glance would tell: notes that arrive, the timer, refusals. Once on every surface. */

import { signal } from '@preact/signals';

const polite = signal('');
const urgent = signal('');

/** Has the text read out when the reader pauses, or at once where somebody has to act. */
export function announce(text: string, at: 'pause' | 'once' = 'pause'): void {
  const region = at === 'once' ? urgent : polite;
  // the same words twice are read twice only if the text differs
  region.value = region.value === text ? `${text}\u00a0` : text;
}

export function Announcer() {
  return (
    <>
      <output class="unseen" aria-live="polite">
        {polite.value}
      </output>
      <div class="unseen" role="alert" aria-live="assertive">
        {urgent.value}
      </div>
    </>
  );
}
