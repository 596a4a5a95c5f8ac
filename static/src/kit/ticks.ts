/** Draws a part again as time goes by. */

import { useEffect, useState } from 'preact/hooks';

export function useTicks(everyMs: number, running = true): void {
  const [, draw] = useState(0);
  useEffect(() => {
    if (!running) return undefined;
    const ticking = setInterval(() => draw((n) => n + 1), everyMs);
    return () => clearInterval(ticking);
  }, [everyMs, running]);
}

/** The time on this machine's own clock, looked at every so often. */
export function useClock(everyMs: number): Date {
  const [now, look] = useState(() => new Date());
  useEffect(() => {
    const looking = setInterval(() => look(new Date()), everyMs);
    return () => clearInterval(looking);
  }, [everyMs]);
  return now;
}
