/** One WebSocket, from its dialling to its end. A new attempt is a new line. */

import type { io as Io } from 'socket.io-client';
import { isObject } from './merge';
import { type Delta, isDelta } from './replica';
import type { Out } from './room';
import type { Page, Pulse } from './views';

/** What the server says by itself. */
export interface Hears {
  up(): void;
  /** Once, whatever ended the line. */
  down(): void;
  /** Something arrived, whatever it was. */
  heard(): void;
  delta(delta: Delta): void;
  sync(seq: number): void;
  pulse(pulse: Pulse): void;
  restarting(retryMs: number): void;
  out(why: Out): void;
}

export interface Line {
  /** The answer of the server, or undefined when none came in time. */
  ask(event: 'cmd' | 'time', body: object, timeoutMs: number): Promise<unknown>;
  close(): void;
}

export type Dial = (page: Page, hears: Hears) => Line;

/** A phone that is 400 ms away needs this long for TCP, TLS and the handshake. */
const DIAL_TIMEOUT_MS = 10_000;

/** The library comes after the first picture: on a slow line the room is there a second earlier without it. */
export const dial: Dial = (page, hears) => {
  let line: Line | undefined;
  let over = false;
  const end = () => {
    if (line) return line.close();
    if (!over) hears.down();
    over = true;
  };
  import('socket.io-client').then(({ io }) => {
    if (!over) line = lineOf(io, page, hears);
  }, end);
  return { ask: async (event, body, timeoutMs) => line?.ask(event, body, timeoutMs), close: end };
};

function lineOf(io: typeof Io, page: Page, hears: Hears): Line {
  const socket = io({
    path: `${page.base}socket.io`,
    query: { as: page.as },
    transports: ['websocket'],
    forceNew: true,
    reconnection: false, // the wire decides when to dial again
    timeout: DIAL_TIMEOUT_MS,
  });
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    socket.off();
    socket.offAny();
    socket.disconnect();
    hears.down();
  };

  socket.on('connect', () => hears.up());
  socket.on('connect_error', end);
  socket.on('disconnect', end);
  socket.io.on('ping', () => hears.heard());
  socket.onAny((event: string, body: unknown) => {
    hears.heard();
    listen(hears, event, body);
  });

  return {
    ask: (event, body, timeoutMs) =>
      new Promise((resolve) => {
        if (over || !socket.connected) return resolve(undefined);
        socket.timeout(timeoutMs).emit(event, body, (error: unknown, answer: unknown) => {
          if (!error) hears.heard();
          resolve(error ? undefined : answer);
        });
      }),
    close: end,
  };
}

function listen(hears: Hears, event: string, body: unknown): void {
  const fields = isObject(body) ? body : {};
  if (event === 'd' && isDelta(body)) hears.delta(body);
  else if (event === 'sync' && typeof fields['seq'] === 'number') hears.sync(fields['seq']);
  else if (event === 'pulse' && typeof fields['in'] === 'number') hears.pulse(fields as unknown as Pulse);
  else if (event === 'restarting' && typeof fields['retry_ms'] === 'number') hears.restarting(fields['retry_ms']);
  else if (event === 'out') hears.out(why(fields['why']));
}

const WHYS: readonly unknown[] = ['moved', 'removed', 'ended', 'revoked'] satisfies Out[];

function why(said: unknown): Out {
  return WHYS.includes(said) ? (said as Out) : 'signed_out';
}
