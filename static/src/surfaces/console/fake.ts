/** A room without a network, for tests: it answers what it is told to and remembers what it was asked. */

import { type Answer, type Page, type Pulse, type ReadonlySignal, type Room, type RoomConsole, signal } from '@wire';

export const PAGE: Page = {
  room: 'r1', as: 'console', lang: 'en', base: '/r/r1/', code: '12345678',
  join_url: 'http://w/j/x', short_url: 'w/12345678', qr: '/r/r1/qr.svg', csrf: 'x', addresses: ['10.0.0.1', '10.0.0.2'],
};

export const STEP = (id: string, n: number) => ({ id, phase: id, name: { zh: id, en: id }, n, of: 3 });

/** A room in which Ann and Ben write; the next step is `pick`. */
export const WRITING: RoomConsole = {
  title: 'Thursday class', course: { zh: '课程', en: 'A course' }, state: 'running', code: '12345678', mode: 'full', joining: 'open',
  agenda: {
    a: { rank: 0, block: 'a', title: { zh: '欢迎', en: 'Welcome' }, kind: 'slide', minutes: 5, at: '09:00', day: 1, state: 'done' },
    b: { rank: 1, block: 'b', title: { zh: '现状', en: 'Where we are' }, kind: 'board', minutes: 14, at: '09:05', day: 1, state: 'now' },
    c: { rank: 2, block: 'c', title: { zh: '卡片', en: 'Cards' }, kind: 'sort', minutes: 10, at: '09:19', day: 1, state: 'not_yet', needs: { sort: true } },
  },
  steps: {
    write: { rank: 0, name: { zh: '写', en: 'Write' }, minutes: 4, state: 'now' },
    pick: { rank: 1, name: { zh: '选', en: 'Pick' }, minutes: 2, state: 'ahead' },
  },
  now: {
    block: 'b', kind: 'board', title: { zh: '现状', en: 'Where we are' }, step: { id: 'write', phase: 'write', name: { zh: '写', en: 'Write' }, n: 1, of: 2 },
    ask: { zh: '写', en: 'One thing on each note' }, phone: { zh: '写', en: 'Write one' }, minutes: 4, privacy: 'room',
  },
  people: {
    ann: { name: 'Ann', rank: 0, joined: true, team: 't1', done: true, n: 2 },
    ben: { name: 'Ben', rank: 1, joined: true, team: 't1' },
  },
  teams: { t1: { number: 1 } },
  progress: { per: 'person', done: 1, of: 2, missing: { ben: true } },
  next: { does: 'step', name: { zh: '选', en: 'Pick' } },
};

export interface FakeRoom extends Room {
  readonly asked: { type: string; fields: object; block?: string }[];
  /** How the next commands are answered, one after the other; after that everything is done. */
  answer(...answers: (Omit<Extract<Answer, { no: true }>, 'id'> | { ok: true; seq: number } | { lost: true })[]): void;
  show(view: RoomConsole | undefined): void;
  pulse: ReadonlySignal<Pulse | undefined> & { value: Pulse | undefined };
}

export function fakeRoom(view: RoomConsole | undefined = WRITING): FakeRoom {
  const shown = signal<RoomConsole | undefined>(view);
  const asked: FakeRoom['asked'] = [];
  const answers: object[] = [];
  return {
    view: <T>(address: string) => (address === 'console' ? shown : signal(undefined)) as unknown as ReadonlySignal<T | undefined>,
    ask: (type, fields = {}, options = {}) => {
      asked.push({ type, fields, ...(options.block === undefined ? {} : { block: options.block }) });
      return Promise.resolve({ id: `c${asked.length}`, ...(answers.shift() ?? { ok: true, seq: 1 }) } as Answer);
    },
    discard: () => undefined,
    outbox: signal([]), link: signal('live'), out: signal(undefined), storage: signal('ok'), held: signal(undefined), lastHeard: signal(0),
    pulse: signal<Pulse | undefined>({ in: 2, offline: {} }),
    now: () => 1_000_000,
    close: () => undefined,
    asked,
    answer: (...given) => void answers.push(...given),
    show: (next) => (shown.value = next),
  };
}
