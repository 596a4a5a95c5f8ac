import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openRoom } from './open';
import type { Room } from './room';
import type { Hears, Line } from './socket';
import type { Page } from './views';

const PAGE: Page = {
  room: 'r1', as: 'phone', lang: 'zh', base: '/r/r1/', person: 'ann', code: '12345678',
  join_url: 'http://w/12345678', short_url: 'w/12345678', qr: '/r/r1/qr.svg',
};

/** A server of one room that knows each command's id, behind a network that can be cut. */
class Server {
  taken: { id: string; type: string; text?: string }[] = [];
  answers = new Map<string, object>();
  received = 0;
  asked = 0;
  refuses: () => Response | undefined = () => undefined;
  posts = 0;
  seq = 1;
  network: 'good' | 'cut' | 'down_lost' | 'reset' | 'portal' = 'good';
  sockets: 'good' | 'blocked' = 'good';
  say: ((command: { id: string; type: string }) => object | undefined) | undefined;
  lines: { hears: Hears; over: boolean; close: () => void }[] = [];

  take(command: { id: string; type: string }): object {
    this.received++;
    const known = this.answers.get(command.id);
    if (known) return known;
    const said = this.say?.(command);
    if (said && 'busy' in said) return { id: command.id, ...said };
    if (!said) this.taken.push(command);
    const answer = { id: command.id, ...(said ?? { ok: true, seq: ++this.seq }) };
    this.answers.set(command.id, answer);
    return answer;
  }

  views() {
    const mine = Object.fromEntries(this.taken.map(({ id, text }) => [`note-${id}`, { text }]));
    return { phones: { n: this.taken.length }, 'person:ann': { mine } };
  }

  fetch = async (input: unknown, init?: RequestInit): Promise<Response> => {
    const url = String(input);
    if (this.network === 'cut') return hang(init);
    if (this.network === 'reset') throw new TypeError('Failed to fetch');
    if (this.network === 'portal') return new Response('<html>Wi-Fi</html>', { headers: { 'Content-Type': 'text/html' } });
    const refused = this.refuses();
    if (refused) return refused;
    if (url.includes('commands')) {
      this.posts++;
      const { commands } = JSON.parse(String(init?.body)) as { commands: { id: string; type: string }[] };
      const answers = commands.map((command) => this.take(command));
      return this.network === 'down_lost' ? hang(init) : json({ answers });
    }
    if (this.network === 'down_lost') return hang(init);
    this.asked++;
    const etag = `"${this.seq}"`;
    const same = new Headers(init?.headers).get('If-None-Match') === etag;
    return same ? new Response(null, { status: 304 }) : json({ seq: this.seq, now: Date.now(), views: this.views() }, etag);
  };

  dial = (_page: Page, hears: Hears): Line => {
    const close = () => {
      if (line.over) return;
      line.over = true;
      hears.down();
    };
    const line = { hears, over: false, close };
    this.lines.push(line);
    setTimeout(() => {
      if (this.network === 'reset') close();
      if (line.over || this.network !== 'good') return;
      if (this.sockets === 'blocked') close();
      else hears.up();
    }, 20);
    const ask = async (event: string, body: object): Promise<unknown> => {
      if (line.over) return undefined;
      await pause(10);
      if (this.network === 'cut') return pause(60_000).then(() => undefined);
      const answer = event === 'time' ? { now: Date.now() } : this.take(body as { id: string; type: string });
      if (this.network === 'down_lost') return pause(60_000).then(() => undefined);
      if (line.over) return undefined;
      hears.heard();
      return answer;
    };
    return { ask: (event, body, timeout) => Promise.race([ask(event, body), pause(timeout).then(() => undefined)]), close };
  };

