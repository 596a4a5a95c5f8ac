/** A room without a network, for tests: it shows what it is given and remembers what it is asked. */

import { type Answer, type Item, type Link, type Out, type Page, type ReadonlySignal, type Room, signal } from '@wire';

export const PAGE: Page = {
  room: 'r1', as: 'phone', lang: 'en', base: '/r/r1/', person: 'ann', code: '12345678',
  join_url: 'http://w/12345678', short_url: 'w/12345678', qr: '/r/r1/qr.svg',
};

export interface FakeRoom extends Room {
  readonly asked: { type: string; fields: object; block: string | undefined }[];
  readonly discarded: string[];
  /** Changes what an audience sees. */
  show(address: string, view: object | undefined): void;
  /** Changes what waits in the outbox. */
  wait(...items: Partial<Item>[]): void;
  network(link: Link): void;
  leave(why: Out): void;
  store(how: 'ok' | 'failing' | 'full'): void;
}

export function fakeRoom(views: Readonly<Record<string, object>>): FakeRoom {
  const shown = new Map(Object.entries(views).map(([address, view]) => [address, signal<object | undefined>(view)]));
  const at = (address: string) => {
    if (!shown.has(address)) shown.set(address, signal<object | undefined>(undefined));
    return shown.get(address) as ReturnType<typeof signal<object | undefined>>;
  };
  const [outbox, link, out, storage] = [
    signal<readonly Item[]>([]),
    signal<Link>('live'),
    signal<Out | undefined>(undefined),
    signal<'ok' | 'failing' | 'full'>('ok'),
  ];
  const asked: FakeRoom['asked'] = [];
  const discarded: string[] = [];
  return {
    view: <T>(address: string) => at(address) as ReadonlySignal<unknown> as ReadonlySignal<T | undefined>,
    ask: (type, fields = {}, options = {}) => {
      asked.push({ type, fields, block: options.block });
      return new Promise<Answer>(() => undefined);
    },
    discard: (id) => {
      discarded.push(id);
      outbox.value = outbox.value.filter((item) => item.id !== id);
    },
    outbox, link, out, storage, asked, discarded,
    held: signal(undefined),
    lastHeard: signal(0),
    pulse: signal(undefined),
    now: () => Date.now(),
    close: () => undefined,
    show: (address, view) => (at(address).value = view),
    wait: (...items) =>
      (outbox.value = items.map((item, n) => ({ id: `i${n}`, at: n, keep: true, state: 'waiting', wish: { type: '' }, ...item }))),
    network: (how) => (link.value = how),
    leave: (why) => (out.value = why),
    store: (how) => (storage.value = how),
  };
}

