import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dial, type Hears } from './socket';
import type { Page } from './views';

const PAGE: Page = {
  room: 'r1', as: 'phone', lang: 'zh', base: '/r/r1/', person: 'ann', code: '12345678',
  join_url: 'http://w/12345678', short_url: 'w/12345678', qr: '/r/r1/qr.svg',
};

/** The browser's end of a line, with the server in the hands of the test. */
class Wire extends EventTarget {
  static last: Wire;
  readonly sent: string[] = [];
  closed = false;

  constructor(readonly address: string) {
    super();
    Wire.last = this;
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.closed = true;
  }

  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

function ears() {
  const said: unknown[] = [];
  const hears: Hears = {
    up: () => said.push('up'),
    down: () => said.push('down'),
    heard: () => said.push('heard'),
    delta: (delta) => said.push(delta),
    sync: (seq) => said.push(['sync', seq]),
    pulse: (pulse) => said.push(pulse),
    restarting: (ms) => said.push(['restarting', ms]),
    out: (why) => said.push(why),
  };
  return { said, hears };
}

function joined() {
  const { said, hears } = ears();
  const line = dial(PAGE, hears);
  Wire.last.say('0{"sid":"a","upgrades":[],"pingInterval":20000,"pingTimeout":20000}');
  Wire.last.say('40{"sid":"b"}');
  return { said, line, wire: Wire.last };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Wire);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a line', () => {
  test('dials the room, joins once the server has opened, and is up when it has let in', () => {
    const { said, wire } = joined();
    expect(wire.address).toMatch(/^ws:\/\/.*\/r\/r1\/socket\.io\/\?as=phone&EIO=4&transport=websocket$/);
    expect([wire.sent, said]).toEqual([['40'], ['up']]);
  });

  test('answers a ping, which is a sign of life', () => {
    const { said, wire } = joined();
    wire.say('2');
    expect([wire.sent.at(-1), said]).toEqual(['3', ['up', 'heard']]);
  });

  test('tells what the server says', () => {
    const { said, wire } = joined();
    wire.say('42["sync",{"seq":7}]');
    wire.say('42["restarting",{"retry_ms":500}]');
    wire.say('42["out",{"why":"moved"}]');
    wire.say('42["pulse",{"in":3}]');
    expect(said.filter((one) => one !== 'heard')).toEqual(['up', ['sync', 7], ['restarting', 500], 'moved', { in: 3 }]);
  });

  test('brings each answer to who asked', async () => {
    const { line, wire } = joined();
    const both = Promise.all([line.ask('cmd', { n: 1 }, 1_000), line.ask('time', {}, 1_000)]);
    expect(wire.sent.slice(1)).toEqual(['420["cmd",{"n":1}]', '421["time",{}]']);
    wire.say('431[{"now":5}]');
    wire.say('430[{"ok":true}]');
    expect(await both).toEqual([{ ok: true }, { now: 5 }]);
  });

  test('stays without an answer that does not come in time, and takes no notice when it comes late', async () => {
    const { said, line, wire } = joined();
    const answer = line.ask('cmd', {}, 1_000);
    vi.advanceTimersByTime(1_000);
    expect(await answer).toBeUndefined();
    wire.say('430[{"ok":true}]');
    expect(said).toEqual(['up', 'heard']);
  });

  test.each([
    ['the socket closes', (wire: Wire) => wire.dispatchEvent(new Event('close'))],
    ['the browser has no network', () => window.dispatchEvent(new Event('offline'))],
    ['the server throws out', (wire: Wire) => wire.say('41')],
    ['the server closes', (wire: Wire) => wire.say('1')],
    ['bytes come', (wire: Wire) => wire.say(new ArrayBuffer(3))],
    ['something else answers', (wire: Wire) => wire.say('<html>')],
  ])('ends once when %s, with all that was asked', async (_, happens) => {
    const { said, line, wire } = joined();
    const answer = line.ask('cmd', {}, 60_000);
    happens(wire);
    happens(wire);
    line.close();
    expect(await answer).toBeUndefined();
    expect([wire.closed, said.filter((one) => one === 'down')]).toEqual([true, ['down']]);
    expect(await line.ask('cmd', {}, 1_000)).toBeUndefined();
  });

  test('ends when nobody lets it in', () => {
    const { said, hears } = ears();
    dial(PAGE, hears);
    Wire.last.say('0{}');
    Wire.last.say('44{"message":"room/signed_out"}');
    expect(said).toEqual(['down']);
    const silent = ears();
    dial(PAGE, silent.hears);
    vi.advanceTimersByTime(10_000);
    expect(silent.said).toEqual(['down']);
  });

  test('takes no harm from a packet that cannot be read', () => {
    const { said, wire } = joined();
    for (const packet of ['42', '42{', '42[1]', '42["d",null]', '42{"length":9}', '439[', '43[1]']) wire.say(packet);
    expect(new Set(said)).toEqual(new Set(['up', 'heard']));
  });
});