  texts() {
    return this.taken.map(({ text }) => text);
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function json(body: object, etag?: string): Response {
  return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', ...(etag ? { ETag: etag } : {}) } });
}

/** An answer whose bytes come one by one, over so long. */
function slowly(body: object, ms: number): Response {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const stream = new ReadableStream<Uint8Array>({
    async start(pieces) {
      for (const byte of bytes) {
        await pause(ms / bytes.length);
        pieces.enqueue(Uint8Array.of(byte));
      }
      pieces.close();
    },
  });
  return new Response(stream, { headers: { 'Content-Type': 'application/json' } });
}

function hang(init?: RequestInit): Promise<Response> {
  return new Promise((_, reject) => {
    init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });
}

let server: Server;
let rooms: Room[];

function open(page: Partial<Page> = {}): Room {
  const room = openRoom({ ...PAGE, ...page }, { dial: server.dial, fetch: (input, init) => server.fetch(input, init), storage: localStorage });
  rooms.push(room);
  return room;
}

function openWithPicture() {
  const snapshot = { seq: 1, now: Date.now(), views: server.views() };
  const room = openRoom(PAGE, {
    dial: server.dial, fetch: server.fetch as typeof fetch, storage: localStorage,
    first: { etag: '"1"', snapshot, asked: 0, answered: 10 },
  });
  rooms.push(room);
  return room;
}

function write(room: Room, ...texts: string[]) {
  return texts.map((text) => room.ask('board/add_note', { text }, { block: 'b1' }));
}

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  server = new Server();
  rooms = [];
});

afterEach(() => {
  for (const room of rooms) room.close();
  vi.useRealTimers();
});

