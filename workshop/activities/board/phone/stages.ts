/** The stages of a board, in five files: a phone that comes in loads only the one that it needs. */

import { later } from '@kit/later';

const writing = () => import('./writing');
const arranging = () => import('./arranging');
const voting = () => import('./voting');
const talking = () => import('./talking');
const concluding = () => import('./concluding');

export const stages = {
  brief: later(async () => (await writing()).Brief),
  write: later(async () => (await writing()).Write),
  gather: later(async () => (await arranging()).Gather),
  cluster: later(async () => (await arranging()).Cluster),
  name: later(async () => (await arranging()).Naming),
  place: later(async () => (await arranging()).Place),
  vote: later(async () => (await voting()).Vote),
  discuss: later(async () => (await talking()).Discuss),
  resolve: later(async () => (await concluding()).Resolve),
  present: later(async () => (await concluding()).Present),
};
