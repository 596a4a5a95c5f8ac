/** What a phone shows while notes are talked about. */

export { Discuss } from './Discuss';
