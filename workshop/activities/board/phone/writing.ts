/** What a phone shows while notes are written. */

export { Brief } from './Brief';
export { Write } from './Write';
