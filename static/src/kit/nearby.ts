/**
 * What the windows of one room tell each other inside one browser: the console turns the wall's QR on, a clicker that
 * reaches the wall's window still turns the step. Where the browser has no channel nothing is heard, nothing breaks.
 */

/** The console asks walls to turn the QR on or off; a wall says what it shows, and the miniature shows the same. */
export type Told = 'qr' | 'qr-shown' | 'qr-hidden' | 'next' | 'back';

export interface Nearby {
  tell(what: Told): void;
  close(): void;
}

export function nearby(room: string, hear: (what: Told) => void): Nearby {
  if (typeof BroadcastChannel === 'undefined') return { tell: () => {}, close: () => {} };
  const channel = new BroadcastChannel(`workshop/${room}`);
  channel.addEventListener('message', (message: MessageEvent<Told>) => hear(message.data));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel never leaves its origin
    tell: (what) => channel.postMessage(what),
    close: () => channel.close(),
  };
}
