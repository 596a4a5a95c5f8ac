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

/** A number that grows by one every so often, and starts again when `from` changes; for pages that turn by themselves. */
export function useTurns(everyMs: number, running: boolean, from: unknown): number {
  const [turns, turn] = useState(0);
  useEffect(() => {
    turn(0);
    if (!running) return undefined;
    const turning = setInterval(() => turn((n) => n + 1), everyMs);
    return () => clearInterval(turning);
  }, [everyMs, running, from]);
  return turns;
}
