/** Where on the phone we are: the room, and the block and step under which drafts are kept. */

import type { Me, MyTeam, Page, Room } from '@wire';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Drafts } from './drafts';

export interface Here {
  readonly page: Page;
  readonly room: Room;
  readonly drafts: Drafts;
  readonly me?: Me;
  readonly team?: MyTeam;
  /** `lobby` outside all blocks. */
  readonly block: string;
  readonly step: string;
}

export const HereContext = createContext<Here | undefined>(undefined);

export function useHere(): Here {
  const here = useContext(HereContext);
  if (!here) throw new Error('a part of the phone is drawn outside the phone');
  return here;
}
