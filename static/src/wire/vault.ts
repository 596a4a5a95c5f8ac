/**
 * A second copy of what must not be lost, in the database of the browser.
 *
 * Chrome and the WebViews made of it write localStorage to the disk up to five seconds late: a phone whose browser is
 * killed in between would forget a note that it called saved. What the database takes is on the disk at once.
 */

export interface Vault {
  all(): Promise<readonly (readonly [string, string])[]>;
  keep(key: string, value: string): void;
  drop(key: string): void;
}

const NAME = 'workshop';
const STORE = 'kept';

/** Undefined where the browser has no database, or forbids it. */
export function browserVault(): Vault | undefined {
  try {
    return window.indexedDB ? databaseVault(window.indexedDB) : undefined;
  } catch {
    return undefined;
  }
}

function databaseVault(databases: IDBFactory): Vault {
  let opened: Promise<IDBDatabase> | undefined;
  const use = async <T>(mode: IDBTransactionMode, act: (kept: IDBObjectStore) => T | Promise<T>): Promise<T> => {
    opened ??= open(databases);
    const database = await opened;
    // old WebViews close a transaction that is not used at once
    return act(database.transaction(STORE, mode).objectStore(STORE));
  };
  // localStorage still has it: a database that fails costs only the second copy
  const change = (act: (kept: IDBObjectStore) => IDBRequest) => void use('readwrite', act).catch(() => undefined);
  return {
    all: () =>
      use('readonly', async (kept) => {
        const [keys, values] = await Promise.all([done(kept.getAllKeys()), done<unknown[]>(kept.getAll())]);
        return keys.map((key, n) => [String(key), String(values[n])] as const);
      }),
    keep: (key, value) => change((kept) => kept.put(value, key)),
    drop: (key) => change((kept) => kept.delete(key)),
  };
}

function open(databases: IDBFactory): Promise<IDBDatabase> {
  const asked = databases.open(NAME, 1);
  asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore(STORE));
  return done(asked);
}

function done<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.addEventListener('success', () => resolve(asked.result));
    asked.addEventListener('error', () => reject(asked.error ?? new Error('the database failed')));
  });
}
