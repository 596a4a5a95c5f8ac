/** What a phone shows while the room concludes and presents. */

export { Present } from './Present';
export { Resolve } from './Resolve';
