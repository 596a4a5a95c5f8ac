/**
 * What this person asked for and the server has not taken yet. Stored before it is sent, kept until it is answered.
 *
 * Each item is a key of its own, so that two tabs never overwrite each other's; the keys sort in the order of asking.
 */

import { type ReadonlySignal, signal } from '@preact/signals';
import { isObject } from './merge';
import { sorted } from './order';
import type { Item, Wish } from './room';
import type { Shelf } from './shelf';

export const MOST_ITEMS = 200;
export const MOST_BYTES = 512 * 1024;
export const LIVES_MS = 48 * 3_600_000;
const FOLDER = 'workshop/outbox/';
const PROBE = 'workshop/probe';
/** Browsers store two bytes a letter. */
const BYTES_A_LETTER = 2;

interface Kept {
  readonly key: string;
  readonly item: Item;
}

export class Outbox {
  private readonly shown = signal<readonly Item[]>([]);
  private readonly state = signal<'ok' | 'failing' | 'full'>('ok');
  private readonly folder: string;
  /** Items that live and die with this page: commands that are not kept, and what the browser refused to store. */
  private readonly loose = new Map<string, Item>();
  private last = 0;
  private stores = true;

  constructor(
    private readonly shelf: Shelf,
    room: string,
    person: string,
  ) {
    this.folder = `${FOLDER}${room}/${person}/`;
    this.sweep();
    this.stores = this.probe();
    this.reload();
  }

  get items(): ReadonlySignal<readonly Item[]> {
    return this.shown;
  }

  get storage(): ReadonlySignal<'ok' | 'failing' | 'full'> {
    return this.state;
  }

  waiting(): readonly Item[] {
    return this.shown.value.filter((item) => item.state === 'waiting');
  }

  /** Whether the item is only in this page, so that no other tab could send it. */
  isLoose(id: string): boolean {
    for (const item of this.loose.values()) if (item.id === id) return true;
    return false;
  }

  /** False when the outbox is full and the item was not taken. */
  add(id: string, wish: Wish, keep: boolean): boolean {
    const item: Item = { id, at: Date.now(), wish, keep, state: 'waiting' };
    if (keep && this.state.value === 'full') return false;
    this.write(this.nextKey(item), item);
    return true;
  }

  stored(id: string): void {
    const kept = this.find(id);
    if (!kept) return;
    // its answer is known: from now on it is only shown, and must not be sent again after a reload
    this.shelf.remove(kept.key);
    this.loose.set(kept.key, { ...kept.item, keep: false, state: 'stored' });
    this.reload();
  }

  /** Kept until the person has read why; what is not kept is forgotten. */
  refused(id: string, code: string, facts: Item['facts'] = {}): void {
    const kept = this.find(id);
    if (kept?.item.keep) this.write(kept.key, { ...kept.item, state: 'refused', code, facts });
    else this.discard(id);
  }

  discard(id: string): void {
    const kept = this.find(id);
    if (!kept) return;
    this.shelf.remove(kept.key);
    this.loose.delete(kept.key);
    this.reload();
  }

  /** Whether this browser stores anything: asked before somebody relies on it. */
  private probe(): boolean {
    const stored = this.shelf.put(PROBE, '1');
    this.shelf.remove(PROBE);
    return stored;
  }

  /** Reads again what is stored; another tab may have changed it. */
  reload(): void {
    this.stores = this.stores || this.probe();
    for (const [key, item] of this.loose) this.stow(key, item);
    const kept = this.all();
    this.shown.value = kept.map(({ item }) => item);
    const letters = this.shelf.list(this.folder).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    const full = kept.length >= MOST_ITEMS || letters * BYTES_A_LETTER >= MOST_BYTES;
    const failing = Array.from(this.loose.values()).some((item) => item.keep) || !this.stores;
    this.state.value = full ? 'full' : failing ? 'failing' : 'ok';
  }

  private write(key: string, item: Item): void {
    this.loose.set(key, item);
    this.reload();
  }

  private stow(key: string, item: Item): void {
    if (item.keep && this.shelf.put(key, JSON.stringify(item))) this.loose.delete(key);
  }

  private all(): Kept[] {
    const stored = this.shelf.list(this.folder).flatMap(([key, value]) => read(key, value));
    const loose = Array.from(this.loose, ([key, item]) => ({ key, item }));
    return sorted([...stored.filter(({ key }) => !this.loose.has(key)), ...loose], ({ key }) => key);
  }

  private find(id: string): Kept | undefined {
    return this.all().find(({ item }) => item.id === id);
  }

  /** Later than every key there is, even if the device's clock was set back. */
  private nextKey(item: Item): string {
    const newest = this.all().reduce((most, { key }) => Math.max(most, order(key, this.folder)), this.last);
    this.last = Math.max(item.at, newest + 1);
    return `${this.folder}${this.last.toString().padStart(15, '0')}-${item.id}`;
  }

  /** Forgets what is too old, of every room and person that used this browser. */
  sweep(): void {
    for (const [key, value] of this.shelf.list(FOLDER)) {
      const [kept] = read(key, value);
      if (!kept || Date.now() - kept.item.at > LIVES_MS) this.shelf.remove(key);
    }
  }
}

function order(key: string, folder: string): number {
  return Number.parseInt(key.slice(folder.length), 10) || 0;
}

function read(key: string, value: string): Kept[] {
  try {
    const item: unknown = JSON.parse(value);
    return isItem(item) ? [{ key, item }] : [];
  } catch {
    return [];
  }
}

function isItem(value: unknown): value is Item {
  return (
    isObject(value) &&
    typeof value['id'] === 'string' &&
    typeof value['at'] === 'number' &&
    value['keep'] === true &&
    isObject(value['wish']) &&
    typeof value['wish']['type'] === 'string' &&
    (value['state'] === 'waiting' || value['state'] === 'refused')
  );
}
