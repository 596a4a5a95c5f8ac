/** The snapshot that came with the page, so that the first picture costs no question of its own. */

import { isSnapshot, type Snapshot } from './replica';

export interface First {
  readonly etag: string;
  readonly snapshot: Snapshot;
  /** Between these two readings of `performance.now()` the server looked. */
  readonly asked: number;
  readonly answered: number;
}

/** Undefined where a page brings none, as the console's. */
export function firstLook(): First | undefined {
  const found = JSON.parse(document.getElementById('first')?.textContent || '{}') as Partial<First>;
  const [loaded] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (!found.etag || !isSnapshot(found.snapshot) || !loaded) return undefined;
  return { etag: found.etag, snapshot: found.snapshot, asked: loaded.requestStart, answered: loaded.responseStart };
}
