/** What this screen holds of each audience it belongs to. A replica is never wrong, only late. */

import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { isObject, merge, type View } from './merge';

/** The difference between two views of one audience. */
export interface Delta {
  readonly a: string;
  readonly base: number;
  readonly seq: number;
  readonly patch: View;
}

export interface Snapshot {
  readonly seq: number;
  readonly now: number;
  readonly views: Readonly<Record<string, View>>;
  readonly pulse?: unknown;
}

/** A snapshot that is behind may come from a process that lags; this many in a row mean that the room was restored. */
const OLDER_TO_BELIEVE = 3;
const NOWHERE = -1;

export class Replica {
  private readonly shown = new Map<string, Signal<View | undefined>>();
  private readonly seqs = new Map<string, number>();
  private olderInARow = 0;
  /** The highest seq a snapshot has brought. */
  snapshotSeq = NOWHERE;

  view(address: string): ReadonlySignal<View | undefined> {
    return this.at(address);
  }

  seq(address: string): number {
    return this.seqs.get(address) ?? NOWHERE;
  }

  /** `gap` says that something was missed and a snapshot is due. */
  take(delta: Delta): 'merged' | 'old' | 'gap' {
    const mine = this.seq(delta.a);
    if (delta.seq <= mine) return 'old';
    if (delta.base > mine) return 'gap';
    const at = this.at(delta.a);
    at.value = merge(at.value ?? {}, delta.patch);
    this.seqs.set(delta.a, delta.seq);
    return 'merged';
  }

  /** `older` says that the snapshot was behind what is shown already and changed nothing. */
  restore(snapshot: Snapshot): 'taken' | 'older' {
    const newest = Math.max(NOWHERE, ...this.seqs.values());
    if (snapshot.seq < newest && ++this.olderInARow < OLDER_TO_BELIEVE) return 'older';
    this.olderInARow = 0;
    this.snapshotSeq = snapshot.seq;
    batch(() => {
      for (const address of this.seqs.keys()) if (!has(snapshot.views, address)) this.drop(address);
      for (const address of Object.keys(snapshot.views)) this.set(address, snapshot.views[address], snapshot.seq);
    });
    return 'taken';
  }

  private set(address: string, view: View | undefined, seq: number): void {
    this.at(address).value = merge({}, view ?? {});
    this.seqs.set(address, seq);
  }

  private drop(address: string): void {
    this.at(address).value = undefined;
    this.seqs.delete(address);
  }

  private at(address: string): Signal<View | undefined> {
    let found = this.shown.get(address);
    if (!found) this.shown.set(address, (found = signal<View | undefined>(undefined)));
    return found;
  }
}

export function isSnapshot(value: unknown): value is Snapshot {
  return isObject(value) && typeof value['seq'] === 'number' && isObject(value['views']);
}

export function isDelta(value: unknown): value is Delta {
  return (
    isObject(value) &&
    typeof value['a'] === 'string' &&
    typeof value['base'] === 'number' &&
    typeof value['seq'] === 'number' &&
    isObject(value['patch'])
  );
}

function has(views: object, address: string): boolean {
  return Object.prototype.hasOwnProperty.call(views, address);
}
