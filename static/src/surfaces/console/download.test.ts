import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Page } from '@wire';
import { download } from './download';
import type { Steer } from './steer';

const page = { base: '/r/abc/' } as Page;

function steering(): { steer: Steer; told: string[] } {
  const told: string[] = [];
  return { steer: { say: (text: string) => told.push(text) } as unknown as Steer, told };
}

afterEach(() => vi.unstubAllGlobals());

describe('a download on the console', () => {
  it('is saved under the name that the server gives it', async () => {
    const names: string[] = [];
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }));
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    const headers = { 'Content-Disposition': "attachment; filename=\"a.pdf\"; filename*=UTF-8''%E6%88%90%E6%9E%9C.pdf" };
    vi.stubGlobal('fetch', async () => new Response('pdf', { headers }));
    await download(page, steering().steer, 'pdf', 'zh');
    expect(names).toEqual(['成果.pdf']);
  });

  it('that is refused leaves the console where it is and says why', async () => {
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ code: 'files/busy', facts: {} }), { status: 409 }));
    const { steer, told } = steering();
    const here = location.href;
    await download(page, steer, 'zip', 'en');
    expect(location.href).toBe(here);
    expect(told).toHaveLength(2);
  });

  it('that gets no answer says so', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('offline')));
    const { steer, told } = steering();
    await download(page, steer, 'zip', 'en');
    expect(told).toHaveLength(2);
  });
});
