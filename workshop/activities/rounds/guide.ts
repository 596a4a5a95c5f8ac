/** Where a conversation should be by its guide times, which stop nobody. */

/** The step one would be in by the guide times; the last once they are over. */
export function stepAt(steps: readonly { readonly id: string; readonly minutes: number }[], elapsedMs: number): string | undefined {
  let over = 0;
  for (const { id, minutes } of steps) {
    over += minutes * 60_000;
    if (elapsedMs < over) return id;
  }
  return steps[steps.length - 1]?.id;
}
