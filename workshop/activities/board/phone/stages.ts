/** The stages of a board, in four files: a phone that comes in loads only the one that it needs. */

import { later } from '@kit/later';

const writing = () => import('./writing');
const arranging = () => import('./arranging');
const weighing = () => import('./weighing');
const concluding = () => import('./concluding');

export const stages = {
  brief: later(async () => (await writing()).Brief),
  write: later(async () => (await writing()).Write),
  gather: later(async () => (await arranging()).Gather),
  cluster: later(async () => (await arranging()).Cluster),
  name: later(async () => (await arranging()).Naming),
  place: later(async () => (await arranging()).Place),
  vote: later(async () => (await weighing()).Vote),
  discuss: later(async () => (await weighing()).Discuss),
  resolve: later(async () => (await concluding()).Resolve),
  present: later(async () => (await concluding()).Present),
};
