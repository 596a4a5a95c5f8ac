/** What a phone shows while dots are placed. */

export { Vote } from './Vote';
