/** The browser's storage, which may be full, forbidden or absent. */

import { sorted } from './order';
import { browserVault, type Vault } from './vault';

export interface Shelf {
  /** All pairs whose key begins with `prefix`, in the order of their keys. */
  list(prefix: string): readonly (readonly [string, string])[];
  get(key: string): string | null;
  /** Whether it was stored. */
  put(key: string, value: string): boolean;
  remove(key: string): void;
  /** Puts back what the storage lost because the browser was killed. Never fails, but may take its time. */
  mend(): Promise<void>;
}

/** Reading the name alone can throw where a browser forbids storage. */
export function browserStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** What this device stores, with the second copy. */
export function deviceShelf(): Shelf {
  return shelf(browserStorage(), browserVault());
}

export function shelf(storage: Storage | undefined, vault?: Vault): Shelf {
  return {
    list: (prefix) => attempt(() => pairs(storage, prefix), []),
    get: (key) => attempt(() => storage?.getItem(key) ?? null, null),
    put: (key, value) => {
      vault?.keep(key, value);
      return attempt(() => {
        storage?.setItem(key, value);
        return storage !== undefined;
      }, false);
    },
    remove: (key) => {
      vault?.drop(key);
      attempt(() => storage?.removeItem(key), undefined);
    },
    mend: () => mend(storage, vault),
  };
}

/** Something that was removed may come back so; a command that comes back is known to the server by its id. */
async function mend(storage: Storage | undefined, vault: Vault | undefined): Promise<void> {
  try {
    for (const [key, value] of (await vault?.all()) ?? []) {
      if (storage?.getItem(key) === null) storage.setItem(key, value);
    }
  } catch {
    // then there is no second copy
  }
}

function pairs(storage: Storage | undefined, prefix: string): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (let n = 0; n < (storage?.length ?? 0); n++) {
    const key = storage?.key(n);
    const value = key?.startsWith(prefix) ? storage?.getItem(key) : null;
    if (key != null && value != null) found.push([key, value]);
  }
  return sorted(found, ([key]) => key);
}

function attempt<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
