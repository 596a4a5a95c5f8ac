/** The line to the walls of this room that are open in this browser. */

import { type Nearby, nearby } from '@kit';
import { type RoomConsole, useEffect, useRef } from '@wire';
import type { Steer } from './steer';

/** When no wall has shown its QR after so long, the console shows one itself. */
const WALL_ANSWERS_MS = 250;

/** Hears a clicker that reached a wall's window, and gives back what turns the QR on and off. */
export function useWallLine(room: string, steer: Steer, view: RoomConsole): () => void {
  const lineRef = useRef<Nearby | null>(null);
  const answeredRef = useRef(false);
  const viewRef = useRef(view);
  useEffect(() => {
    viewRef.current = view;
  }, [view]);
  useEffect(() => {
    const line = nearby(room, (told) => {
      if (told === 'next') void steer.next(viewRef.current);
      if (told === 'back') void steer.back(viewRef.current);
      if (told.startsWith('qr-')) answeredRef.current = true;
    });
    lineRef.current = line;
    return () => line.close();
  }, [room, steer]);

  return () => {
    if (steer.bigQr.value) {
      steer.showQr(false);
      return;
    }
    answeredRef.current = false;
    lineRef.current?.tell('qr');
    setTimeout(() => steer.showQr(!answeredRef.current), WALL_ANSWERS_MS);
  };
}
