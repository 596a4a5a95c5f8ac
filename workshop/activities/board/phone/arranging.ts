/** What a phone shows while notes go up and find their places. */

export { Cluster } from './Cluster';
export { Gather } from './Gather';
export { Naming } from './Naming';
export { Place } from './Place';
