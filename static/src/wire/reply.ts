/** What the server says to one command. A `busy` may say why, by the code of a sentence. */

import { isObject } from './merge';
import type { Facts } from '../words';

export type Reply =
  | { readonly id: string; readonly ok: true; readonly seq: number }
  | { readonly id: string; readonly no: true; readonly code: string; readonly facts?: Facts }
  | { readonly id: string; readonly busy: true; readonly retry_ms: number; readonly code?: string };

export function isReply(value: unknown): value is Reply {
  if (!isObject(value) || typeof value['id'] !== 'string') return false;
  return (
    (value['ok'] === true && typeof value['seq'] === 'number') ||
    (value['no'] === true && typeof value['code'] === 'string') ||
    (value['busy'] === true && typeof value['retry_ms'] === 'number')
  );
}
