/** The browser's storage, which may be full, forbidden or absent. */

import { sorted } from './order';

export interface Shelf {
  /** All pairs whose key begins with `prefix`, in the order of their keys. */
  list(prefix: string): readonly (readonly [string, string])[];
  get(key: string): string | null;
  /** Whether it was stored. */
  put(key: string, value: string): boolean;
  remove(key: string): void;
}

/** Reading the name alone can throw where a browser forbids storage. */
export function browserStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

export function shelf(storage: Storage | undefined): Shelf {
  return {
    list: (prefix) => attempt(() => pairs(storage, prefix), []),
    get: (key) => attempt(() => storage?.getItem(key) ?? null, null),
    put: (key, value) =>
      attempt(() => {
        storage?.setItem(key, value);
        return storage !== undefined;
      }, false),
    remove: (key) => attempt(() => storage?.removeItem(key), undefined),
  };
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
