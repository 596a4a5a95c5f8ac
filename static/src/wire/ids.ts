/** Names that nobody else gives. */

const BYTES = 16;

/** 128 random bits as hex. (`crypto.randomUUID` is missing on plain HTTP and in old WebViews.) */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