describe('a room', () => {
  test('shows the snapshot before the socket is there, and is live after it', async () => {
    const room = open();
    expect(room.link.value).toBe('connecting');
    await vi.advanceTimersByTimeAsync(10);
    expect([room.link.value, { ...room.view<{ n: number }>('phones').value }]).toEqual(['polling', { n: 0 }]);
    await vi.advanceTimersByTimeAsync(100);
    expect(room.link.value).toBe('live');
  });

  test('stores a command before it is sent, and forgets it when its view has come', async () => {
    const room = open();
    await vi.advanceTimersByTimeAsync(100);
    const [answer] = write(room, 'one');
    expect(Object.keys(localStorage).filter((key) => key.includes('outbox'))).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(50);
    expect(await answer).toMatchObject({ ok: true, seq: 2 });
    expect([server.texts(), server.posts]).toEqual([['one'], 0]);
    expect(Object.keys(localStorage).filter((key) => key.includes('outbox'))).toHaveLength(0);
    expect(room.outbox.value.map(({ state }) => state)).toEqual(['stored']);
    server.lines[0]!.hears.delta({ a: 'person:ann', base: 1, seq: 2, patch: { mine: {} } });
    server.lines[0]!.hears.delta({ a: 'phones', base: 1, seq: 2, patch: { n: 1 } });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(room.outbox.value).toEqual([]);
  });

  test('says that the network is gone within five seconds, and delivers in order within three after it is back', async () => {
    const room = open();
    await vi.advanceTimersByTimeAsync(3_000);
    server.network = 'cut';
    write(room, 'one', 'two', 'three');
    await vi.advanceTimersByTimeAsync(5_000);
    expect([room.link.value, room.outbox.value.length]).toEqual(['offline', 3]);
    await vi.advanceTimersByTimeAsync(25_000);
    server.network = 'good';
    await vi.advanceTimersByTimeAsync(3_000);
    expect(server.texts()).toEqual(['one', 'two', 'three']);
    expect(room.outbox.value.filter(({ state }) => state === 'waiting')).toEqual([]);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(room.link.value).toBe('live');
  });

  test('a quiet cut is noticed within five seconds too', async () => {
    const room = open();
    await vi.advanceTimersByTimeAsync(7_300);
    server.network = 'cut';
    await vi.advanceTimersByTimeAsync(5_000);
    expect(room.link.value).toBe('offline');
  });

  test.each(['cut', 'down_lost', 'reset'] as const)('delivers exactly once whenever a network comes back (%s)', async (how) => {
    const room = open();
    for (let n = 0; n < 25; n++) {
      await vi.advanceTimersByTimeAsync(2_000 + n * 137);
      server.network = how;
      if (how === 'reset') for (const line of server.lines) line.close();
      write(room, `${n}a`, `${n}b`);
      await vi.advanceTimersByTimeAsync(6_000 + n * 1_311);
      server.network = 'good';
      await vi.advanceTimersByTimeAsync(3_000);
      expect(server.texts().slice(-2)).toEqual([`${n}a`, `${n}b`]);
    }
    expect(server.texts()).toHaveLength(50);
  });

  test('asks with the same id when the answer was lost, so that it happens once', async () => {
    const room = open();
    await vi.advanceTimersByTimeAsync(3_000);
    server.network = 'down_lost';
    const [answer] = write(room, 'once');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(server.texts()).toEqual(['once']);
    server.network = 'good';
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await answer).toMatchObject({ ok: true });
    expect(server.received).toBeGreaterThan(1);
    expect(server.texts()).toEqual(['once']);
  });

  test('sends after a reload what was written without a network', async () => {
    server.network = 'cut';
    const before = open();
    write(before, ...Array.from({ length: 20 }, (_, n) => `note ${n}`));
    await vi.advanceTimersByTimeAsync(1_000);
    before.close();
    server.network = 'good';
    const room = open();
    expect(room.outbox.value).toHaveLength(20);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(server.texts()).toEqual(Array.from({ length: 20 }, (_, n) => `note ${n}`));
  });

  test('works by HTTP alone where the WebSocket is blocked, in batches of ten', async () => {
    server.sockets = 'blocked';
    const room = open();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(room.link.value).toBe('polling');
    const texts = Array.from({ length: 50 }, (_, n) => `${n}`);
    write(room, ...texts);
    await vi.advanceTimersByTimeAsync(3_000);
    expect([server.texts(), server.posts <= 6]).toEqual([texts, true]);
    server.seq = 900;
    server.taken = [];
    await vi.advanceTimersByTimeAsync(3_000);
    expect({ ...room.view<object>('phones').value }).toEqual({ n: 0 });
  });

  test('waits as long as a busy server asks, then goes on in order', async () => {
    const room = open();
    await vi.advanceTimersByTimeAsync(100);
    const until = Date.now() + 2_000;
    server.say = () => (Date.now() < until ? { busy: true, retry_ms: 2_000 } : undefined);
    write(room, 'one', 'two');
    await vi.advanceTimersByTimeAsync(1_500);
    expect(server.texts()).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_500);
    expect(server.texts()).toEqual(['one', 'two']);
  });

  test('says why the server takes nothing, and goes on by itself when it does', async () => {
    const room = open();
    await vi.advanceTimersByTimeAsync(100);
    const until = Date.now() + 4_000;
    server.say = () => (Date.now() < until ? { busy: true, retry_ms: 2_000, code: 'room/storage' } : undefined);
    write(room, 'one');
    await vi.advanceTimersByTimeAsync(1_000);
    expect([room.held.value, room.outbox.value.length]).toEqual(['room/storage', 1]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect([room.held.value, server.texts()]).toEqual([undefined, ['one']]);
  });

  test('keeps a refused text until the person has dealt with it', async () => {
    const room = open();
    await vi.advanceTimersByTimeAsync(100);
    server.say = ({ type }) => (type === 'board/add_note' ? { no: true, code: 'room/locked', facts: {} } : undefined);
    const [answer] = write(room, 'too late');
    await vi.advanceTimersByTimeAsync(100);
    expect(await answer).toMatchObject({ no: true, code: 'room/locked' });
    await vi.advanceTimersByTimeAsync(60_000);
    const [item] = room.outbox.value;
    expect([item?.state, item?.code, item?.wish['text']]).toEqual(['refused', 'room/locked', 'too late']);
    room.discard(item!.id);
    expect(room.outbox.value).toEqual([]);
  });

  test('keeps the queue before a hotel’s log-in page, and says what it is', async () => {
    const room = open();
    server.network = 'portal';
    for (const line of server.lines) line.hears.down();
    write(room, 'patient');
    await vi.advanceTimersByTimeAsync(5_000);
    expect([room.link.value, room.outbox.value.length]).toEqual(['portal', 1]);
    server.network = 'good';
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.texts()).toEqual(['patient']);
  });

  test('is right within two seconds after it was frozen', async () => {
    const room = open();
    await vi.advanceTimersByTimeAsync(3_000);
    server.network = 'cut';
    server.taken.push({ id: 'x', type: 'board/add_note', text: 'meanwhile' });
    server.seq = 40;
    vi.setSystemTime(Date.now() + 600_000);
    server.network = 'good';
    window.dispatchEvent(new Event('pageshow'));
    await vi.advanceTimersByTimeAsync(2_000);
    expect({ ...room.view<object>('phones').value }).toEqual({ n: 1 });
  });

  test.each([
    ['pageshow', window],
    ['focus', window],
    ['online', window],
    ['visibilitychange', document],
    ['resume', document],
  ])('asks afresh when it is looked at again (%s)', async (name, at) => {
    open();
    await vi.advanceTimersByTimeAsync(3_000);
    const before = server.asked;
    at.dispatchEvent(new Event(name));
    await vi.advanceTimersByTimeAsync(100);
    expect(server.asked - before).toBe(1);
  });

  test('asks afresh when the clock has jumped, though nobody said that the page was frozen', async () => {
    open();
    await vi.advanceTimersByTimeAsync(3_000);
    const before = server.asked;
    vi.setSystemTime(Date.now() + 60_000);
    await vi.advanceTimersByTimeAsync(600);
    expect(server.asked - before).toBe(1);
  });

  test.each([429, 503])('waits as long as the server asks by HTTP (%d), and does not call it a dead network', async (status) => {
    server.sockets = 'blocked';
    const room = open();
    await vi.advanceTimersByTimeAsync(4_000);
    const until = Date.now() + 4_000;
    server.refuses = () => (Date.now() < until ? new Response('{"code":"room/busy"}', { status, headers: { 'Content-Type': 'application/json', 'Retry-After': '4' } }) : undefined);
    write(room, 'patient');
    await vi.advanceTimersByTimeAsync(3_500);
    expect([room.link.value, server.texts(), room.outbox.value.length]).toEqual(['polling', [], 1]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(server.texts()).toEqual(['patient']);
  });

  test('waits for a picture that takes a minute on a slow line, and asks only once for it', async () => {
    server.sockets = 'blocked';
    server.refuses = () => {
      server.asked++;
      return slowly({ seq: 1, now: Date.now(), views: server.views() }, 60_000);
    };
    const room = open();
    await vi.advanceTimersByTimeAsync(59_000);
    expect([room.view('phones').value, room.link.value, server.asked]).toEqual([undefined, 'polling', 1]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect({ ...room.view<object>('phones').value }).toEqual({ n: 0 });
  });

  test('does not take a line for dead while a picture fills it', async () => {
    const room = open();
    await vi.advanceTimersByTimeAsync(1_000);
    server.network = 'cut'; // nothing else gets through
    server.fetch = async () => slowly({ seq: 9, now: Date.now(), views: server.views() }, 20_000);
    server.lines[0]!.hears.sync(9);
    await vi.advanceTimersByTimeAsync(15_000);
    expect([room.link.value, server.lines.length]).toEqual(['live', 1]);
  });

  test('shows what came with the page before the network has said anything', async () => {
    server.network = 'cut';
    const room = openWithPicture();
    expect([{ ...room.view<object>('phones').value }, room.link.value]).toEqual([{ n: 0 }, 'connecting']);
    server.network = 'good';
    server.taken.push({ id: 'x', type: 'board/add_note' });
    server.seq = 2;
    await vi.advanceTimersByTimeAsync(5_000);
    expect({ ...room.view<object>('phones').value }).toEqual({ n: 1 });
  });

  describe('with a picture in its page', () => {
    test('asks for no other when the socket says that nothing has changed', async () => {
      openWithPicture();
      await vi.advanceTimersByTimeAsync(60);
      server.lines[0]!.hears.sync(1);
      await vi.advanceTimersByTimeAsync(5_000);
      expect([server.lines.length, server.asked]).toEqual([1, 0]);
    });

    test.each([
      ['says that something has', 2],
      ['says nothing', undefined],
    ])('asks when the socket %s', async (_, seq) => {
      const room = openWithPicture();
      server.taken.push({ id: 'x', type: 'board/add_note' });
      server.seq = 2;
      await vi.advanceTimersByTimeAsync(60);
      if (seq) server.lines[0]!.hears.sync(seq);
      await vi.advanceTimersByTimeAsync(2_000);
      expect([server.asked, { ...room.view<object>('phones').value }]).toEqual([1, { n: 1 }]);
    });

    test('asks again whenever the socket has been away', async () => {
      openWithPicture();
      await vi.advanceTimersByTimeAsync(60);
      server.lines[0]!.hears.sync(1);
      await vi.advanceTimersByTimeAsync(1_000);
      server.lines[0]!.hears.down();
      await vi.advanceTimersByTimeAsync(3_000);
      expect(server.asked).toBeGreaterThan(0);
    });
  });

  test('two tabs of one person send each note once, in order', async () => {
    const [one, other] = [open(), open()];
    await vi.advanceTimersByTimeAsync(200);
    write(one, 'one', 'two');
    window.dispatchEvent(new Event('storage'));
    write(other, 'three');
    window.dispatchEvent(new Event('storage'));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(server.texts()).toEqual(['one', 'two', 'three']);
    expect(server.received).toBe(3);
  });

  test('the console and the wall keep what they show when the network goes, and say so within five seconds', async () => {
    const rooms = [open({ as: 'console', person: undefined }), open({ as: 'projector', person: undefined })];
    await vi.advanceTimersByTimeAsync(3_000);
    server.network = 'cut';
    await vi.advanceTimersByTimeAsync(5_000);
    expect(rooms.map((room) => [room.link.value, { ...room.view<object>('phones').value }])).toEqual([
      ['offline', { n: 0 }],
      ['offline', { n: 0 }],
    ]);
  });

  test.each<'moved' | 'removed' | 'ended' | 'revoked'>(['moved', 'removed', 'ended', 'revoked'])('says why it is out (%s)', async (why) => {
    const room = open();
    await vi.advanceTimersByTimeAsync(100);
    server.lines[0]!.hears.out(why);
    expect(room.out.value).toBe(why);
  });

  test('fetches what it missed when a delta does not follow', async () => {
    const room = open();
    await vi.advanceTimersByTimeAsync(500);
    server.taken.push({ id: 'x', type: 'board/add_note' }, { id: 'y', type: 'board/add_note' });
    server.seq = 9;
    server.lines[0]!.hears.delta({ a: 'phones', base: 8, seq: 9, patch: { n: 2 } });
    await vi.advanceTimersByTimeAsync(100);
    expect({ ...room.view<object>('phones').value }).toEqual({ n: 2 });
  });

  test('does not keep what a facilitator asks, and says when nobody answered', async () => {
    server.network = 'cut';
    const room = open({ as: 'console' });
    const answer = room.ask('room/next', {});
    expect(Object.keys(localStorage).filter((key) => key.includes('outbox'))).toEqual([]);
    await vi.advanceTimersByTimeAsync(16_000);
    expect(await answer).toMatchObject({ lost: true });
    server.network = 'good';
    await vi.advanceTimersByTimeAsync(20_000);
    expect(server.taken).toEqual([]);
  });

  test('stops when it is told to leave, and keeps what was not sent', async () => {
    const room = open();
    await vi.advanceTimersByTimeAsync(100);
    server.lines[0]!.hears.out('moved');
    write(room, 'for the other phone');
    await vi.advanceTimersByTimeAsync(30_000);
    expect([room.out.value, server.taken, server.lines.length, room.outbox.value.length]).toEqual(['moved', [], 1, 1]);
  });

  test('never dials more than once in a second, whatever happens', async () => {
    server.sockets = 'blocked';
    open();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.lines.length).toBeGreaterThan(4);
    expect(server.lines.length).toBeLessThan(61);
  });

  test('tells the server’s time, whatever the clock of the device says', async () => {
    const room = open();
    await vi.advanceTimersByTimeAsync(1_000);
    const before = room.now();
    expect(Math.abs(before - Date.now())).toBeLessThan(50);
    vi.setSystemTime(Date.now() - 3_600_000);
    expect(Math.abs(room.now() - before)).toBeLessThan(50);
  });
});
