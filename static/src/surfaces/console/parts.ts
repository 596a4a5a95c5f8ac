/** What every part of the console is given. */

import type { FoundKind, KindConsoleProps } from '@kit';
import type { Page, Room, RoomConsole } from '@wire';
import type { Deed } from './consoleKeys';
import type { Steer } from './steer';

export interface PartProps {
  readonly page: Page;
  readonly room: Room;
  readonly view: RoomConsole;
  readonly steer: Steer;
  readonly kind: FoundKind<KindConsoleProps>;
  /** Does what a key does. */
  readonly does: (deed: Deed) => void;
}
