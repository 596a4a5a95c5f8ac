/** Warns when no phone reaches the server: then it is the network, not the people. */

import { useTicks } from '@kit';
import { type Room, type RoomConsole, useState } from '@wire';

const PATIENCE_MS = 60_000;

/** Whether no phone has been here for a minute although there is a connection and the room is open. */
export function useNobody(room: Room, view: RoomConsole): boolean {
  const [since, setSince] = useState<number | undefined>(undefined);
  useTicks(5_000);
  const nobody = room.pulse.value?.in === 0 && room.link.value !== 'offline' && view.state !== 'ended';
  if (nobody && since === undefined) setSince(room.now());
  if (!nobody && since !== undefined) setSince(undefined);
  return nobody && since !== undefined && room.now() - since >= PATIENCE_MS;
}
