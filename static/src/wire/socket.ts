/**
 * One WebSocket, from its dialling to its end. A new attempt is a new line.
 *
 * It speaks Socket.IO 5 on Engine.IO 4, as much of it as the server has: one namespace, texts only, answers by number.
 */

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

/** What a message is, by its first letters. */
const IS = { opened: '0', ping: '2', event: '42', answer: '43', joined: '40' } as const;
const SAYS = { pong: '3', join: '40', event: '42' } as const;
const PACKET = /^(40|42|43|0|2)(\d*)/;

export const dial: Dial = (page, hears) => {
  const socket = new WebSocket(addressOf(page));
  const waiting = new Map<number, (answer: unknown) => void>();
  let [asked, up, over] = [0, false, false];

  const end = () => {
    if (over) return;
    over = true;
    clearTimeout(patience);
    window.removeEventListener('offline', end);
    socket.close();
    for (const answered of waiting.values()) answered(undefined);
    hears.down();
  };
  const patience = setTimeout(end, DIAL_TIMEOUT_MS);
  // the network is gone, and the socket would notice minutes later
  window.addEventListener('offline', end);

  const handle = ([, is, number = '']: readonly string[], rest: string) => {
    if (is === IS.opened) socket.send(SAYS.join);
    else if (is === IS.ping) socket.send(SAYS.pong);
    else if (is === IS.event) listen(hears, ...eventIn(rest));
    else if (is === IS.answer) waiting.get(Number(number))?.(listIn(rest)[0]);
    else {
      clearTimeout(patience);
      up = true;
      hears.up();
    }
  };
  socket.addEventListener('close', end);
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const found = over || typeof data !== 'string' ? null : PACKET.exec(data);
    if (!found) return end(); // the server has closed, or said no, or it is not our server
    if (up) hears.heard();
    handle(found, found.input.slice(found[0].length));
  });

  return {
    ask: (event, body, timeoutMs) =>
      new Promise((resolve) => {
        if (over || !up) return resolve(undefined);
        const number = asked++;
        const answered = (answer: unknown) => {
          clearTimeout(late);
          waiting.delete(number);
          resolve(answer);
        };
        const late = setTimeout(() => answered(undefined), timeoutMs);
        waiting.set(number, answered);
        socket.send(SAYS.event + String(number) + JSON.stringify([event, body]));
      }),
    close: end,
  };
};

function addressOf({ base, as }: Page): string {
  return `${location.origin.replace(/^http/, 'ws')}${base}socket.io/?as=${as}&EIO=4&transport=websocket`;
}

/** What is in a packet; nothing when it cannot be read. */
function listIn(text: string): readonly unknown[] {
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

function eventIn(text: string): [name: unknown, body: unknown] {
  const [name, body] = listIn(text);
  return [name, body];
}

function listen(hears: Hears, event: unknown, body: unknown): void {
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
