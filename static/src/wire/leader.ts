/**
 * One tab of a person sends what waits in the outbox, the one that was looked at last.
 *
 * Two senders would do no harm (the server knows each id), but could change the order. So a lock that is lost now and
 * then is good enough: Web Locks where they exist, else a lease in the storage (they are missing on plain HTTP).
 */

import { freshId } from './ids';
import type { Shelf } from './shelf';

export interface Leader {
  leads(): boolean;
  /** The person looks at this tab now: it takes over. (A hidden tab may be frozen and hold the lock for ever.) */
  takeOver(): void;
  close(): void;
}

const LEASE_MS = 4_000;
const RENEWED_EVERY_MS = 1_000;

type Locks = Pick<LockManager, 'request'>;

export function leader(name: string, shelf: Shelf, onLead: () => void, locks = webLocks()): Leader {
  return locks ? lockLeader(`workshop/${name}`, locks, onLead) : leaseLeader(`workshop/lease/${name}`, shelf, onLead);
}

function webLocks(): Locks | undefined {
  return (navigator as { locks?: Locks }).locks;
}

function lockLeader(name: string, locks: Locks, onLead: () => void): Leader {
  let release: (() => void) | undefined;
  let inLine: AbortController | undefined;
  let closed = false;

  const hold = () =>
    new Promise<void>((resolve) => {
      inLine = undefined;
      release = resolve;
      onLead();
    });
  const ask = (how: 'wait' | 'steal') => {
    const waits = new AbortController();
    inLine = waits;
    const options = how === 'steal' ? { steal: true } : { signal: waits.signal };
    void locks.request(name, options, hold).catch((error: unknown) => {
      if (closed || waits.signal.aborted) return;
      const stolen = error instanceof DOMException && error.name === 'AbortError';
      release = stolen ? undefined : () => undefined; // a browser that forbids locks has no other sender to wait for
      if (stolen) ask('wait'); // by the tab the person looks at now
    });
  };
  const leaveLine = () => inLine?.abort();

  ask('wait');
  return {
    leads: () => release !== undefined,
    takeOver: () => {
      if (release) return;
      leaveLine();
      ask('steal');
    },
    close: () => {
      closed = true;
      leaveLine();
      release?.();
      release = undefined;
    },
  };
}

function leaseLeader(key: string, shelf: Shelf, onLead: () => void): Leader {
  const me = freshId();
  let led = false;

  const holder = () => {
    const [tab, until] = (shelf.get(key) ?? '').split(' ');
    return tab && Number(until) > Date.now() && Number(until) <= Date.now() + LEASE_MS ? tab : undefined;
  };
  const take = () => {
    shelf.put(key, `${me} ${Date.now() + LEASE_MS}`);
    if (!led) onLead();
    led = true;
  };
  const renew = () => {
    if ((holder() ?? me) === me) take();
    else led = false;
  };

  renew();
  const timer = setInterval(renew, RENEWED_EVERY_MS);
  return {
    leads: () => (holder() ?? me) === me,
    takeOver: take,
    close: () => {
      clearInterval(timer);
      if (holder() === me) shelf.remove(key);
    },
  };
}
