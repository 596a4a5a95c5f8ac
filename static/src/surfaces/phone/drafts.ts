/** What was typed and not sent yet. Stored on this phone while typing, so that it survives a reload and a dead battery. */

import { signal } from '@preact/signals';
import { isObject } from '@wire/merge';
import type { Shelf } from '@wire/shelf';

/** A course of two days with a night between them. */
export const DRAFT_LIVES_MS = 72 * 3_600_000;
/** Half of what is promised: the rest is for a slow phone. */
const SOON_MS = 250;
const FOLDER = 'workshop/draft/';

export interface Draft {
  readonly text: string;
  readonly choice?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

export class Drafts {
  /** What is typed lives in this page only: the browser refuses to store it. */
  readonly failing = signal(false);
  private readonly folder: string;
  private readonly due = new Map<string, Draft>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly shelf: Shelf,
    room: string,
    person: string,
  ) {
    this.folder = `${FOLDER}${room}/${person}/`;
    this.sweep();
    // the last moments in which a page that is thrown away can still store
    window.addEventListener('pagehide', this.flush);
    document.addEventListener('visibilitychange', this.flush);
  }

  read(name: string): Draft | undefined {
    return this.due.get(name) ?? parsed(this.shelf.get(this.folder + name))?.draft;
  }

  keepSoon(name: string, draft: Draft): void {
    this.due.set(name, draft);
    this.timer ??= setTimeout(this.flush, SOON_MS);
  }

  drop(name: string): void {
    this.due.delete(name);
    this.shelf.remove(this.folder + name);
  }

  readonly flush = (): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const [name, draft] of this.due) {
      if (this.shelf.put(this.folder + name, JSON.stringify({ at: Date.now(), draft }))) this.due.delete(name);
    }
    this.failing.value = this.due.size > 0;
  };

  private sweep(): void {
    for (const [key, value] of this.shelf.list(FOLDER)) {
      const kept = parsed(value);
      if (!kept || Date.now() - kept.at > DRAFT_LIVES_MS) this.shelf.remove(key);
    }
  }
}

function parsed(value: string | null): { at: number; draft: Draft } | undefined {
  try {
    const kept: unknown = JSON.parse(value ?? 'null');
    if (!isObject(kept) || typeof kept['at'] !== 'number') return undefined;
    const draft = kept['draft'];
    return isObject(draft) && typeof draft['text'] === 'string' ? { at: kept['at'], draft: draft as unknown as Draft } : undefined;
  } catch {
    return undefined;
  }
}
