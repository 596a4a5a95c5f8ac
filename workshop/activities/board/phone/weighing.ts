/** What a phone shows while notes are weighed and talked about. */

export { Discuss } from './Discuss';
export { Vote } from './Vote';
