/** The snapshot and the commands by HTTP: the way that works everywhere. */

import { isObject } from './merge';
import { isSnapshot, type Snapshot } from './replica';
import { isReply, type Reply } from './reply';
import type { Wish } from './room';
import type { Page } from './views';

/** Silence after which a request is given up. However long a body takes on a slow line: while bytes come it is waited for. */
const SNAPSHOT_TIMEOUT_MS = 15_000;
const COMMANDS_TIMEOUT_MS = 10_000;

/**
 * What became of a request. `portal`: somebody else answered. `signed_out`: the ticket is not (or no longer) good.
 * `busy`: the server answers and asks to be left alone for a while. `failed`: unknown. `rejected`: it will never take this.
 */
export type Outcome<T> =
  | { readonly is: 'ok'; readonly body: T }
  | { readonly is: 'same' | 'portal' | 'signed_out' }
  | { readonly is: 'busy' | 'failed'; readonly retryMs?: number }
  | { readonly is: 'rejected'; readonly code: string };

export type Fetch = typeof fetch;

export interface Posted {
  readonly id: string;
  readonly wish: Wish;
}

export class Http {
  private etag: string | undefined;

  constructor(
    private readonly page: Page,
    private readonly fetching: Fetch = (input, init) => fetch(input, init),
  ) {}

  /** `onBytes` is called as soon as the server answers, and with every piece of the body. */
  async snapshot(aborted: AbortSignal, onBytes: () => void): Promise<Outcome<Snapshot>> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (this.etag) headers['If-None-Match'] = this.etag;
    return this.request<Snapshot>('snapshot', { headers }, SNAPSHOT_TIMEOUT_MS, aborted, async (response, alive) => {
      onBytes();
      if (response.status === 304) return { is: 'same' };
      const body = await bodyOf(response, () => {
        alive();
        onBytes();
      });
      if (!isSnapshot(body)) return { is: 'failed' };
      this.etag = response.headers.get('ETag') ?? undefined;
      return { is: 'ok', body };
    });
  }

  /** The page brought a snapshot with it. */
  remember(etag: string): void {
    this.etag = etag;
  }

  /** The next snapshot is sent whole, even if nothing changed since the last. */
  forget(): void {
    this.etag = undefined;
  }

  async commands(posted: readonly Posted[], aborted: AbortSignal): Promise<Outcome<readonly Reply[]>> {
    const headers: Record<string, string> = {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      'X-Workshop': '1',
    };
    if (this.page.csrf) headers['X-CSRFToken'] = this.page.csrf;
    const body = JSON.stringify({ commands: posted.map(({ id, wish }) => ({ ...wish, id })) });
    const init = { method: 'POST', headers, body };
    return this.request<readonly Reply[]>('commands', init, COMMANDS_TIMEOUT_MS, aborted, async (response, alive) => {
      const answer = await bodyOf(response, alive);
      const replies: unknown = isObject(answer) ? answer['answers'] : undefined;
      return Array.isArray(replies) ? { is: 'ok', body: replies.filter(isReply) } : { is: 'failed' };
    });
  }

  private async request<T>(
    what: 'snapshot' | 'commands',
    init: RequestInit,
    timeoutMs: number,
    aborted: AbortSignal,
    read: (response: Response, alive: () => void) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const stop = new AbortController();
    const abort = () => stop.abort();
    let timer = setTimeout(abort, timeoutMs);
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(abort, timeoutMs);
    };
    aborted.addEventListener('abort', abort);
    try {
      const response = await this.fetching(`${this.page.base}${what}?as=${this.page.as}`, {
        ...init,
        cache: 'no-store',
        credentials: 'same-origin',
        redirect: 'manual', // this server never redirects here: whoever does is a log-in page of the network
        signal: stop.signal,
      });
      return (await trouble(response)) ?? (await read(response, alive));
    } catch {
      return { is: 'failed' };
    } finally {
      clearTimeout(timer);
      aborted.removeEventListener('abort', abort);
    }
  }
}

/** The JSON of a body, told of every piece as it comes. Throws when it is none. */
async function bodyOf(response: Response, alive: () => void): Promise<unknown> {
  const reader = response.body?.getReader();
  if (!reader) return response.json();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    alive();
    if (done) return JSON.parse(text + decoder.decode()) as unknown;
    text += decoder.decode(value, { stream: true });
  }
}

/** What an answer that is not the wished one means; undefined for one that may be read. */
async function trouble(response: Response): Promise<Outcome<never> | undefined> {
  const { status } = response;
  const json = (response.headers.get('Content-Type') ?? '').includes('json');
  if (response.type === 'opaqueredirect' || status === 511) return { is: 'portal' };
  if (status === 304) return undefined;
  if (status === 429 || (json && status === 503)) return withWait('busy', response);
  if (!json) return status >= 400 ? withWait('failed', response) : { is: 'portal' };
  if (status === 401) return { is: 'signed_out' };
  if (status < 400) return undefined;
  if (status >= 500 || status === 408) return withWait('failed', response);
  const body: unknown = await response.json();
  const code = isObject(body) ? body['code'] : undefined;
  return typeof code === 'string' ? { is: 'rejected', code } : { is: 'failed' };
}

function withWait(is: 'busy' | 'failed', response: Response): Outcome<never> {
  const seconds = Number(response.headers.get('Retry-After'));
  return seconds > 0 ? { is, retryMs: seconds * 1_000 } : { is };
}
